import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { findPostmaster, stopPostmaster } from '../../src/database/embedded/postmaster.ts'
import { type EmbeddedServer, startEmbeddedServer } from '../../src/database/embedded/server.ts'

export const isRoot = process.geteuid?.() === 0
/** The ordinary user that root's tests turn into; others are one themselves. */
export const ordinary = isRoot ? { uid: 65534, gid: 65534 } : {}

/** A folder that every user may enter, thrown away after the test. Its servers have to be stopped by then. */
export const makeTestFolder = async (owner: { uid?: number; gid?: number } = {}): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'masa-embedded-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid!)
  return folder
}

/**
 * Makes one data directory with an empty database for the file's tests and answers with a function that copies it,
 * which takes half the time of a first start.
 */
export const useDataDirs = (): (() => Promise<string>) => {
  let seed: string
  beforeAll(async () => {
    seed = await mkdtemp(join(tmpdir(), 'masa-embedded-'))
    await chmod(seed, 0o711)
    const server = await startEmbeddedServer({ dataDir: seed, log: () => {} })
    await server.stop()
  })
  afterAll(() => rm(seed, { recursive: true, force: true }))
  return async () => {
    const dataDir = join(await makeTestFolder(), 'data')
    await promisify(execFile)('cp', ['-a', seed, dataDir])
    return dataDir
  }
}

type Options = Partial<Parameters<typeof startEmbeddedServer>[0]> & { dataDir: string }

/** Starts a server in this process and stops it after the test; what it logs is in `lines`. */
export const startServer = async (options: Options): Promise<EmbeddedServer & { lines: string[] }> => {
  const lines: string[] = []
  const server = await startEmbeddedServer({
    systemDir: join(options.dataDir, '..', 'system'),
    log: (line) => lines.push(line),
    ...options,
  })
  onTestFinished(() => server.stop())
  return { ...server, lines }
}

/** The line that a start is refused with. */
export const refusal = async (options: Options): Promise<string> => {
  const outcome = await startServer(options).catch((error: Error) => error)
  if (!(outcome instanceof Error)) throw new Error('it started')
  if (outcome.name !== 'StartError' || outcome.message.includes('\n')) throw outcome
  return outcome.message
}

export type Program = {
  child: ChildProcess
  /** Undefined when it was refused. */
  server: (EmbeddedServer & { pid: number }) | undefined
  error: { name: string; message: string } | undefined
  lines: string[]
  /** Sends the signal and waits until the program has gone; its database may live on. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Lets it stop its server and end. */
  end(): Promise<void>
}

type ProgramOptions = {
  dataDir: string
  systemDir?: string
  settings?: Record<string, string>
  as?: { uid?: number; gid?: number }
  /** Another copy of the program. */
  script?: string
  /** A command that runs the program, with what it needs before the program's own words. */
  through?: string[]
}

const ownScript = fileURLToPath(new URL('embedded-program.ts', import.meta.url))

/** Starts a server in a program of its own, which can be killed. What it leaves running is stopped after the test. */
export const startProgram = async (options: ProgramOptions): Promise<Program> => {
  const { dataDir, systemDir = join(dataDir, '..', 'system'), settings = {}, as = {} } = options
  const words = [...(options.through ?? []), process.execPath, options.script ?? ownScript]
  words.push('--data', dataDir, '--system', systemDir, '--settings', JSON.stringify(settings))
  const child = spawn(words[0]!, words.slice(1), {
    ...as,
    // A group of its own, for what is sent to a whole group.
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let output = ''
  for await (const chunk of child.stdout) {
    output += chunk
    if (output.includes('\n')) break
  }
  const outcome = JSON.parse(output)
  const program: Program = {
    child,
    server: outcome.server,
    error: outcome.error,
    lines: outcome.lines,
    kill: async (signal) => {
      child.kill(signal)
      await ended
    },
    end: async () => {
      child.stdin.end()
      await ended
    },
  }
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) await program.kill('SIGKILL')
    const clusterDir = program.server?.clusterDir
    const left = clusterDir && findPostmaster(clusterDir)
    if (left) await stopPostmaster(clusterDir, left.pid)
  })
  return program
}

/** The process id of the server of a cluster. */
export const selectServerPid = (clusterDir: string): number =>
  Number(readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')[0])

/** One statement over a connection of its own. */
export const query = async (
  { connectionString }: Pick<EmbeddedServer, 'connectionString'>,
  text: string,
): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Tries until it succeeds, for what is promised to be true after a while; the test's own time-out ends it. */
export const eventually = async <T>(attempt: () => Promise<T> | T): Promise<T> => {
  for (;;) {
    try {
      return await attempt()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
