import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { PRIORITY } from '../messages/message.ts'
import { type MessageError, OWN_ERRORS } from '../messages/own-errors.ts'
import type { BulkKey } from './queries.ts'

/**
 * Takes what is queued of a send, and not being sent at this moment, out of the queue. The messages stay, told as
 * queued, and their recipients are held until they are fed again or ended. The send is locked by then. Messages are
 * locked before their places in the queue, as everywhere; a claim of the same moment comes first or finds nothing.
 */
export const takeBack = async (tx: Tx, { integrationId, bulkId }: BulkKey): Promise<void> => {
  await sql`
    with message as (
      select m.integration_id, m.id, m.bulk_number
      from message_queue q
      join messages m on m.integration_id = q.integration_id and m.id = q.message_id
      where q.integration_id = ${integrationId} and q.priority = ${PRIORITY.bulk} and q.state = 'queued'
        and m.bulk_id = ${bulkId}
      order by m.integration_id, m.id
      for update of m
    ), unqueued as (
      delete from message_queue q using message
      where q.integration_id = message.integration_id and q.priority = ${PRIORITY.bulk}
        and q.message_id = message.id and q.state = 'queued'
      returning q.message_id, q.attempts, message.bulk_number
    ), kept as (
      update messages m set attempts = unqueued.attempts from unqueued
      where m.integration_id = ${integrationId} and m.id = unqueued.message_id
    )
    update bulk_recipients r set state = 'held' from unqueued
    where r.integration_id = ${integrationId} and r.bulk_id = ${bulkId} and r.number = unqueued.bulk_number
      and r.message_id = unqueued.message_id`.execute(tx)
}

type End = 'cancelled' | 'expired' | 'failed'

const ENDS: Record<End, { column: string; error: MessageError }> = {
  cancelled: { column: 'cancelled_at', error: OWN_ERRORS.cancelled },
  expired: { column: 'expired_at', error: OWN_ERRORS.expired },
  failed: { column: 'failed_at', error: OWN_ERRORS.optedOut },
}

/** Ends the messages that are held, of all or of some recipients: those who wait without one need nothing, the send itself tells where they stand. */
export const endHeld = async (
  tx: Tx,
  { integrationId, bulkId }: BulkKey,
  end: End,
  numbers?: number[],
): Promise<void> => {
  const { column, error } = ENDS[end]
  await sql`
    with held as (
      update bulk_recipients set state = 'fed'
      where integration_id = ${integrationId} and bulk_id = ${bulkId} and state = 'held'
        ${numbers === undefined ? sql`` : sql`and number = any(${numbers}::integer[])`}
      returning message_id
    ), message as (
      select m.integration_id, m.id from held
      join messages m on m.integration_id = ${integrationId} and m.id = held.message_id
      where m.state = 'queued'
      order by m.id
      for update of m
    ), ended as (
      update messages m set state = ${end}, ${sql.ref(column)} = now(), error = ${JSON.stringify(error)}::json
      from message where m.integration_id = message.integration_id and m.id = message.id
      returning m.integration_id, m.id
    )
    insert into events (type, integration_id, data)
    select 'message.status', integration_id, json_build_object('message_id', id, 'status', ${end}::text,
      'bulk_id', ${bulkId}::integer, 'error', ${JSON.stringify(error)}::json)
    from ended`.execute(tx)
}
