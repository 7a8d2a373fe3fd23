import { addAccountRoutes } from './accounts/add-routes.ts'
import { createAuthenticator } from './accounts/authenticator.ts'
import { createCredentialCheck } from './accounts/check-credentials.ts'
import { createLoginThrottle } from './accounts/login-throttle.ts'
import { createTwoFactor } from './accounts/two-factor/two-factor.ts'
import { addAgentRoutes } from './agents/add-routes.ts'
import { createHearing } from './agents/hear.ts'
import { setAgentState } from './agents/set-state.ts'
import { openViewerAsides } from './agents/viewer-asides.ts'
import { createViewers } from './agents/viewers.ts'
import { addAutoReplyRoutes } from './auto-replies/add-routes.ts'
import { addBulkRoutes } from './bulk/add-routes.ts'
import { addChatRoutes } from './chats/add-routes.ts'
import { addContactRoutes } from './contacts/add-routes.ts'
import type { Core } from './core.ts'
import type { Tx } from './database/database.ts'
import { addDeskRoutes } from './desk/add-routes.ts'
import { showDocsRoute } from './docs/routes/show-docs.ts'
import { addErasureRoutes } from './erasures/add-routes.ts'
import { listEventsRoute } from './events/routes/list-events.ts'
import { createEventStreams } from './events/stream.ts'
import { getSandboxRoute } from './first-minutes/routes/get-sandbox.ts'
import { closeServer } from './http/close.ts'
import { createCsrfGuard } from './http/csrf.ts'
import { listen } from './http/listen.ts'
import { probeRoutes } from './http/probes.ts'
import { createServer } from './http/server.ts'
import { addInboundEventRoutes } from './ingest/add-routes.ts'
import { answerChallengeRoute } from './ingest/routes/answer-challenge.ts'
import { receiveEventRoute } from './ingest/routes/receive-event.ts'
import { createEventStore } from './ingest/store.ts'
import { addIntegrationRoutes, type IntegrationDependencies } from './integrations/add-routes.ts'
import { createFileLinks } from './media/links.ts'
import { getMediaRoute } from './media/routes/get-media.ts'
import { showFileRoute } from './media/routes/show-file.ts'
import { createAcceptance } from './messages/accept.ts'
import { addMessageRoutes } from './messages/add-routes.ts'
import { addOptOutRoutes } from './opt-outs/add-routes.ts'
import { addQuickResponseRoutes } from './quick-responses/add-routes.ts'
import { addReportRoutes } from './reports/add-routes.ts'
import { takeOverSandbox } from './sandbox-link.ts'
import { addSearchRoutes } from './search/add-routes.ts'
import { createSharedLimits } from './shared-limits.ts'
import { addTemplateRoutes } from './templates/add-routes.ts'
import { sendTemplateRoute } from './templates/routes/send-template.ts'
import { syncAccountTemplates } from './templates/sync-all.ts'
import { isDeepLink, showAppRoutes, showPage } from './web/routes/show-app.ts'
import { addWebhookRoutes } from './webhooks/add-routes.ts'

/**
 * The role *api*: the public API, the pages, and the door for WhatsApp's webhooks. What comes in is stored and left to
 * the workers. Answers where it listens.
 */
