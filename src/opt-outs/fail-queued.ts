import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { OWN_ERRORS } from '../messages/own-errors.ts'
import { NOT_MARKETING } from '../templates/category.ts'

/**
 * Ends the marketing messages that wait to be sent to people who want none, whatever the address that they were
 * addressed to. The contacts are locked. A message that is being sent this moment is not called back; should it have
 * to be tried again, the follower of the log brings it here.
 */
export const failQueuedMarketing = async (tx: Tx, contactIds: number[]): Promise<void> => {
  if (contactIds.length === 0) return
  const error = JSON.stringify(OWN_ERRORS.optedOut)
  await sql`/* fail-queued-marketing */
    with message as (
      select m.integration_id, m.id, m.address
      from unnest(${contactIds}::integer[]) as given (id)
      join contact_addresses a on a.contact_id = given.id and a.since <= now() and a.until > now()
      join integrations i on i.waba_id = a.waba_id
      join message_queue q on q.integration_id = i.id and q.address = a.address and q.state = 'queued'
      join messages m on m.integration_id = q.integration_id and m.id = q.message_id and m.state = 'queued'
      join templates t on t.id = m.template_id
      where upper(btrim(t.category)) <> all (${NOT_MARKETING}::text[])
      order by m.integration_id, m.id
      for update of m
    ), unqueued as (
      delete from message_queue q using message
      where q.integration_id = message.integration_id and q.address = message.address
        and q.message_id = message.id and q.state = 'queued'
      returning q.integration_id, q.message_id
    ), failed as (
      update messages m set state = 'failed', failed_at = now(), error = ${error}::json
      from unqueued
      where m.integration_id = unqueued.integration_id and m.id = unqueued.message_id
      returning m.integration_id, m.id, m.bulk_id
    )
    insert into events (type, integration_id, data)
    select 'message.status', integration_id,
      json_strip_nulls(json_build_object('message_id', id, 'status', 'failed', 'error', ${error}::json,
        'bulk_id', bulk_id))
    from failed`.execute(tx)
}
