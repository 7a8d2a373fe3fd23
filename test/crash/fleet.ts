import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createTestDatabase } from '../support/database.ts'
import { createProcess, drawPort, type Process } from './process.ts'
import { COMMON_SETTINGS, MAIN } from './program.ts'

/** Several processes of Masa on one database, with a sandbox that outlives them. */
export type Fleet = {
  apis: (Process & { url: string })[]
  workers: Process[]
  sandboxUrl: string
  database: pg.Pool
  /** Starts all; throws what a process wrote when it does not come up. */
  start(): Promise<void>
  end(): Promise<void>
}

const SANDBOX = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url))

/** Nothing runs yet. */
export const createFleet = async (counts: { apis: number; workers: number }): Promise<Fleet> => {
  const folder = await mkdtemp(join(tmpdir(), 'masa-fleet-'))
  const { connectionString, drop } = await createTestDatabase()
  const sandboxPort = await drawPort()
  const shared = {
    DATABASE_URL: connectionString,
    MASA_SECRET_KEY: randomBytes(32).toString('base64'),
    MASA_DATA_DIR: join(folder, 'data'),
    MASA_SANDBOX: 'external',
    MASA_SANDBOX_PORT: String(sandboxPort),
    ...COMMON_SETTINGS,
  }
  const sandbox = createProcess({
    words: [SANDBOX],
    folder,
    settings: { MASA_SANDBOX_PORT: String(sandboxPort), MASA_DATA_DIR: join(folder, 'data') },
    readyWord: 'ready at',
  })
  const createMember = async (role: 'api' | 'worker') => {
    const url = `http://127.0.0.1:${await drawPort()}`
    const settings = { ...shared, PORT: new URL(url).port }
    const words = [MAIN, 'start', '--roles', role]
    return { ...createProcess({ words, folder, settings, readyWord: url }), url }
  }
  const apis = await Promise.all(Array.from({ length: counts.apis }, () => createMember('api')))
  const workers = await Promise.all(Array.from({ length: counts.workers }, () => createMember('worker')))
  const members: Process[] = [sandbox, ...apis, ...workers]
  const database = new pg.Pool({ connectionString, max: 2 })
  return {
    apis,
    workers,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    database,
    start: async () => {
      // The sandbox first: the others ask it for its numbers.
      for (const member of members)
        if (!(await member.start())) throw new Error(`A process did not start: ${member.log.join('\n')}`)
    },
    end: async () => {
      await Promise.all(members.map((member) => member.kill()))
      await database.end()
      await drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
