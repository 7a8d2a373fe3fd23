import type { FastifyBaseLogger } from 'fastify'
import { type CronItem, Logger, parseCronItems, run, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import type { Database } from './database/database.ts'
import type { UploadJob } from './media/upload.ts'
import { IDEMPOTENCY_HOURS } from './messages/idempotency.ts'

export type JobDependencies = {
  database: Database
  connectionString: string
  log: FastifyBaseLogger
  retentionDays: number
  uploadMedia: (job: UploadJob, isLastTry: boolean) => Promise<void>
  syncTemplates: () => Promise<void>
}

const CRON: CronItem[] = [
  { task: 'clean-up', match: '17 * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: 'sync-templates', match: '*/30 * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
]

/** Starts what runs in the background, each job in one process at a time. */
export const startJobs = async (dependencies: JobDependencies): Promise<{ stop(): Promise<void> }> => {
  const { database, connectionString, log, retentionDays, uploadMedia, syncTemplates } = dependencies
  const tasks: TaskList = {
    'upload-media': (payload, { job }) => uploadMedia(payload as UploadJob, job.attempts >= job.max_attempts),
    'sync-templates': () => syncTemplates(),
    'clean-up': () => cleanUp(database, retentionDays),
  }
  const runner = await run({
    connectionString,
    maxPoolSize: 4,
    taskList: tasks,
    parsedCronItems: parseCronItems(CRON),
    concurrency: 2,
    pollInterval: 2_000,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') log.warn(message)
      else log.debug(message)
    }),
  })
  return {
    stop: async () => {
      await runner.stop().catch(() => undefined)
    },
  }
}

/** Deletes what has served its time (public API, Defaults). */
const cleanUp = async (database: Database, retentionDays: number): Promise<void> => {
  await sql`
    delete from idempotency_keys
    where created_at < now() - make_interval(hours => ${IDEMPOTENCY_HOURS}::integer)`.execute(database)
  await sql`
    delete from inbound_events
    where received_at < now() - make_interval(days => ${retentionDays}::integer) and state <> 'received'`.execute(
    database,
  )
  await sql`delete from events where at < now() - make_interval(days => ${retentionDays}::integer)`.execute(
    database,
  )
}
