import { join } from 'node:path'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { SandboxError } from './error.ts'
import { type RunningSandbox, startSandbox } from './sandbox.ts'

const usualPort = 8361

/** What a parent thread gives along. */
type WorkerOptions = { port: number; dataDir: string }

const readPort = (text: string | undefined): number => {
  if (text === undefined || text === '') return usualPort
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new SandboxError(`MASA_SANDBOX_PORT must be a port from 0 to 65535; it is ${text}.`)
  }
  return port
}

const describe = (error: unknown): string =>
  error instanceof SandboxError
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error)

/** Alone: settings from the environment, words on the terminal, until a signal comes. */
const runAlone = async (): Promise<void> => {
  const log = (line: string): void => console.log(`sandbox: ${line}`)
  let sandbox: RunningSandbox
  try {
    const { MASA_SANDBOX_PORT, MASA_DATA_DIR = './data' } = process.env
    sandbox = await startSandbox({
      port: readPort(MASA_SANDBOX_PORT),
      dataDir: join(MASA_DATA_DIR, 'sandbox'),
      log,
    })
  } catch (error) {
    console.error(describe(error))
    process.exitCode = 1
    return
  }
  log(`ready at ${sandbox.url}`)
  const stop = (): void => {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    sandbox.stop().catch((error: unknown) => {
      console.error(describe(error))
      process.exitCode = 1
    })
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** As a thread: tells the parent `{ready: url}` or `{failed: message}`, and stops on its message `stop`. */
const runAsWorker = async (parent: NonNullable<typeof parentPort>): Promise<void> => {
  const { port, dataDir } = workerData as WorkerOptions
  // The first message is `ready` or `failed`; lines for the log come after it.
  let isReady = false
  const log = (line: string): void => {
    if (isReady) parent.postMessage({ log: line })
  }
  try {
    const sandbox = await startSandbox({ port, dataDir, log })
    parent.on('message', async (message) => {
      if (message !== 'stop') return
      await sandbox.stop()
      parent.close()
    })
    parent.postMessage({ ready: sandbox.url })
    isReady = true
  } catch (error) {
    parent.postMessage({ failed: describe(error) })
    parent.close()
  }
}

if (isMainThread || !parentPort) await runAlone()
else await runAsWorker(parentPort)
