import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** The pauses grow: after twelve tries Meta has been away for more than a day. */
const ATTEMPTS = 12

/** Has WhatsApp asked about a number, once this is committed. */
export const insertSyncNumberJob = async (tx: Tx, integrationId: number): Promise<void> =>
  insertJob(tx, 'sync-numbers', integrationId)

/** Has a number connected once this is committed: asked about, its webhooks subscribed to, its templates fetched. */
export const insertConnectJob = async (tx: Tx, integrationId: number): Promise<void> =>
  insertJob(tx, 'connect-number', integrationId)

const insertJob = async (tx: Tx, task: string, integrationId: number): Promise<void> => {
  await sql`
    select graphile_worker.add_job(${task}, json_build_object('integration_id', ${integrationId}::integer),
      max_attempts => ${ATTEMPTS}::integer, job_key => concat(${task}::text, ' ', ${integrationId}::integer))`.execute(
    tx,
  )
}

/** Has what waits to be sent by deleted numbers cancelled, once this is committed. */
export const insertCancelJob = async (tx: Tx): Promise<void> => {
  await sql`
    select graphile_worker.add_job('cancel-deleted', max_attempts => ${ATTEMPTS}::integer,
      job_key => 'cancel-deleted')`.execute(tx)
}
