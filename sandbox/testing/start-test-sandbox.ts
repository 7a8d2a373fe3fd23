import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox } from '../sandbox.ts'
import { createGraphClient, type GraphClient } from './graph-client.ts'

export type TestSandbox = GraphClient & {
  dataDir: string
  log: string[]
  /** Stops and starts again on the same folder, with a new port unless one is given. */
  restart(port?: number): Promise<void>
  /** Stops and removes the folder. */
  close(): Promise<void>
}

type Options = { settings?: Record<string, unknown>; now?: () => number }

/** Statuses at once, reviews at once: a test waits for what happens, not for the time it takes. */
const quickSettings = { statuses: { sent_ms: 0, delivered_ms: 1, read_ms: 2 }, review_ms: 0 }

/** A sandbox of the test's own on a free port and a folder of its own. */
export const startTestSandbox = async ({
  settings = {},
  now = Date.now,
}: Options = {}): Promise<TestSandbox> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sandbox-'))
  const log: string[] = []
  const start = (port = 0) => startSandbox({ port, dataDir, now, log: (line) => log.push(line) })
  let running = await start()
  const client = await createGraphClient(running.url)
  await client.control('PUT', 'settings', { ...quickSettings, ...settings })
  return Object.assign(client, {
    dataDir,
    log,
    async restart(port?: number) {
      await running.stop()
      running = await start(port)
      Object.assign(client, await createGraphClient(running.url))
    },
    async close() {
      await running.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  })
}
