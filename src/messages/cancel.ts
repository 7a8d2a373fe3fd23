import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { OWN_ERRORS } from './own-errors.ts'

/**
 * Takes a message out of the queue for good, if it is still queued: waiting for its turn, its file or another try.
 * Answers false for one that is being sent or has an end. The message is locked before its place, as everywhere; a
 * claim of the same moment comes first or finds nothing.
 */
export const cancelMessage = async (
  database: Database,
  integrationId: number,
  id: string,
): Promise<boolean> => {
  const error = JSON.stringify(OWN_ERRORS.cancelled)
  const { rows } = await sql`
    with message as (
      select integration_id, id, address from messages
      where integration_id = ${integrationId} and id = ${id} and state = 'queued'
      for update
    ), unqueued as (
      delete from message_queue q using message
      where q.integration_id = message.integration_id and q.address = message.address
        and q.message_id = message.id and q.state = 'queued'
      returning q.message_id
    ), cancelled as (
      update messages m set state = 'cancelled', cancelled_at = now(), error = ${error}::json
      from unqueued
      where m.integration_id = ${integrationId} and m.id = unqueued.message_id
      returning m.integration_id, m.id, m.bulk_id
    )
    insert into events (type, integration_id, data)
    select 'message.status', integration_id,
      json_strip_nulls(json_build_object('message_id', id, 'status', 'cancelled', 'error', ${error}::json,
        'bulk_id', bulk_id))
    from cancelled returning id`.execute(database)
  return rows.length > 0
}
