import { mkdir } from 'node:fs/promises'
import type { Logger } from 'pino'
import type { Config } from './config/config.ts'
import { createSecretBox, loadSecretKey, type SecretBox } from './config/secret-box.ts'
import { createDatabase, type Database } from './database/database.ts'
import { openDatabaseServer } from './database/open.ts'
import { type EventTail, startEventTail } from './events/tail.ts'
import {
  createIntegrationDirectory,
  type Integration,
  type IntegrationDirectory,
} from './integrations/directory.ts'
import { createMediaStore, type MediaStore } from './media/store.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { type Bells, startBells } from './processes/bells.ts'
import { type Presence, startPresence } from './processes/presence.ts'
import { findSandbox, type Sandbox } from './sandbox-link.ts'
import { createTemplateDirectory, type TemplateDirectory } from './templates/directory.ts'
import type { WebApp } from './web/routes/show-app.ts'
import { createWebhooks, type Webhooks } from './webhooks/start.ts'
import { createGraphClient, type GraphClient } from './whatsapp/graph-client.ts'
import type { GraphTimeouts } from './whatsapp/graph-upstream.ts'

export type AppOptions = {
  /** How long a call to WhatsApp may take, where it is not what the client takes by itself. */
  graphTimeouts?: Partial<GraphTimeouts>
  /** The clock by which webhooks are due and links to files end, Unix ms. */
  now?: () => number
  /** How long a request waits for a customer's file that is being fetched. */
  mediaPatienceMs?: number
  /** How long each check of the doctor may take. */
  doctorTimeoutMs?: number
  /** The web app at `/`; without it there is none. */
  web?: WebApp
}

/** What a process works with, whatever its roles. */
export type Core = {
  config: Config
  log: Logger
  options: AppOptions
  secrets: SecretBox
  files: MediaStore
  connectionString: string
  database: Database
  presence: Presence
  bells: Bells
  tail: EventTail
  directory: IntegrationDirectory
  templates: TemplateDirectory
  metrics: Metrics
  sandbox: Sandbox
  sandboxGraph: GraphClient
  graphOf(integration: Pick<Integration, 'isSandbox'>): GraphClient
  /** Calls to WhatsApp that have not ended so many ms from now are broken off. */
  closeGraphs(afterMs?: number): Promise<void>
  webhooks: Webhooks
}

/** Builds it from the settings. `onStop` is told of each part, to be stopped in the reverse order. */
export const startCore = async (
  config: Config,
  log: Logger,
  options: AppOptions,
  onStop: (part: () => Promise<void>) => void,
): Promise<Core> => {
  const secrets = createSecretBox(loadSecretKey(config))
  const files = createMediaStore(config.dataDir)
  await mkdir(files.incomingDir, { recursive: true, mode: 0o700 })

  const server = await openDatabaseServer(config, secrets, log)
  onStop(server.stop)
  const { connectionString } = server
  let isStopping = false
  const database = createDatabase({
    connectionString,
    onError: (error) => {
      if (!isStopping) log.warn({ err: error }, 'A connection to the database broke')
    },
  })
  onStop(() => {
    isStopping = true
    return database.destroy()
  })
  const presence = await startPresence(connectionString, (line) => log.warn(line))
  onStop(presence.stop)
  const { bells, stop: stopBells } = startBells(presence)
  onStop(async () => stopBells())
  const tail = startEventTail({ database, bell: bells.events, log })
  onStop(tail.stop)
  const directory = createIntegrationDirectory(database, secrets, { bell: bells.numbers })
  const templates = createTemplateDirectory(database, bells.templates)
  const metrics = createMetrics(database)
  // What is measured of the process by itself is watched as long as it lives, and would hold on to all that is here.
  onStop(async () => metrics.registry.clear())

  const sandbox = await findSandbox({ config, directory })
  onStop(sandbox.stop)
  const { graphTimeouts: timeouts } = options
  const graph = createGraphClient({ baseUrl: config.graphUrl, timeouts })
  const sandboxGraph = createGraphClient({ baseUrl: sandbox.url, timeouts })
  const closeGraphs = async (afterMs?: number): Promise<void> => {
    await Promise.all([graph.close(afterMs), sandboxGraph.close(afterMs)])
  }
  onStop(() => closeGraphs())

  const webhooks = createWebhooks({
    database,
    secrets,
    allow: config.webhookAllow,
    allowedOrigins: sandbox.isOn ? [sandbox.url] : [],
    publicUrl: config.publicUrl,
    now: options.now ?? Date.now,
    wake: bells.deliveries.ring,
    onAppended: bells.events.ring,
  })
  onStop(webhooks.stop)
  return {
    config,
    log,
    options,
    secrets,
    files,
    connectionString,
    database,
    presence,
    bells,
    tail,
    directory,
    templates,
    metrics,
    sandbox,
    sandboxGraph,
    graphOf: ({ isSandbox }) => (isSandbox ? sandboxGraph : graph),
    closeGraphs,
    webhooks,
  }
}
