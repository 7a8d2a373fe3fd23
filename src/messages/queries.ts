import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { MessageError } from './own-errors.ts'
import type { MessageState } from './states.ts'

export type StoredMessage = {
  id: string
  direction: 'outbound' | 'inbound'
  type: string
  address: string
  content: object
  origin: string
  sent_by: number | null
  sender: Record<string, unknown> | null
  context: Record<string, unknown> | null
  reply_to_id: string | null
  reply_to_wamid: string | null
  state: MessageState
  wamid: string | null
  attempts: number
  error: MessageError | null
  pricing: object | null
  expires_at: Date | null
  created_at: Date
  accepted_at: Date | null
  sent_at: Date | null
  delivered_at: Date | null
  read_at: Date | null
  failed_at: Date | null
  unknown_at: Date | null
  expired_at: Date | null
  cancelled_at: Date | null
  /** Where the message stands in the queue, while it does. */
  queue_state: 'queued' | 'sending' | 'unknown' | null
  next_attempt_at: Date | null
  /** What keeps it in the queue, when that is neither an error nor its turn. */
  waits_for: 'file' | 'pair_rate' | 'messaging_limit' | null
}

/** Messages of a number with their places in the queue, in the order of the ids; those that there are not are left out. */
export const listMessages = async (
  database: Database,
  integrationId: number,
  ids: string[],
): Promise<StoredMessage[]> => {
  const { rows } = await sql<StoredMessage>`
    select m.id, m.direction, m.type, m.address, m.content, m.origin, m.sent_by, m.sender, m.context, m.reply_to_id,
      m.reply_to_wamid, m.state, m.wamid, m.error, m.pricing, m.expires_at, m.created_at, m.accepted_at,
      m.sent_at, m.delivered_at, m.read_at, m.failed_at, m.unknown_at, m.expired_at, m.cancelled_at,
      coalesce(q.attempts, m.attempts) as attempts, q.state as queue_state,
      case when q.state = 'queued' and q.not_before > now() then q.not_before end as next_attempt_at,
      case when q.state <> 'queued' then null when q.waits_for_media is not null then 'file'
        when q.not_before > now() then q.held_by end as waits_for
    from unnest(${ids}::text[]) with ordinality as wanted (id, place)
    join messages m on m.integration_id = ${integrationId} and m.id = wanted.id
    left join message_queue q
      on q.integration_id = m.integration_id and q.address = m.address and q.message_id = m.id
    order by wanted.place`.execute(database)
  return rows
}

/** What another request needs to know of a message that it names. */
export type NamedMessage = {
  id: string
  direction: 'outbound' | 'inbound'
  address: string
  wamid: string | null
  created_at: Date
}

export const findNamedMessage = (
  database: Database,
  integrationId: number,
  id: string,
): Promise<NamedMessage | undefined> =>
  database
    .selectFrom('messages')
    .select(['id', 'direction', 'address', 'wamid', 'created_at'])
    .where('integration_id', '=', integrationId)
    .where('id', '=', id)
    .executeTakeFirst()
