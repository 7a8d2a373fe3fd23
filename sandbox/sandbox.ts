import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { commit, type Sandbox } from './context.ts'
import { SandboxError } from './error.ts'
import { createFaultList } from './faults/fault-list.ts'
import { createApp } from './http/create-app.ts'
import { createJournal, type Journal } from './journal.ts'
import { dropExpiredMedia } from './media/drop-expired.ts'
import { createMediaFolder } from './media/media-folder.ts'
import { createUploadSessions } from './media/upload-sessions.ts'
import { createFeed } from './phone/feed.ts'
import { createTypingList } from './phone/typing-list.ts'
import { createRates } from './rates/rates.ts'
import { createDeliveryList } from './receiver/delivery-list.ts'
import { resumePending } from './resume.ts'
import { createSchedule } from './schedule.ts'
import { addTemplates } from './seed/add-templates.ts'
import { createInstallation, createNumbers } from './seed/installation.ts'
import { writeLines } from './seed/write-lines.ts'
import { compactWhenGrown } from './state/compact.ts'
import { applyRecord, findRecord } from './state/records.ts'
import { createState, type State } from './state/state.ts'
import { createStats } from './stats.ts'
import { createOutbox } from './webhooks/outbox.ts'

export type SandboxOptions = {
  /** 0 draws a free one. */
  port: number
  /** A loopback address; 127.0.0.1 unless given. */
  host?: string
  /** The folder of its journal and files; made when it is not there. One sandbox at a time may use it. */
  dataDir: string
  log?: (line: string) => void
  /** Unix milliseconds; the system's clock unless given. */
  now?: () => number
}

export type RunningSandbox = { url: string; port: number; stop(): Promise<void> }

const checkEveryMs = 60_000

const replay = (journal: Journal, state: State, log: (line: string) => void): void => {
  let unreadable = 0
  journal.read((line) => {
    const record = findRecord(line)
    if (record) applyRecord(state, record)
    else unreadable++
  })
  if (unreadable > 0) log(`${unreadable} lines of the journal could not be read and were left out.`)
}

const listen = async (app: FastifyInstance, host: string, port: number): Promise<number> => {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') {
      throw new SandboxError(
        `Port ${port} on ${host} is taken by another program: stop that one, or set MASA_SANDBOX_PORT to a free port.`,
      )
    }
    throw new SandboxError(
      `The sandbox cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : error}.`,
    )
  }
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : port
}

/**
 * What a first start finds: secrets, numbers, templates. All of it waits for the journal to be opened and is
 * then written at once, so that a first start that is cut off leaves nothing half done.
 */
const createFirstState = async (sandbox: Sandbox): Promise<void> => {
  await addTemplates(sandbox)
  for (const number of createNumbers()) commit(sandbox, { t: 'number', number })
  commit(sandbox, { t: 'installation', installation: createInstallation(sandbox.now()) })
}

/**
 * Starts a Cloud API of one's own on a loopback port (see README). Rejects with a `SandboxError` when the port
 * is taken or the folder cannot be used.
 */
export const startSandbox = async (options: SandboxOptions): Promise<RunningSandbox> => {
  const { host = '127.0.0.1', dataDir, log = () => {}, now = Date.now } = options
  if (!/^(?:127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host)) {
    throw new SandboxError(`The sandbox listens on loopback only; ${host} is another address.`)
  }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new SandboxError(
      `The folder ${dataDir} cannot be made: ${error instanceof Error ? error.message : error}.`,
    )
  }
  const state = createState()
  const journal = createJournal(join(dataDir, 'journal.jsonl'))
  replay(journal, state, log)

  const mediaFolder = createMediaFolder(join(dataDir, 'media'))
  let url = ''
  const schedule = createSchedule(now)
  const stats = createStats()
  const feed = createFeed()
  const sandbox: Sandbox = {
    state,
    journal,
    schedule,
    outbox: createOutbox({ state, journal, schedule, stats, feed, now, log }),
    faults: createFaultList(),
    rates: createRates(),
    stats,
    mediaFolder,
    uploads: createUploadSessions(mediaFolder),
    feed,
    typing: createTypingList(now),
    deliveries: createDeliveryList(),
    now,
    log,
    baseUrl: () => url,
  }
  const app = await createApp(sandbox)
  if (!state.installation) await createFirstState(sandbox)
  // The port comes before the first write: of two sandboxes on one folder and port, the second leaves it alone.
  const port = await listen(app, host, options.port)
  url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  journal.open()
  await mediaFolder.dropLeftovers()
  resumePending(sandbox)
  await writeLines(sandbox)
  await journal.written()

  const keepUp = async (): Promise<void> => {
    await writeLines(sandbox)
    await dropExpiredMedia(sandbox)
    await compactWhenGrown(sandbox)
  }
  const keeper = setInterval(() => {
    keepUp().catch((error: unknown) => log(`Keeping up failed: ${error}`))
  }, checkEveryMs)
  return {
    url,
    port,
    async stop() {
      clearInterval(keeper)
      await app.close()
      await sandbox.outbox.stop()
      schedule.stop()
      await journal.close()
    },
  }
}
