import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { closeSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../../error.ts'
import { asAccount } from './account.ts'
import { describeSpawnError, serverEnvironment } from './cluster.ts'
import type { DataDir } from './data-dir.ts'
import type { Place } from './place.ts'
import { isServerOf, listOrphans, signal } from './processes.ts'
import { openServerLog, readServerLog, tailInOneLine } from './server-log.ts'

/** A running server of a cluster ("postmaster"), as its postmaster.pid tells. */
export type Postmaster = { pid: number; port: number; status: 'starting' | 'ready' | 'stopping' }

/**
 * The server that runs for the cluster, whoever started it. A postmaster.pid that was left by a dead one is no
 * server, whatever process got its number since.
 */
export const findPostmaster = (clusterDir: string): Postmaster | undefined => {
  // PostgreSQL, src/include/utils/pidfile.h: a line each for pid, folder, start, port, socket, address, memory, status.
  const lines = readPidFile(clusterDir)
  const pid = Number(lines?.[0])
  if (!pid || !isServerOf(clusterDir, pid)) return undefined
  const status = lines?.[7]?.trim()
  return {
    pid,
    port: Number(lines?.[3]),
    status: status === 'ready' || status === 'stopping' ? status : 'starting',
  }
}

const readPidFile = (clusterDir: string): string[] | undefined => {
  try {
    return readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
}

/** Waits until the server answers, however long its recovery takes; undefined when it ended instead. */
export const awaitReady = async (
  clusterDir: string,
  log: (line: string) => void,
): Promise<Postmaster | undefined> => {
  for (let waitedMs = 0; ; waitedMs += 20) {
    const found = findPostmaster(clusterDir)
    if (found?.status !== 'starting') return found?.status === 'ready' ? found : undefined
    if (waitedMs > 0 && waitedMs % 10_000 === 0) log('The database still recovers from a crash.')
    await sleep(20)
  }
}

type LaunchOptions = {
  place: Place
  dataDir: DataDir
  postgres: string
  /** The command line for this port. */
  argumentsFor: (port: number) => string[]
  /** A port that has to be used; else a free one is drawn. */
  port: number | undefined
  log: (line: string) => void
  /** Ends the attempts. */
  abort: AbortSignal
}

/** How often a start that met a passing hindrance is tried again, with 250 ms between. */
const ATTEMPTS = 60

/**
 * Starts a server in a session of its own, where the terminal's Ctrl-C does not reach it, and waits until it answers.
 * Throws StartError with the end of the server's log when it cannot be started. Answers with another's server when
 * one was started at the same moment.
 */
export const launchPostmaster = async (options: LaunchOptions): Promise<Postmaster> => {
  const { clusterDir } = options.place
  for (let attempt = 1; ; attempt += 1) {
    options.abort.throwIfAborted()
    removeStalePidFile(clusterDir)
    const failure = await tryLaunch(options, options.port ?? (await drawPort()))
    if (failure === undefined || /lock file "postmaster.pid" already exists/.test(failure)) {
      const found = await awaitReady(clusterDir, options.log)
      if (found) return found
    }
    // A process of the server before that computes and does not notice its end.
    if (/pre-existing shared memory block/.test(failure ?? '') && attempt % 4 === 0)
      for (const pid of listOrphans(clusterDir)) signal(pid, attempt < 12 ? 'SIGQUIT' : 'SIGKILL')
    const isPassing =
      failure === undefined ||
      /pre-existing shared memory|lock file "postmaster.pid"/.test(failure) ||
      (options.port === undefined && /could not create any TCP/.test(failure))
    if (!isPassing || attempt === ATTEMPTS)
      throw new StartError(
        `The database in ${clusterDir} could not be started: ${tailInOneLine(failure ?? 'it ended at once')}`,
      )
    await sleep(250)
  }
}

/** What the server wrote when it ended before it was ready, else undefined. */
const tryLaunch = async (options: LaunchOptions, port: number): Promise<string | undefined> => {
  const { clusterDir, account } = options.place
  const output = openServerLog(options.dataDir)
  const child = spawn(options.postgres, options.argumentsFor(port), {
    ...asAccount(account),
    cwd: clusterDir,
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  })
  child.unref()
  closeSync(output.fd)
  let ending: string | undefined
  child.on('error', (error) => {
    ending = describeSpawnError(error)
  })
  child.on('exit', (code, by) => {
    ending ??= `${readServerLog(output.path, output.sizeBytes)}\nit ended with ${code ?? by}`
  })
  for (let waitedMs = 0; ending === undefined; waitedMs += 10) {
    const lines = readPidFile(clusterDir)
    if (Number(lines?.[0]) === child.pid && lines?.[7]?.startsWith('ready')) {
      child.removeAllListeners('exit')
      return undefined
    }
    if (options.abort.aborted) child.kill('SIGINT')
    if (waitedMs > 0 && waitedMs % 10_000 === 0) options.log('The database still recovers from a crash.')
    await sleep(10)
  }
  return ending
}

/**
 * PostgreSQL believes a postmaster.pid whose number lives, be it another program's by now, and stumbles over an empty
 * one. Processes that still work in the cluster are found by its shared memory, with or without this file.
 */
const removeStalePidFile = (clusterDir: string): void => {
  const pid = Number(readPidFile(clusterDir)?.[0])
  if (!pid || !isServerOf(clusterDir, pid)) rmSync(join(clusterDir, 'postmaster.pid'), { force: true })
}

/**
 * A free port below those that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere): while
 * the server restarts, no connection can take its port, not even one of the program's own attempts to reach it.
 */
const drawPort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(16_384, 32_768)
    if (await isFree(port)) return port
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })

/** PostgreSQL, "Shutting Down the Server": fast, which loses nothing; immediate, which recovers later; the end. */
const STEPS = [
  { name: 'SIGINT', patienceMs: 15_000 },
  { name: 'SIGQUIT', patienceMs: 5_000 },
  { name: 'SIGKILL', patienceMs: 5_000 },
] as const

/** Stops the server and resolves when its process has gone. */
export const stopPostmaster = async (clusterDir: string, pid: number): Promise<void> => {
  for (const { name, patienceMs } of STEPS) {
    if (!isServerOf(clusterDir, pid)) return
    signal(pid, name)
    // One that was halted hears nothing else.
    signal(pid, 'SIGCONT')
    for (let waitedMs = 0; waitedMs < patienceMs && isServerOf(clusterDir, pid); waitedMs += 10)
      await sleep(10)
  }
}