export const startApi = async (
  core: Core,
  numbers: IntegrationDependencies,
  onStop: (part: () => Promise<void>) => void,
): Promise<string> => {
  const { config, log, database, directory, templates, files, bells, tail, metrics, graphOf, sandbox } = core
  const { publicUrl } = config
  const onAppended = (): void => bells.events.ring()
  const limits = createSharedLimits(core.connectionString)
  onStop(limits.stop)
  const acceptance = createAcceptance(database, (integrationIds) => {
    bells.messages.ring(integrationIds)
    onAppended()
  })
  onStop(acceptance.idle)
  const events = createEventStore(database, bells.inbound.ring)
  onStop(events.idle)
  const authenticator = createAuthenticator(
    database,
    (error) => log.warn({ err: error }, 'Could not note a token'),
    { bell: bells.tokens },
  )
  const streams = createEventStreams()
  const viewers = createViewers(core.presence)
  onStop(async () => viewers.stop())
  const hearing = createHearing(database, (error) => log.warn({ err: error }, 'Could not note a user'))
  const sends = { database, acceptance, templates, files, publicUrl, onAppended }
  const { now, mediaPatienceMs = 10_000 } = core.options
  const links = createFileLinks(core.secrets.derive('links to files'), now)
  const media = { database, files, links, publicUrl, patienceMs: mediaPatienceMs }
  const csrf = createCsrfGuard(core.secrets.derive('csrf tokens'), publicUrl)
  const throttle = createLoginThrottle(limits)
  const twoFactor = createTwoFactor(database, core.secrets, now ?? Date.now)
  const accounts = {
    database,
    authenticator,
    csrf,
    limits,
    throttle,
    twoFactor,
    checkCredentials: createCredentialCheck(database, throttle, twoFactor),
    // Signing in begins the work, signing out hands it on (Desk360, "Agent status").
    attendance: {
      signedIn: (tx: Tx, userId: number) => setAgentState(tx, userId, 'online'),
      signedOut: (tx: Tx, userId: number) => setAgentState(tx, userId, 'offline'),
    },
    publicUrl,
    hasMail: config.secrets.smtpUrl !== undefined,
    findLastEventId: () => tail.ready.then(tail.position),
    onAppended,
  }
  const web = core.options.web ?? Promise.resolve(undefined)
  const http = await createServer({
    config,
    logger: log,
    authenticator,
    csrf,
    cookieKey: core.secrets.derive('session cookies'),
    directory,
    incomingDir: files.incomingDir,
    metrics,
    limits,
    addApiRoutes: (v1) => {
      addAccountRoutes(v1, accounts)
      addIntegrationRoutes(v1, numbers)
      addTemplateRoutes(v1, {
        ...sends,
        graphOf,
        syncTemplates: (wabaId) => syncAccountTemplates({ database, directory, graphOf, log }, wabaId),
      })
      sendTemplateRoute(v1, sends)
      addBulkRoutes(v1, { ...sends, wakeFeeder: bells.bulk.ring })
      addMessageRoutes(v1, sends)
      getMediaRoute(v1, media)
      addChatRoutes(v1, { database, directory, publicUrl })
      addDeskRoutes(v1, { database, publicUrl, onAppended })
      addContactRoutes(v1, { database, directory, publicUrl, onAppended })
      addErasureRoutes(v1, { database, directory, publicUrl, onAppended })
      addSearchRoutes(v1, { database, directory, publicUrl })
      addReportRoutes(v1, { database, directory })
      addOptOutRoutes(v1, { database, directory, publicUrl, onAppended })
      addAgentRoutes(v1, { database, viewers, hearing, onAppended })
      addAutoReplyRoutes(v1, { database, onAppended })
      addQuickResponseRoutes(v1, { database, onAppended })
      addWebhookRoutes(v1, core.webhooks)
      getSandboxRoute(v1, { database, directory, sandbox })
      addInboundEventRoutes(v1, database, publicUrl, bells.inbound.ring)
      listEventsRoute(v1, {
        database,
        tail,
        streams,
        openAsides: (canSee) => openViewerAsides(viewers, canSee),
        onHeard: hearing.hear,
        authenticator,
        publicUrl,
      })
    },
    addMetaRoutes: (meta) => {
      answerChallengeRoute(meta, directory)
      receiveEventRoute(meta, directory, events, () => metrics.refusedEvents.inc())
    },
    addPageRoutes: (pages) => {
      showDocsRoute(pages, { publicUrl, sandboxUrl: sandbox.url })
      showFileRoute(pages, media)
      showAppRoutes(pages, web)
    },
    isDeepLink,
    showPage: (reply) => showPage(reply, web),
    addProbeRoutes: (probes) => probeRoutes(probes, core),
  })
  const url = await listen(http, config)
  onStop(() => closeServer(http))
  onStop(async () => streams.stop())
  if (sandbox.isToTakeOver) await connectSandbox(core, url)
  return url
}

const connectSandbox = async (core: Core, url: string): Promise<void> => {
  const { database, secrets, sandbox, sandboxGraph, directory, templates, log } = core
  const callbackUri = `${url.replace(/^(https?):\/\/(0\.0\.0\.0|\[::\])/, '$1://127.0.0.1')}/whatsapp/webhook`
  const onStored = (): void => {
    directory.forget()
    templates.forget()
  }
  await takeOverSandbox({ database, secrets, graph: sandboxGraph, onStored }, sandbox.url, callbackUri).catch(
    (error) =>
      log.error({ err: error }, 'The sandbox could not be taken over whole; its messages may lack statuses'),
  )
}
