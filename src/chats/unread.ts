import { type RawBuilder, sql } from 'kysely'
import type { Reader } from './reader.ts'

/**
 * Up to where a user has read `chats`. As long as nothing is noted: what was there when they came to the team is not
 * theirs to read, and of a chat that began later all is. To the first of the team all is: nobody was there before.
 */
const readTo = (userId: number): RawBuilder<unknown> => sql`coalesce(
  (select r.read_to from chat_reads r
    where r.integration_id = chats.integration_id and r.chat_id = chats.id and r.user_id = ${userId}),
  (select u.created_at from users u
    where u.id = ${userId} and u.created_at > chats.created_at and u.id > (select min(id) from users)),
  '-infinity')`

/** What of `chats` a user has to read, from the latest message on: see `isReadable`. */
const unreadOf = (userId: number): RawBuilder<unknown> => sql`
  contact_addresses a join messages m on m.integration_id = chats.integration_id and m.address = a.address
    and m.created_at >= a.since and m.created_at < a.until and m.created_at > ${readTo(userId)}
  where a.contact_id = chats.contact_id and m.direction = 'inbound'
    and m.type not in ('reaction', 'edit', 'revoke', 'system')`

/** More than anybody counts: who never reads would have all that was ever written counted with each look. */
export const MOST_UNREAD = 999

/** How many messages of `chats` are unread. Where the person wrote nothing since, none are looked at. */
export const unreadCount = (reader: Reader): RawBuilder<unknown> =>
  reader === undefined
    ? sql`chats.unread`
    : sql`case when chats.last_inbound_at > ${readTo(reader)}
        then (select count(*)::integer from (select from ${unreadOf(reader)} limit ${MOST_UNREAD}) own) else 0 end`

/** Whether any is. */
export const isUnread = (reader: Reader): RawBuilder<unknown> =>
  reader === undefined
    ? sql`chats.unread > 0`
    : sql`chats.last_inbound_at > ${readTo(reader)} and exists (select from ${unreadOf(reader)})`
