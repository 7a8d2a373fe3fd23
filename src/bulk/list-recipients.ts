import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { MessageError } from '../messages/own-errors.ts'
import { type BulkKey, recipientState, recipientsWithMessages } from './queries.ts'
import type { RecipientState } from './states.ts'

/** A recipient with what became of the latest message to them. */
export type ListedRecipient = {
  number: number
  address: string
  name: string | null
  state: RecipientState
  /** Null until there is a message. */
  message_id: string | null
  attempts: number
  error: MessageError | null
  accepted_at: Date | null
  sent_at: Date | null
  delivered_at: Date | null
  read_at: Date | null
  failed_at: Date | null
  /** The text of the first button that they tapped. */
  button: string | null
}

export type RecipientWindow = {
  state?: RecipientState | undefined
  /** The number of the last one before. */
  after: number
  offset: number
  limit: number
}

/**
 * Recipients of a send in the order of their lines. What WhatsApp told of a message was accepted before, however late
 * its answer was noted.
 */
export const listRecipients = async (
  database: Database,
  { integrationId, bulkId }: BulkKey,
  { state, after, offset, limit }: RecipientWindow,
): Promise<ListedRecipient[]> => {
  const { rows } = await sql<ListedRecipient>`
    select r.number, r.address, r.name, ${recipientState} as state, m.id as message_id, case when r.state = 'opted_out' then 0 else r.attempts end as attempts,
      case when m.state in ('failed', 'unknown', 'expired', 'cancelled', 'queued') then m.error end as error,
      case when m.accepted_at is not null then least(m.accepted_at, m.sent_at, m.delivered_at, m.read_at) end
        as accepted_at, m.sent_at, m.delivered_at, m.read_at, m.failed_at,
      case when m.wamid is not null then (
        select tap.content->>'text' from messages tap
        where tap.integration_id = m.integration_id and tap.reply_to_wamid = m.wamid
          and tap.direction = 'inbound' and tap.type = 'button'
        order by tap.created_at, tap.number limit 1
      ) end as button
    from ${recipientsWithMessages}
    where b.integration_id = ${integrationId} and b.id = ${bulkId} and r.number > ${after}
      ${state === undefined ? sql`` : sql`and ${recipientState} = ${state}`}
    order by r.number offset ${offset} limit ${limit}`.execute(database)
  return rows
}
