import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { createAuthenticator } from './accounts/authenticator.ts'
import { createLoginThrottle } from './accounts/login-throttle.ts'
import { createKeyRoute } from './accounts/routes/create-key.ts'
import { createTokenRoute } from './accounts/routes/create-token.ts'
import { deleteKeyRoute } from './accounts/routes/delete-key.ts'
import { getMeRoute } from './accounts/routes/get-me.ts'
import { listKeysRoute } from './accounts/routes/list-keys.ts'
import { revokeTokenRoute } from './accounts/routes/revoke-token.ts'
import { findAdministratorEmail } from './accounts/users.ts'
import { addBulkRoutes } from './bulk/add-routes.ts'
import { startFeeder } from './bulk/feeder.ts'
import { startTeller } from './bulk/teller.ts'
import { addChatRoutes } from './chats/add-routes.ts'
import { startChatFollower } from './chats/follower.ts'
import type { Config } from './config/config.ts'
import { createSecretBox, loadSecretKey } from './config/secret-box.ts'
import { createDatabase } from './database/database.ts'
import { openDatabaseServer } from './database/open.ts'
import { startDispatcher } from './dispatch/dispatcher.ts'
import { startPresence } from './dispatch/presence.ts'
import { startReconciler } from './dispatch/reconciler.ts'
import { showDocsRoute } from './docs/routes/show-docs.ts'
import { StartError } from './error.ts'
import { listEventsRoute } from './events/routes/list-events.ts'
import { createSignal } from './events/signal.ts'
import { createEventStreams } from './events/stream.ts'
import { startEventTail } from './events/tail.ts'
import { type FirstAdministrator, makeFirstAdministrator } from './first-start.ts'
import type { HttpApp } from './http/app-type.ts'
import { closeServer } from './http/close.ts'
import { probeRoutes } from './http/probes.ts'
import { createServer } from './http/server.ts'
import { addInboundEventRoutes } from './ingest/add-routes.ts'
import { answerChallengeRoute } from './ingest/routes/answer-challenge.ts'
import { receiveEventRoute } from './ingest/routes/receive-event.ts'
import { createEventStore } from './ingest/store.ts'
import { startIngestWorker } from './ingest/worker.ts'
import { addIntegrationRoutes } from './integrations/add-routes.ts'
import { cancelOfDeleted } from './integrations/cancel-deleted.ts'
import { createConnector } from './integrations/connect.ts'
import { createIntegrationDirectory, type Integration } from './integrations/directory.ts'
import { createNumberSync } from './integrations/sync.ts'
import { startJobs } from './jobs.ts'
import { createFetcher } from './media/fetch.ts'
import { createFileLinks } from './media/links.ts'
import { getMediaRoute } from './media/routes/get-media.ts'
import { showFileRoute } from './media/routes/show-file.ts'
import { createMediaStore } from './media/store.ts'
import { sweepFiles } from './media/sweep.ts'
import { createUploader } from './media/upload.ts'
import { createAcceptance } from './messages/accept.ts'
import { addMessageRoutes } from './messages/add-routes.ts'
import { createReadTeller } from './messages/read-receipts.ts'
import { createMetrics } from './metrics.ts'
import { addOptOutRoutes } from './opt-outs/add-routes.ts'
import { createWishWords } from './opt-outs/words.ts'
import { startSandboxThread, takeOverSandbox } from './sandbox-link.ts'
import { createSharedLimits } from './shared-limits.ts'
import { addTemplateRoutes } from './templates/add-routes.ts'
import { createTemplateDirectory } from './templates/directory.ts'
import { sendTemplateRoute } from './templates/routes/send-template.ts'
import { syncAccountTemplates, syncAllTemplates } from './templates/sync-all.ts'
import { addWebhookRoutes } from './webhooks/add-routes.ts'
import { startWebhooks } from './webhooks/start.ts'
import { createGraphClient, type GraphClient } from './whatsapp/graph-client.ts'
import type { GraphTimeouts } from './whatsapp/graph-upstream.ts'

/** The running program. */
export type App = {
  /** Where it listens, such as `http://127.0.0.1:8360`. */
  url: string
  sandboxUrl: string | undefined
  /** Only at the first start: the administrator that was made. */
  firstAdministrator: FirstAdministrator | undefined
  /** The first administrator that there is now. */
  administratorEmail: string | undefined
  /** Intake closed, work in flight finished, everything let go (promise 19). The same however often it is called. */
  stop(): Promise<void>
}

export type AppOptions = {
  /** How long a call to WhatsApp may take, where it is not what the client takes by itself. */
  graphTimeouts?: Partial<GraphTimeouts>
  /** The clock by which webhooks are due and links to files end, Unix ms. */
  now?: () => number
  /** How long a request waits for a customer's file that is being fetched. */
  mediaPatienceMs?: number
  /** How long each check of the doctor may take. */
  doctorTimeoutMs?: number
}

