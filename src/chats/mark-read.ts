import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** A message that a customer wrote to a number of an account. */
export type ReceivedMessage = { integrationId: number; wabaId: string; messageId: string }

/**
 * Moves what is read of a chat up to a received message, and counts anew what is not. Answers the chat, and whether
 * that was news; undefined when the message has no chat yet.
 */
export const markChatRead = async (
  tx: Tx,
  { integrationId, wabaId, messageId }: ReceivedMessage,
): Promise<{ chatId: number; contactId: number; isNews: boolean } | undefined> => {
  const { rows } = await sql<{ id: number; contact_id: number; is_news: boolean }>`
    select chats.id, chats.contact_id, chats.read_to < m.created_at as is_news
    from messages m
    join contact_addresses a on a.waba_id = ${wabaId} and a.address = m.address
      and a.since <= m.created_at and a.until > m.created_at
    join chats on chats.integration_id = m.integration_id and chats.contact_id = a.contact_id
    where m.integration_id = ${integrationId} and m.id = ${messageId}
    for update of chats`.execute(tx)
  const chat = rows[0]
  if (!chat) return undefined
  if (chat.is_news) await moveMark(tx, integrationId, chat.id, messageId)
  return { chatId: chat.id, contactId: chat.contact_id, isNews: chat.is_news }
}

/** A statement of its own, after the lock: it has to see what was committed before the lock was had. */
const moveMark = async (tx: Tx, integrationId: number, chatId: number, messageId: string): Promise<void> => {
  await sql`
    with moved as (
      update chats set read_to = m.created_at, unread = (
        select count(*) from contact_addresses a
        join messages u on u.integration_id = chats.integration_id and u.address = a.address
          and u.created_at > m.created_at and u.created_at >= a.since and u.created_at < a.until
        where a.contact_id = chats.contact_id and u.direction = 'inbound'
          and u.type not in ('reaction', 'edit', 'revoke', 'system'))
      from messages m
      where chats.integration_id = ${integrationId} and chats.id = ${chatId}
        and m.integration_id = chats.integration_id and m.id = ${messageId}
      returning chats.integration_id, chats.id, chats.contact_id
    )
    insert into events (type, integration_id, data)
    select 'chat.updated', integration_id, json_build_object('chat_id', id, 'contact_id', contact_id)
    from moved`.execute(tx)
}
