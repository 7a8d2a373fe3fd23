import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { findPostmaster, stopPostmaster } from '../../src/database/embedded/postmaster.ts'
import { findRunningServer } from '../../src/database/embedded/running.ts'
import { createProcess, drawPort, type Process } from './process.ts'

/** Masa as an operator runs it, with its own database, in a process that can be killed; the database lives on. */
export type Program = Process & {
  url: string
  sandboxUrl: string
  clusterDir: string
  /** One statement over a connection of its own, whether the program runs or not. */
  query(text: string): Promise<Record<string, unknown>[]>
  /** Ends all that runs and deletes the folder. */
  end(): Promise<void>
}

export const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export const ACCOUNT = { email: 'crash@example.com', password: 'correct horse' }

export const COMMON_SETTINGS = {
  MASA_ADMIN_EMAIL: ACCOUNT.email,
  MASA_ADMIN_PASSWORD: ACCOUNT.password,
  MASA_RATE_LIMIT: '0',
  MASA_LOG_LEVEL: 'warn',
}

/** Makes the folder and draws the ports; nothing runs yet. */
export const createProgram = async (settings: Record<string, string> = {}): Promise<Program> => {
  const folder = await mkdtemp(join(tmpdir(), 'masa-crash-'))
  // Root's database runs as another user, who has to enter it.
  await chmod(folder, 0o711)
  const dataDir = join(folder, 'data')
  const clusterDir = join(dataDir, 'postgres')
  const [port, sandboxPort] = [await drawPort(), await drawPort()]
  const url = `http://127.0.0.1:${port}`
  const process = createProcess({
    words: [MAIN, 'start'],
    folder,
    readyWord: `${url}/v1`,
    settings: {
      PORT: String(port),
      MASA_SANDBOX_PORT: String(sandboxPort),
      MASA_DATA_DIR: dataDir,
      ...COMMON_SETTINGS,
      ...settings,
    },
  })
  return {
    ...process,
    url,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    clusterDir,
    query: async (text) => {
      const connectionString = await findRunningServer(dataDir, () => undefined)
      const client = new pg.Client({ connectionString })
      client.on('error', () => undefined)
      await client.connect()
      try {
        return (await client.query(text)).rows
      } finally {
        await client.end()
      }
    },
    end: async () => {
      await process.kill()
      const left = findPostmaster(clusterDir)
      if (left) await stopPostmaster(clusterDir, left.pid)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
