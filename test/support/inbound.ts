import { createMessageId } from '../../src/messages/message-id.ts'
import type { TestApp } from './app.ts'

type Inbound = {
  from: string
  type?: string
  content?: object
  wamid?: string
  /** What it answers or is about. */
  replyToWamid?: string
  at?: Date
  direction?: 'inbound' | 'outbound'
  integrationId?: number
  sender?: object
  context?: object
  mediaId?: string
}

/** Stores a message as if a customer, or the business's own phone, had written it. Answers its ids. */
export const insertInbound = async (
  app: TestApp,
  { from, type = 'text', content = { body: 'Merhaba' }, wamid, replyToWamid, at, ...more }: Inbound,
): Promise<{ id: string; wamid: string }> => {
  const row = { id: createMessageId(), wamid: wamid ?? `wamid.${crypto.randomUUID()}` }
  const direction = more.direction ?? 'inbound'
  await app.database.query(
    `insert into messages (integration_id, id, direction, type, address, content, origin, state, wamid,
      reply_to_wamid, created_at, sender, context, media_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($11, now()), $12, $13, $14)`,
    [
      more.integrationId ?? 11,
      row.id,
      direction,
      type,
      from,
      JSON.stringify(content),
      direction === 'inbound' ? 'api' : 'phone',
      direction === 'inbound' ? 'received' : 'sent',
      row.wamid,
      replyToWamid ?? null,
      at ?? null,
      more.sender ?? null,
      more.context ?? null,
      more.mediaId ?? null,
    ],
  )
  return row
}

/** Makes the chat of a person with the first number, whose messages `insertInbound` stores. Answers its id. */
export const insertChat = async (app: TestApp, address: string, unread = 0): Promise<number> => {
  const { rows } = await app.database.query(
    `with contact as (
      insert into contacts (waba_id, phone) select waba_id, $1 from integrations where id = 11
      returning id, waba_id
    ), place as (
      insert into contact_addresses (waba_id, address, contact_id) select waba_id, $1, id from contact
    )
    insert into chats (integration_id, contact_id, unread, last_message_at)
    select 11, id, $2, now() from contact returning id`,
    [address, unread],
  )
  return rows[0].id
}