/**
 * Builds every part from the settings and starts it. Throws StartError for what the operator can change; what
 * had been started by then is stopped again.
 */
export const startApp = async (config: Config, log: Logger, options: AppOptions = {}): Promise<App> => {
  const stops: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next; next = stops.pop())
      await next().catch((error) => log.error({ err: error }, 'A part did not stop cleanly'))
  }
  try {
    return { ...(await build(config, log, options, (part) => stops.push(part))), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const build = async (
  config: Config,
  log: Logger,
  { graphTimeouts, now, mediaPatienceMs = 10_000, doctorTimeoutMs }: AppOptions,
  onStop: (part: () => Promise<void>) => void,
): Promise<Omit<App, 'stop'>> => {
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

  const limits = createSharedLimits(connectionString)
  onStop(limits.stop)

  const appended = createSignal()
  const tail = startEventTail({ database, signal: appended, log })
  onStop(tail.stop)
  const directory = createIntegrationDirectory(database, secrets)
  const templates = createTemplateDirectory(database)
  const metrics = createMetrics(database)
  const presence = await startPresence(connectionString, (line) => log.warn(line))
  onStop(presence.stop)

  const hasRealNumber = (await directory.list()).some(({ isSandbox }) => !isSandbox)
  const isSandboxOn = config.sandbox === 'on' || (config.sandbox === 'auto' && !hasRealNumber)
  const sandbox = isSandboxOn
    ? await startSandboxThread(config.sandboxPort, join(config.dataDir, 'sandbox'))
    : undefined
  if (sandbox) onStop(sandbox.stop)
  const graph = createGraphClient({ baseUrl: config.graphUrl, timeouts: graphTimeouts })
  onStop(() => graph.close())
  const sandboxUrl = sandbox?.url ?? `http://127.0.0.1:${config.sandboxPort}`
  const sandboxGraph = createGraphClient({
    baseUrl: sandboxUrl,
    timeouts: graphTimeouts,
  })
  onStop(() => sandboxGraph.close())
  const graphOf = ({ isSandbox }: Pick<Integration, 'isSandbox'>): GraphClient =>
    isSandbox ? sandboxGraph : graph

  const webhooks = startWebhooks({
    database,
    secrets,
    tail,
    processNumber: presence.processNumber,
    log,
    allow: config.webhookAllow,
    allowedOrigins: sandbox ? [sandbox.url] : [],
    publicUrl: config.publicUrl,
    onAttempt: (outcome) => metrics.webhookAttempts.inc({ outcome }),
    onAppended: appended.ring,
    now,
  })
  onStop(webhooks.stop)

  const dispatcher = startDispatcher({
    database,
    directory,
    graphOf,
    processNumber: presence.processNumber,
    log,
    onOutcome: (outcome) => metrics.outcomes.inc({ outcome }),
    onAppended: appended.ring,
  })
  onStop(() =>
    dispatcher.stop(async () => {
      await Promise.all([graph.close(0), sandboxGraph.close(0)])
    }),
  )
  const reconciler = startReconciler({
    database,
    processNumber: presence.processNumber,
    unknownPolicy: config.unknown,
    log,
  })
  onStop(reconciler.stop)
  const ingest = startIngestWorker({
    database,
    directory,
    words: createWishWords(config.wishWords.stop, config.wishWords.resume),
    log,
    onAppended: appended.ring,
    onTemplatesChanged: templates.forget,
    onIntegrationsChanged: dispatcher.wake,
  })
  onStop(ingest.stop)
  const follower = startChatFollower({
    database,
    tail,
    log,
    onAppended: appended.ring,
    onRevived: ingest.wake,
  })
  onStop(follower.stop)
  const feeder = startFeeder({
    database,
    directory,
    log,
    onFed: dispatcher.wake,
    onAppended: appended.ring,
  })
  onStop(feeder.stop)
  const teller = startTeller({ database, tail, log, onAppended: appended.ring })
  onStop(teller.stop)
  const numbers = {
    database,
    secrets,
    directory,
    graphOf,
    log,
    publicUrl: config.publicUrl,
    allow: config.webhookAllow,
    doctorTimeoutMs,
    onChanged: (integrationIds: number[]): void => {
      directory.forget()
      dispatcher.wake(integrationIds)
      appended.ring()
    },
  }
  const jobs = await startJobs({
    database,
    connectionString,
    presence,
    log,
    retentionDays: config.retentionDays,
    uploadMedia: createUploader({
      database,
      directory,
      graphOf,
      store: files,
      log,
      onUploaded: (integrationId) => {
        dispatcher.wake([integrationId])
        feeder.wake()
      },
    }),
    tellRead: createReadTeller({ directory, graphOf, log }),
    sweepFiles: async () => {
      await files.sweepIncoming()
      await sweepFiles(database, files, new Date())
    },
    fetchMedia: createFetcher({ database, directory, graphOf, store: files, onAppended: appended.ring }),
    connectNumber: createConnector(numbers),
    syncNumbers: createNumberSync(numbers),
    cancelDeleted: async () => {
      await cancelOfDeleted(database)
      appended.ring()
    },
    syncTemplates: async (wabaId) => {
      const parts = { database, directory, graphOf, log }
      await (wabaId === undefined ? syncAllTemplates(parts) : syncAccountTemplates(parts, wabaId))
      templates.forget()
    },
  })
  onStop(jobs.stop)

  const acceptance = createAcceptance(database, (integrationIds) => {
    dispatcher.wake(integrationIds)
    appended.ring()
  })
  onStop(acceptance.idle)
  const events = createEventStore(database, ingest.wake)
  onStop(events.idle)
  const authenticator = createAuthenticator(database, (error) =>
    log.warn({ err: error }, 'Could not note a token'),
  )
  const streams = createEventStreams()
  const { publicUrl } = config
  const sends = { database, acceptance, templates, files, publicUrl, onAppended: appended.ring }
  const links = createFileLinks(secrets.derive('links to files'), now)
  const media = { database, files, links, publicUrl, patienceMs: mediaPatienceMs }
  const http = await createServer({
    config,
    logger: log,
    authenticator,
    directory,
    incomingDir: files.incomingDir,
    metrics,
    limits,
    addApiRoutes: (v1) => {
      createTokenRoute(v1, database, createLoginThrottle(limits))
      revokeTokenRoute(v1, database, authenticator)
      getMeRoute(v1, database)
      listKeysRoute(v1, database, config.publicUrl)
      createKeyRoute(v1, database)
      deleteKeyRoute(v1, database, authenticator)
      addIntegrationRoutes(v1, numbers)
      addTemplateRoutes(v1, {
        ...sends,
        graphOf,
        syncTemplates: (wabaId) => syncAccountTemplates({ database, directory, graphOf, log }, wabaId),
      })
      sendTemplateRoute(v1, sends)
      addBulkRoutes(v1, { ...sends, wakeFeeder: feeder.wake })
      addMessageRoutes(v1, sends)
      getMediaRoute(v1, media)
      addChatRoutes(v1, database, publicUrl)
      addOptOutRoutes(v1, { database, directory, publicUrl, onAppended: appended.ring })
      addWebhookRoutes(v1, webhooks)
      addInboundEventRoutes(v1, database, publicUrl, ingest.wake)
      listEventsRoute(v1, { database, tail, streams, authenticator, publicUrl: config.publicUrl })
    },
    addMetaRoutes: (meta) => {
      answerChallengeRoute(meta, directory)
      receiveEventRoute(meta, directory, events, () => metrics.refusedEvents.inc())
    },
    addPageRoutes: (pages) => {
      showDocsRoute(pages, { publicUrl: config.publicUrl, sandboxUrl })
      showFileRoute(pages, media)
    },
    addProbeRoutes: (probes) => {
      probeRoutes(probes, { database, registry: metrics.registry, metricsToken: config.secrets.metricsToken })
    },
  })
  const url = await listen(http, config)
  onStop(() => closeServer(http))
  onStop(async () => streams.stop())

  if (sandbox) {
    const callbackUri = `${url.replace(/^(https?):\/\/(0\.0\.0\.0|\[::\])/, '$1://127.0.0.1')}/whatsapp/webhook`
    const onStored = (): void => {
      directory.forget()
      templates.forget()
    }
    await takeOverSandbox(
      { database, secrets, graph: sandboxGraph, onStored },
      sandbox.url,
      callbackUri,
    ).catch((error) =>
      log.error({ err: error }, 'The sandbox could not be taken over whole; its messages may lack statuses'),
    )
  }
  // Last, since the password is shown once: a start that fails must not have used it up.
  const firstAdministrator = await makeFirstAdministrator(database, config)
  const administratorEmail = await findAdministratorEmail(database)
  return { url, sandboxUrl: sandbox?.url, firstAdministrator, administratorEmail }
}

const listen = async (http: HttpApp, config: Config): Promise<string> => {
  const { host, port } = config
  try {
    await http.listen({ host, port, backlog: 1_024 })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new StartError(
        `Port ${port} is taken. Stop the program that uses it, or set PORT to another one.`,
      )
    if (code === 'EACCES')
      throw new StartError(`Port ${port} may not be used by this user. Set PORT to one from 1024 on.`)
    throw new StartError(`Cannot listen on ${host} port ${port}: ${message}`)
  }
  const { port: actual } = http.server.address() as AddressInfo
  const scheme = config.secrets.tls ? 'https' : 'http'
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${actual}`
}
