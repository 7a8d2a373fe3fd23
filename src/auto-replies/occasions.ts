import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Occasion } from './due.ts'
import type { Kind } from './settings.ts'

/** A message that may be answered by itself. */
export type AskedMessage = Occasion & {
  integrationId: number
  chatId: number
  address: string
  contactName: string | null
  contactPhone: string | null
  numberName: string
  /** Of which the chat has got one in the last 24 hours. */
  sent: Kind[]
}

/** What came later than this is answered by people alone: a reply that says what was so an hour ago helps nobody. */
const FRESH_MINUTES = 60

/** Types that change or comment another message. */
const SILENT = ['reaction', 'edit', 'revoke', 'system']

type MessageKey = { integrationId: number; messageId: string; chatId: number }

/**
 * Of received messages those that may be answered, in the order given. Not: what is no message of its own, what wishes
 * about marketing were told with, what is late, and what came to a number that may not send.
 *
 * A message is the first of its conversation when neither the person nor the team has written in the 24 hours before it,
 * or since the chat was closed: it was in the archive then. What programs have sent does not count.
 */
export const listOccasions = async (tx: Tx, keys: MessageKey[]): Promise<AskedMessage[]> => {
  const rows = keys.map(({ integrationId, messageId, chatId }, n) => ({
    i: integrationId,
    m: messageId,
    c: chatId,
    n,
  }))
  const result = await sql<AskedMessage>`/* list-auto-reply-occasions */
    select m.integration_id as "integrationId", chats.id as "chatId", m.address, m.created_at as at,
      coalesce(contact.own_name, contact.name, contact.username) as "contactName", contact.phone as "contactPhone",
      i.display_name as "numberName",
      chats.assignee_id is not null as "hasAssignee",
      coalesce(assignee.agent_state = 'online', false) as "isAssigneeOnline",
      exists (
        select from users where agent_state = 'online' and disabled_at is null
          and (role = 'administrator' or exists (
            select from user_integrations given where given.user_id = users.id and given.integration_id = i.id))
      ) as "isAnybodyOnline",
      not exists (
        select from contact_addresses a
        join messages e on e.integration_id = m.integration_id and e.address = a.address
          and e.created_at >= a.since and e.created_at < a.until
          and e.created_at > greatest(m.created_at - interval '24 hours', closing.at)
          and (e.created_at, e.number) < (m.created_at, m.number)
        where a.contact_id = chats.contact_id and e.type <> all (${SILENT}::text[])
          and (e.direction = 'inbound' or e.origin in ('inbox', 'phone'))
      ) as "isFirst",
      array(
        select kind from auto_reply_sends s
        where s.integration_id = chats.integration_id and s.chat_id = chats.id and s.sent_at > now() - interval '24 hours'
      ) as sent
    from json_to_recordset(${JSON.stringify(rows)}::json) as key (i integer, m text, c integer, n integer)
    join integrations i on i.id = key.i and i.status = 'activated' and i.deleted_at is null
    join messages m on m.integration_id = key.i and m.id = key.m
    join chats on chats.integration_id = key.i and chats.id = key.c
    join contacts contact on contact.id = chats.contact_id
    left join users assignee on assignee.id = chats.assignee_id
    left join lateral (
      select max(h.at) as at from chat_history h
      where h.integration_id = chats.integration_id and h.chat_id = chats.id and h.action = 'closed'
        and h.at <= m.created_at
    ) closing on true
    where m.type <> all (${SILENT}::text[]) and m.created_at > now() - make_interval(mins => ${FRESH_MINUTES}::integer)
      and not exists (
        select from contact_preferences wish
        where wish.waba_id = i.waba_id and wish.address = m.address and wish.message_id = m.id)
    order by key.n`.execute(tx)
  return result.rows
}
