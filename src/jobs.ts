import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import {
  type CronItem,
  Logger,
  parseCronItems,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import { type Database, survivePool } from './database/database.ts'
import { forgetPaidPairs } from './dispatch/pair-pace.ts'
import type { EraseJob } from './erasures/job.ts'
import { forgetEvents } from './events/queries.ts'
import { reviveAllStatuses } from './ingest/waiting-statuses.ts'
import type { ResetMailJob } from './mail/reset-mail-job.ts'
import type { FetchJob } from './media/fetch.ts'
import type { UploadJob } from './media/upload.ts'
import { IDEMPOTENCY_HOURS } from './messages/idempotency.ts'
import type { ReadJob } from './messages/read-receipts.ts'
import { BELONGING_LOCK, type Presence } from './processes/presence.ts'
import { forgetDeliveries } from './webhooks/deliveries.ts'

export type JobDependencies = {
  database: Database
  connectionString: string
  presence: Presence
  log: FastifyBaseLogger
  retentionDays: number
  uploadMedia: (job: UploadJob, isLastTry: boolean) => Promise<void>
  tellRead: (job: ReadJob, isLastTry: boolean) => Promise<void>
  fetchMedia: (job: FetchJob, isLastTry: boolean) => Promise<void>
  eraseContact: (job: EraseJob) => Promise<void>
  /** Of one account, or of all. */
  syncTemplates: (wabaId?: string) => Promise<void>
  sweepFiles: () => Promise<void>
  connectNumber: (integrationId: number) => Promise<void>
  /** One, or all. */
  syncNumbers: (integrationId?: number) => Promise<void>
  cancelDeleted: () => Promise<void>
  mailPasswordReset: (job: ResetMailJob) => Promise<void>
}

type NumberJob = { integration_id: number }

const CRON: CronItem[] = [
  { task: 'clean-up', match: '17 * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: 'sync-numbers', match: '41 3 * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
  { task: 'sync-templates', match: '*/30 * * * *', options: { backfillPeriod: 0, maxAttempts: 1 } },
]

/** Jobs at once: they wait for the network most of the time. */
const CONCURRENCY = 8

const UNLOCK_EVERY_MS = 5_000

/** Starts what runs in the background, each job in one process at a time. */
export const startJobs = async (dependencies: JobDependencies): Promise<{ stop(): Promise<void> }> => {
  const { database, connectionString, presence, log, retentionDays } = dependencies
  const { uploadMedia, tellRead, fetchMedia, syncTemplates, sweepFiles } = dependencies
  const { connectNumber, syncNumbers, cancelDeleted, mailPasswordReset, eraseContact } = dependencies
  const tasks: TaskList = {
    'upload-media': (payload, { job }) => uploadMedia(payload as UploadJob, isLastTry(job)),
    'mark-read': (payload, { job }) => tellRead(payload as ReadJob, isLastTry(job)),
    'fetch-media': (payload, { job }) => fetchMedia(payload as FetchJob, isLastTry(job)),
    'erase-contact': (payload) => eraseContact(payload as EraseJob),
    'sync-templates': (payload) => syncTemplates((payload as { waba_id?: string }).waba_id),
    'clean-up': async () => {
      await cleanUp(database, retentionDays)
      await sweepFiles()
      await cancelDeleted()
    },
    'connect-number': (payload) => connectNumber((payload as NumberJob).integration_id),
    'sync-numbers': (payload) => syncNumbers((payload as Partial<NumberJob>).integration_id),
    'cancel-deleted': cancelDeleted,
    'mail-password-reset': (payload) => mailPasswordReset(payload as ResetMailJob),
  }
  // The library does not wait until its own pool has ended, and no longer listens to it meanwhile.
  const pgPool = new pg.Pool({ connectionString, max: CONCURRENCY, application_name: 'masa jobs' })
  survivePool(pgPool, (error) => log.warn({ err: error }, 'A connection to the database broke'))
  const startRunner = (): Promise<Runner> => {
    const events: WorkerEvents = new EventEmitter()
    events.on('pool:create', ({ workerPool: { id, promise } }) => {
      presence.claimName(id)
      const release = (): void => presence.releaseName(id)
      promise.then(release, release)
    })
    return run({
      pgPool,
      events,
      taskList: tasks,
      parsedCronItems: parseCronItems(CRON),
      concurrency: CONCURRENCY,
      pollInterval: 2_000,
      noHandleSignals: true,
      // Without a delay, a job's end that cannot be written is a rejection that nobody awaits (0.18).
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      logger: new Logger(() => (level, message) => {
        if (level === 'error' || level === 'warning') log.warn(message)
        else log.debug(message)
      }),
    })
  }

  // The runner ends by itself when the end of a job cannot be written: a database that is away for a moment.
  let isStopped = false
  const keepRunning = async (first: Runner): Promise<void> => {
    let running: Runner | undefined = first
    while (!isStopped) {
      await running?.promise.catch((error) => log.error({ err: error }, 'The background jobs broke off'))
      if (isStopped) return
      await sleep(1_000)
      running = await startRunner().catch((error) => {
        log.error({ err: error }, 'Could not start the background jobs; trying again')
        return undefined
      })
      if (running) runner = running
      if (isStopped) await running?.stop().catch(() => undefined)
    }
  }
  let runner = await startRunner().catch(async (error: unknown) => {
    await pgPool.end()
    throw error
  })
  const kept = keepRunning(runner)
  const unlock = (): void => {
    unlockJobsOfTheDead(database).then(
      (count) => count > 0 && log.warn({ count }, 'Jobs of a process that died are done again'),
      (error) => log.error({ err: error }, 'Could not look after the jobs of processes that died'),
    )
  }
  const timer = setInterval(unlock, UNLOCK_EVERY_MS)
  return {
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      await runner.stop().catch(() => undefined)
      await kept
      await pgPool.end()
    },
  }
}

const isLastTry = ({ attempts, max_attempts }: { attempts: number; max_attempts: number }): boolean =>
  attempts >= max_attempts

/**
 * Gives jobs free that processes which have died were working on; the library itself waits four hours. One
 * that is done twice for a moment's loss of the lock does no harm. Answers how many.
 */
export const unlockJobsOfTheDead = async (database: Database): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    with dead as (
      select locked_by, count(*)::integer as count from graphile_worker.jobs
      where locked_at < now() - interval '5 seconds' and not exists (
        select from pg_locks
        where locktype = 'advisory' and classid = ${BELONGING_LOCK} and granted
          and objid = (hashtext(locked_by)::bigint & 4294967295)::oid
          and database = (select oid from pg_database where datname = current_database()))
      group by locked_by
    )
    select count, graphile_worker.force_unlock_workers(array[locked_by]) from dead`.execute(database)
  return rows.reduce((sum, { count }) => sum + count, 0)
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
  await sql`
    delete from waiting_statuses
    where created_at < now() - make_interval(days => ${retentionDays}::integer)`.execute(database)
  await sql`
    delete from integration_news
    where at < now() - make_interval(days => ${retentionDays}::integer)`.execute(database)
  await forgetPaidPairs(database)
  await sql`delete from rate_limits where expire < ${Date.now()}`.execute(database)
  await reviveAllStatuses(database)
  await forgetEvents(database, retentionDays)
  await forgetDeliveries(database, retentionDays)
}
