import { startAbsenceWatch } from './agents/absence.ts'
import { startAssigner } from './agents/assigner.ts'
import { startAutoReplies } from './auto-replies/follower.ts'
import { startFeeder } from './bulk/feeder.ts'
import { startTeller } from './bulk/teller.ts'
import { startChatFollower } from './chats/follower.ts'
import type { Core } from './core.ts'
import { startStatisticsKeeper } from './database/statistics.ts'
import { startArchiver } from './desk/archiver.ts'
import { startDeskFollower } from './desk/follower.ts'
import { noteDeskSends } from './desk/note-sends.ts'
import { startDispatcher } from './dispatch/dispatcher.ts'
import { startReconciler } from './dispatch/reconciler.ts'
import { createEraser } from './erasures/job.ts'
import { startIngestWorker } from './ingest/worker.ts'
import type { IntegrationDependencies } from './integrations/add-routes.ts'
import { cancelOfDeleted } from './integrations/cancel-deleted.ts'
import { createConnector } from './integrations/connect.ts'
import { createNumberSync } from './integrations/sync.ts'
import { startJobs } from './jobs.ts'
import { createMailer } from './mail/mailer.ts'
import { createResetMailSender, type ResetMailJob } from './mail/reset-mail-job.ts'
import { createFetcher } from './media/fetch.ts'
import { sweepFiles } from './media/sweep.ts'
import { createUploader } from './media/upload.ts'
import { createReadTeller } from './messages/read-receipts.ts'
import { createWishWords } from './opt-outs/words.ts'
import { startSearchFollower } from './search/follower.ts'
import { syncAccountTemplates, syncAllTemplates } from './templates/sync-all.ts'
import { startWebhookDelivery } from './webhooks/start.ts'

/**
 * The role *worker*: sends, applies what WhatsApp tells, delivers webhooks, feeds bulk sends and does the background
 * jobs. Any number of processes may have it.
 */
export const startWorker = async (
  core: Core,
  numbers: IntegrationDependencies,
  onStop: (part: () => Promise<void>) => void,
): Promise<void> => {
  const { config, log, database, directory, templates, files, bells, tail, metrics, graphOf, presence } = core
  const { processNumber } = presence
  const onAppended = (): void => bells.events.ring()

  onStop(startStatisticsKeeper(database, log).stop)
  const delivery = startWebhookDelivery({
    webhooks: core.webhooks,
    tail,
    processNumber,
    log,
    bell: bells.deliveries,
    onAttempt: (outcome) => metrics.webhookAttempts.inc({ outcome }),
  })
  onStop(delivery.stop)
  const dispatcher = startDispatcher({
    database,
    directory,
    graphOf,
    processNumber,
    log,
    onOutcome: (outcome) => metrics.outcomes.inc({ outcome }),
    onAppended,
  })
  onStop(() => dispatcher.stop(() => core.closeGraphs(0)))
  onStop(follow(bells.messages.subscribe((ids) => (ids ? dispatcher.wake(ids) : dispatcher.lookAgain()))))
  const reconciler = startReconciler({ database, processNumber, unknownPolicy: config.unknown, log })
  onStop(reconciler.stop)
  const ingest = startIngestWorker({
    database,
    directory,
    words: createWishWords(config.wishWords.stop, config.wishWords.resume),
    log,
    onAppended,
    onTemplatesChanged: templates.forget,
    onIntegrationsChanged: bells.messages.ring,
  })
  onStop(ingest.stop)
  onStop(follow(bells.inbound.subscribe(ingest.wake)))
  const follower = startChatFollower({
    database,
    tail,
    log,
    onAppended,
    onRevived: bells.inbound.ring,
    noteSends: noteDeskSends,
  })
  onStop(follower.stop)
  onStop(startDeskFollower({ database, tail, log, onAppended }).stop)
  onStop(startArchiver({ database, log, onAppended }).stop)
  onStop(startAssigner({ database, tail, log, onAppended }).stop)
  onStop(startAbsenceWatch({ database, log, onAppended }).stop)
  const autoReplies = startAutoReplies({
    database,
    tail,
    log,
    onStored: (integrationIds) => {
      bells.messages.ring(integrationIds)
      onAppended()
    },
  })
  onStop(autoReplies.stop)
  onStop(startSearchFollower({ database, tail, log }).stop)
  const feeder = startFeeder({ database, directory, log, onFed: bells.messages.ring, onAppended })
  onStop(feeder.stop)
  onStop(follow(bells.bulk.subscribe(feeder.wake)))
  const teller = startTeller({ database, tail, log, onAppended })
  onStop(teller.stop)

  const jobs = await startJobs({
    database,
    connectionString: core.connectionString,
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
        bells.messages.ring([integrationId])
        bells.bulk.ring()
      },
    }),
    tellRead: createReadTeller({ directory, graphOf, log }),
    eraseContact: createEraser({ database, onAppended }),
    sweepFiles: async () => {
      await files.sweepIncoming()
      await sweepFiles(database, files, new Date())
    },
    fetchMedia: createFetcher({ database, directory, graphOf, store: files, onAppended }),
    connectNumber: createConnector(numbers),
    syncNumbers: createNumberSync(numbers),
    cancelDeleted: async () => {
      await cancelOfDeleted(database)
      onAppended()
    },
    mailPasswordReset: createResetMails(core),
    syncTemplates: async (wabaId) => {
      const parts = { database, directory, graphOf, log }
      await (wabaId === undefined ? syncAllTemplates(parts) : syncAccountTemplates(parts, wabaId))
      templates.forget()
    },
  })
  onStop(jobs.stop)
}

const createResetMails = ({ config, database }: Core): ((job: ResetMailJob) => Promise<void>) => {
  const { publicUrl, mailFrom: from, secrets } = config
  if (!secrets.smtpUrl || !from || !publicUrl)
    return async () => {
      throw new Error('A process with the API has MASA_SMTP_URL, and this worker has not: set it here, too.')
    }
  return createResetMailSender(database, createMailer({ smtpUrl: secrets.smtpUrl, from }), publicUrl)
}

const follow = (unsubscribe: () => void) => async (): Promise<void> => unsubscribe()
