import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { notFound, PublicError } from '../error.ts'
import { appendEvents } from '../events/append.ts'
import { requireActive } from '../integrations/guard.ts'
import { insertUploadJobs } from '../media/upload-jobs.ts'
import { findStatusObstacle } from '../templates/status.ts'
import { countRecipientsOf } from './count.ts'
import { type BulkKey, lockBulkSend, type StoredBulkSend } from './queries.ts'
import { retryFailed } from './retry.ts'
import type { BulkStatus, Counts, PausedBy } from './states.ts'
import { endHeld, takeBack } from './take-back.ts'

/** What a person can do to a bulk send. Each may be done again: what is so already stays as it is. */
export const BULK_VERBS = ['pause', 'resume', 'stop', 'retry-failed'] as const
export type BulkVerb = (typeof BULK_VERBS)[number]

/** The states in which a verb means something. */
const POSSIBLE: Record<BulkVerb, readonly BulkStatus[]> = {
  pause: ['planned', 'running', 'paused'],
  resume: ['planned', 'running', 'paused'],
  stop: ['planned', 'running', 'paused', 'stopped'],
  'retry-failed': ['planned', 'running', 'paused', 'done'],
}

/**
 * Throws 404 for a send that there is not, 409 for one that is beyond it, and 422 when it is to go on although its
 * number or its template may not send.
 */
export const changeBulkSend = (database: Database, key: BulkKey, verb: BulkVerb): Promise<void> =>
  database.transaction().execute(async (tx) => {
    const send = await lockBulkSend(tx, key)
    if (!send) throw notFound()
    if (!POSSIBLE[verb].includes(send.status))
      throw new PublicError(
        409,
        'conflict',
        `This bulk send is ${send.status}: it cannot be changed by ${verb}.`,
      )
    if (verb === 'resume' || verb === 'retry-failed') {
      await requireSendable(tx, send)
    }
    if (verb === 'pause') await pauseSend(tx, send, 'user', null)
    if (verb === 'resume') await resumeSend(tx, send)
    if (verb === 'stop') await stopSend(tx, send)
    if (verb === 'retry-failed') await retrySend(tx, send)
  })

/** Throws 422 for a number or a template that has been stopped since. Asked of the database, since it may be just now. */
const requireSendable = async (tx: Tx, send: StoredBulkSend): Promise<void> => {
  const number = await tx
    .selectFrom('integrations')
    .select(['status', 'status_reason as statusReason'])
    .where('id', '=', send.integration_id)
    .executeTakeFirstOrThrow()
  requireActive(number)
  const row = await tx
    .selectFrom('template_translations')
    .select(['status', 'rejected_reason'])
    .where('template_id', '=', send.template_id)
    .where('language_code', '=', send.language_code)
    .executeTakeFirst()
  const obstacle = templateObstacle(row?.status ?? null, row?.rejected_reason ?? null)
  if (obstacle)
    throw new PublicError(
      422,
      'template_not_sendable',
      `The template ${send.template_name} cannot be sent. ${obstacle}`,
    )
}

/** Why a send's translation may not be sent now, in a sentence. `status`: null when it is gone. */
export const templateObstacle = (status: string | null, rejectedReason: string | null): string | undefined =>
  status === null ? 'It is gone.' : findStatusObstacle({ status, rejectedReason })

const keyOf = ({ integration_id, id }: StoredBulkSend): BulkKey => ({
  integrationId: integration_id,
  bulkId: id,
})

/** `reason`: what keeps it from being sent, in words; none when a person has paused it. */
export const pauseSend = async (
  tx: Tx,
  send: StoredBulkSend,
  by: PausedBy,
  reason: string | null,
): Promise<void> => {
  if (send.status === 'paused' && send.paused_by === by) return
  await takeBack(tx, keyOf(send))
  await setStatus(tx, send, { status: 'paused', paused_by: by, paused_reason: reason })
}

export const resumeSend = async (tx: Tx, send: StoredBulkSend): Promise<void> => {
  if (send.status !== 'paused') return
  if (send.media_id !== null) await uploadAgain(tx, send.integration_id, send.media_id)
  await begin(tx, send)
}

/** Runs a send from now on, or has it wait for its time. */
const begin = async (tx: Tx, send: StoredBulkSend): Promise<void> => {
  const isEarly = send.start_at !== null && send.started_at === null && send.start_at.getTime() > Date.now()
  await setStatus(tx, send, {
    status: isEarly ? 'planned' : 'running',
    paused_by: null,
    paused_reason: null,
    finished_at: null,
  })
}

const stopSend = async (tx: Tx, send: StoredBulkSend): Promise<void> => {
  if (send.status === 'stopped') return
  await takeBack(tx, keyOf(send))
  await endHeld(tx, keyOf(send), 'cancelled')
  await setStatus(tx, send, {
    status: 'stopped',
    paused_by: null,
    paused_reason: null,
    finished_at: new Date(),
  })
}

const retrySend = async (tx: Tx, send: StoredBulkSend): Promise<void> => {
  if (send.expires_at !== null && send.expires_at.getTime() <= Date.now())
    throw new PublicError(
      409,
      'conflict',
      'The expires_in of this bulk send is over: nobody can be sent to again.',
    )
  if ((await retryFailed(tx, keyOf(send))) === 0) return
  // What a person has paused stays so, with more that waits.
  if (send.status === 'done') await begin(tx, send)
  else await setStatus(tx, send, {})
}

type Change = {
  status?: BulkStatus
  paused_by?: PausedBy | null
  paused_reason?: string | null
  finished_at?: Date | null
}

/** Writes a change of the send, and tells it with the counts of this moment. */
export const setStatus = async (tx: Tx, send: StoredBulkSend, change: Change): Promise<void> => {
  const key = keyOf(send)
  const status = change.status ?? send.status
  await tx
    .updateTable('bulk_sends')
    .set({
      ...change,
      ...(status === 'running' && send.started_at === null && { started_at: sql<Date>`now()` }),
      // Told below; looked at again, since nothing may be left to wait for.
      is_changed: true,
      told_at: sql<Date>`now()`,
    })
    .where('integration_id', '=', key.integrationId)
    .where('id', '=', key.bulkId)
    .execute()
  const reason = change.paused_reason === undefined ? send.paused_reason : change.paused_reason
  await tellSend(tx, key, status, reason, await countRecipientsOf(tx, key))
}

/** Appends how a send stands. Belongs into the transaction that changed or counted it. */
export const tellSend = (
  tx: Tx,
  { integrationId, bulkId }: BulkKey,
  status: BulkStatus,
  pausedReason: string | null,
  counts: Counts,
): Promise<void> =>
  appendEvents(tx, [
    {
      type: 'bulk.updated',
      integrationId,
      data: { bulk_id: bulkId, status, ...(pausedReason && { paused_reason: pausedReason }), counts },
    },
  ])

/** A file whose upload was given up, or ended with the number, is uploaded after all. */
const uploadAgain = async (tx: Tx, integrationId: number, mediaId: string): Promise<void> => {
  const { rows } = await sql`
    update media set upload_error = null
    where integration_id = ${integrationId} and id = ${mediaId} and meta_media_id is null
    returning id`.execute(tx)
  if (rows.length > 0) await insertUploadJobs(tx, integrationId, [mediaId])
}
