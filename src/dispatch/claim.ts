import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** A message whose request is about to be written: the queue says *sending*, and that is committed. */
export type Claim = {
  integrationId: number
  priority: number
  /** Its place in the queue. */
  number: string
  id: string
  address: string
  type: string
  /** The Cloud API's object for the type, as JSON text, with our media ids in place of Meta's. */
  content: string
  hasMedia: boolean
  replyToWamid: string | null
  templateId: number | null
  /** How many times it has been tried, this one included. */
  attempts: number
}

type Row = {
  number: string
  priority: number
  message_id: string
  address: string
  attempts: number
  type: string
  content: string
  reply_to_wamid: string | null
  template_id: number | null
  has_media: boolean
}

/**
 * Claims up to `limit` messages of a number, best first, and marks them *sending* in one committed statement.
 * The limit is the number of requests that can be written at once: what a crash leaves as *sending* are then
 * the requests in flight and no others (promise 7).
 *
 * A person's line is kept by taking its first row alone: a row is claimed only when no earlier one of the
 * same priority is queued or being sent. That needs no memory and holds over all processes and retries; an
 * *unknown* one holds back nobody (promise 9). A concurrent claim is harmless: rows locked by it are skipped,
 * and one that it committed in between fails the state's check when PostgreSQL looks again.
 */
export const claimMessages = async (
  database: Database,
  integrationId: number,
  processNumber: number,
  limit: number,
): Promise<Claim[]> => {
  const { rows } = await sql<Row>`/* claim-messages */
    with next as (
      select priority, number
      from message_queue q
      where integration_id = ${integrationId} and state = 'queued' and not_before <= now()
        and waits_for_media is null and (expires_at is null or expires_at > now())
        and not exists (
          select from message_queue earlier
          where earlier.integration_id = q.integration_id and earlier.address = q.address
            and earlier.priority = q.priority and earlier.number < q.number and earlier.state <> 'unknown')
      order by priority, number
      limit ${limit}
      for update skip locked
    ), claimed as (
      update message_queue q
      set state = 'sending', claimed_by = ${processNumber}, attempts = attempts + 1, changed_at = now()
      from next
      where q.integration_id = ${integrationId} and q.priority = next.priority and q.number = next.number
      returning q.*
    )
    select c.number, c.priority, c.message_id, c.address, c.attempts, m.type, m.content::text as content,
      m.template_id, m.media_id is not null as has_media,
      (select wamid from messages r where r.integration_id = m.integration_id and r.id = m.reply_to_id)
        as reply_to_wamid
    from claimed c
    join messages m on m.integration_id = c.integration_id and m.id = c.message_id
    order by c.priority, c.number`.execute(database)
  return rows.map((row) => ({
    integrationId,
    priority: row.priority,
    number: row.number,
    id: row.message_id,
    address: row.address,
    type: row.type,
    content: row.content,
    hasMedia: row.has_media,
    replyToWamid: row.reply_to_wamid,
    templateId: row.template_id,
    attempts: row.attempts,
  }))
}

/** Numbers that have something to send now. */
export const listReadyIntegrations = async (database: Database): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    select id from integrations i
    where exists (
      select from message_queue
      where integration_id = i.id and state = 'queued' and not_before <= now() and waits_for_media is null)`.execute(
    database,
  )
  return rows.map(({ id }) => id)
}
