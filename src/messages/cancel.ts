import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { OWN_ERRORS } from './own-errors.ts'

/**
 * Takes messages out of the queue for good, those that are still queued: waiting for their turn, their file or another
 * try. Answers how many; those that are being sent or have an end stay. Messages are locked before their places, as
 * everywhere; a claim of the same moment comes first or finds nothing.
 */
export const cancelMessages = async (
  database: Database,
  integrationId: number,
  ids: string[],
): Promise<number> => {
  const error = JSON.stringify(OWN_ERRORS.cancelled)
  const { rows } = await sql`
    with message as (
      select integration_id, id, address from messages
      where integration_id = ${integrationId} and id = any(${ids}::text[]) and state = 'queued'
      order by id
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
  return rows.length
}
