import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { findPostmaster, stopPostmaster } from '../../src/database/embedded/postmaster.ts'
import { findRunningServer } from '../../src/database/embedded/running.ts'

/** Masa as an operator runs it, with its own database, in a process that can be killed. */
export type Program = {
  url: string
  sandboxUrl: string
  clusterDir: string
  /** Starts the process and waits until it says that it is running, or has ended. True when it is running. */
  start(): Promise<boolean>
  /** As `kill -9`; resolves when the process has gone. The database lives on. */
  kill(): Promise<void>
  /** As Ctrl-C; answers with the exit code when the process has gone, null when it had to be killed. */
  stop(): Promise<number | null>
  isRunning(): boolean
  /** It has said that it is running, and is. */
  isReady(): boolean
  /** One statement over a connection of its own, whether the program runs or not. */
  query(text: string): Promise<Record<string, unknown>[]>
  /** What it wrote to standard error, the newest last. */
  log: string[]
  /** Ends all that runs and deletes the folder. */
  end(): Promise<void>
}

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
/** As `npm start` has it: without it half of a start is spent on stripping types. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/masa', import.meta.url))

export const ACCOUNT = { email: 'crash@example.com', password: 'correct horse' }

/** Makes the folder and draws the ports; nothing runs yet. */
export const createProgram = async (settings: Record<string, string> = {}): Promise<Program> => {
  const folder = await mkdtemp(join(tmpdir(), 'masa-crash-'))
  // Root's database runs as another user, who has to enter it.
  await chmod(folder, 0o711)
  const dataDir = join(folder, 'data')
  const clusterDir = join(dataDir, 'postgres')
  const [port, sandboxPort] = [await drawPort(), await drawPort()]
  const url = `http://127.0.0.1:${port}`
  const log: string[] = []
  const environment = {
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    PORT: String(port),
    MASA_SANDBOX_PORT: String(sandboxPort),
    MASA_DATA_DIR: dataDir,
    MASA_ADMIN_EMAIL: ACCOUNT.email,
    MASA_ADMIN_PASSWORD: ACCOUNT.password,
    MASA_RATE_LIMIT: '0',
    MASA_LOG_LEVEL: 'warn',
    ...settings,
  }
  let child: ChildProcess | undefined
  let isReady = false
  const isRunning = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null
  const kill = async (): Promise<void> => {
    if (!child || !isRunning()) return
    const gone = once(child, 'exit')
    isReady = false
    child.kill('SIGKILL')
    await gone
  }

  return {
    url,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    clusterDir,
    log,
    isRunning,
    isReady: () => isReady && isRunning(),
    kill,
    stop: async () => {
      const gone = once(child!, 'exit')
      isReady = false
      child!.kill('SIGTERM')
      return (await gone)[0]
    },
    start: async () => {
      const started = spawn(process.execPath, [MAIN, 'start'], {
        cwd: folder,
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      createInterface({ input: started.stderr }).on('line', (line) => {
        log.push(line.slice(0, 400))
        if (log.length > 30) log.shift()
      })
      for await (const line of createInterface({ input: started.stdout }))
        if (line.includes(`${url}/v1`)) {
          started.stdout.resume()
          isReady = true
          return true
        }
      return false
    },
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
      await kill()
      const left = findPostmaster(clusterDir)
      if (left) await stopPostmaster(clusterDir, left.pid)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A free port below those of outgoing connections, so that none takes it while the program is down. */
const drawPort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(16_384, 32_768)
    const server = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true))
    })
    if (!isFree) continue
    await new Promise((resolve) => server.close(resolve))
    return port
  }
}
