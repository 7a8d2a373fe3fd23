import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A process that can be killed and started again. */
export type Process = {
  /** Starts it and waits until it says that it is running, or has ended. True when it is running. */
  start(): Promise<boolean>
  /** As `kill -9`; resolves when it has gone. */
  kill(): Promise<void>
  /** As Ctrl-C; answers with the exit code when it has gone, null when it had to be killed. */
  stop(): Promise<number | null>
  isRunning(): boolean
  /** It has said that it is running, and is. */
  isReady(): boolean
  /** What it wrote to standard error, the newest last. */
  log: string[]
}

type Options = {
  /** The file to run, and its words. */
  words: string[]
  folder: string
  settings: Record<string, string>
  /** Part of the line that says that it is running. */
  readyWord: string
}

/** As `npm start` has it: without it half of a start is spent on stripping types. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/masa', import.meta.url))

/** Nothing runs yet. */
export const createProcess = ({ words, folder, settings, readyWord }: Options): Process => {
  const log: string[] = []
  let child: ChildProcess | undefined
  let isReady = false
  const isRunning = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null
  return {
    log,
    isRunning,
    isReady: () => isReady && isRunning(),
    start: async () => {
      isReady = false
      const started = spawn(process.execPath, words, {
        cwd: folder,
        env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: COMPILE_CACHE, ...settings },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      createInterface({ input: started.stderr }).on('line', (line) => {
        log.push(line.slice(0, 400))
        if (log.length > 30) log.shift()
      })
      for await (const line of createInterface({ input: started.stdout }))
        if (line.includes(readyWord)) {
          started.stdout.resume()
          isReady = true
          return true
        }
      return false
    },
    kill: async () => {
      if (!child || !isRunning()) return
      const gone = once(child, 'exit')
      isReady = false
      child.kill('SIGKILL')
      await gone
    },
    stop: async () => {
      const gone = once(child!, 'exit')
      isReady = false
      child!.kill('SIGTERM')
      return (await gone)[0]
    },
  }
}

/** A free port below those of outgoing connections, so that none takes it while the program is down. */
export const drawPort = async (): Promise<number> => {
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
