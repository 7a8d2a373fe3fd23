import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { ListWindow, SortKey } from '../http/pagination.ts'
import { readQuery } from '../search/query.ts'
import { type ChatFilter, conditionsOf } from './filter.ts'
import { COLUMNS, DETAILS, type ListedChat } from './listed.ts'
import type { Reader } from './reader.ts'
import { unreadCount } from './unread.ts'

/**
 * The chats of some numbers, the latest first: as many of each number as are asked for, read in order from an index,
 * and put together. What else is shown of them is looked up for those on the page alone.
 */
export const listChats = async (
  database: Database,
  integrationIds: readonly number[],
  filter: ChatFilter,
  reader: Reader,
  { offset, limit, after }: ListWindow,
): Promise<ListedChat[]> => {
  if (integrationIds.length === 0) return []
  const conditions = conditionsOf(filter, reader, after)
  const count = offset + limit
  const meant = filter.q === undefined ? undefined : (await readQuery(database, filter.q)).contacts
  const page = sql<ListedChat>`
    with ${meant === undefined ? sql`` : sql`meant as materialized (select id from contacts where words @@ ${meant}::tsquery),`}
    page as materialized (
      select latest.integration_id, latest.id, latest.last_message_at
      from unnest(${[...integrationIds]}::integer[]) as number (id)
      cross join lateral (${latestOf(filter.state, conditions, count)}) latest
      order by latest.last_message_at desc, latest.id desc offset ${offset} limit ${limit}
    )
    select ${COLUMNS}, ${unreadCount(reader)} as unread
    from page join chats on chats.integration_id = page.integration_id and chats.id = page.id ${DETAILS}
    order by chats.last_message_at desc, chats.id desc`
  if (meant === undefined) return (await page.execute(database)).rows
  return database.transaction().execute(async (tx) => {
    // An index over words answers with a bitmap, which all other statements do better without.
    await sql`set local enable_bitmapscan = on`.execute(tx)
    return (await page.execute(tx)).rows
  })
}

/**
 * Those of `number`. A chat is active by the time, which is noted a moment later: the noted ones stand in an index in
 * the order of the list, and the few that are not noted yet are gathered and put among them.
 */
const latestOf = (
  state: ChatFilter['state'],
  conditions: RawBuilder<unknown>[],
  count: number,
): RawBuilder<unknown> => {
  const all = sql.join([sql`chats.integration_id = number.id`, ...conditions], sql` and `)
  const ordered = (more: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
    select chats.integration_id, chats.id, chats.last_message_at from chats where ${all} ${more}
    order by chats.last_message_at desc, chats.id desc limit ${count})`
  if (state === undefined) return ordered(sql``)
  const gathered = (own: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
    select chats.integration_id, chats.id, chats.last_message_at
    from (select * from chats where integration_id = number.id and ${own} offset 0) chats where ${all})`
  return state === 'active'
    ? sql`${ordered(sql`and is_active and active_until > now()`)}
        union all ${gathered(sql`not is_active and active_until > now()`)}`
    : sql`${ordered(sql`and not is_active and coalesce(active_until <= now(), true)`)}
        union all ${gathered(sql`is_active and coalesce(active_until, '-infinity') <= now()`)}`
}

/** A chat; undefined when there is none. */
export const findChat = async (
  database: Database,
  integrationId: number,
  id: number,
  reader: Reader,
): Promise<ListedChat | undefined> => {
  const { rows } = await sql<ListedChat>`
    select ${COLUMNS}, ${unreadCount(reader)} as unread from chats ${DETAILS}
    where chats.integration_id = ${integrationId} and chats.id = ${id}`.execute(database)
  return rows[0]
}

/** By what lists of chats are sorted. */
export const chatKey = ({ at, id }: ListedChat): SortKey => [at, id]
