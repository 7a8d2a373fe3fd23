import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { validationError } from '../error.ts'
import type { ListWindow, SortKey } from '../http/pagination.ts'
import { foldText } from './told.ts'

export type ListedChat = {
  id: number
  contact_id: number
  phone: string | null
  name: string | null
  username: string | null
  user_id: string | null
  is_active: boolean
  window_expires_at: Date | null
  last_message_at: Date
  /** The same in microseconds, as exact as the database keeps it. */
  at: string
  unread: number
  /** Since when the person wants no marketing messages. */
  opted_out_at: Date | null
}

export type ChatFilter = {
  state?: 'active' | 'archived' | undefined
  /** Part of a name or a number; case and accents do not matter. */
  q?: string | undefined
  /** True: those with something to read. */
  unread?: boolean | undefined
}

const COLUMNS = sql`chats.id, chats.contact_id, c.phone, c.name, c.username, c.user_id,
  coalesce(chats.window_expires_at > now(), false) as is_active, chats.window_expires_at, chats.last_message_at,
  (extract(epoch from chats.last_message_at) * 1000000)::bigint as at, chats.unread,
  case when c.marketing = 'stop' then c.marketing_told_at end as opted_out_at`

/**
 * A number's chats, the latest first. Those that are active are gathered first, since a bulk send may have put any
 * number of archived ones above them.
 */
export const listChats = async (
  database: Database,
  integrationId: number,
  filter: ChatFilter,
  { offset, limit, after }: ListWindow,
): Promise<ListedChat[]> => {
  const open = sql`(
    select * from chats where integration_id = ${integrationId} and window_expires_at > now() offset 0)`
  const conditions = [
    sql`chats.integration_id = ${integrationId}`,
    ...(filter.state === 'archived' ? [sql`coalesce(chats.window_expires_at <= now(), true)`] : []),
    ...(filter.unread ? [sql`chats.unread > 0`] : []),
    ...(filter.q === undefined ? [] : [sql`c.search like ${patternOf(filter.q)}`]),
    ...(after ? [isBefore(after)] : []),
  ]
  const { rows } = await sql<ListedChat>`
    select ${COLUMNS}
    from ${filter.state === 'active' ? open : sql`chats`} chats join contacts c on c.id = chats.contact_id
    where ${sql.join(conditions, sql` and `)}
    order by chats.last_message_at desc, chats.id desc offset ${offset} limit ${limit}`.execute(database)
  return rows
}

export const findChat = async (
  database: Database,
  integrationId: number,
  id: number,
): Promise<ListedChat | undefined> => {
  const { rows } = await sql<ListedChat>`
    select ${COLUMNS} from chats join contacts c on c.id = chats.contact_id
    where chats.integration_id = ${integrationId} and chats.id = ${id}`.execute(database)
  return rows[0]
}

/** What people write into a search is a number when it has digits and nothing but what stands between them. */
const patternOf = (q: string): string => {
  const text = /^[\d\s+().-]*\d[\d\s+().-]*$/.test(q) ? q.replace(/\D/g, '') : foldText(q.trim())
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}

/** By what lists of chats are sorted. */
export const chatKey = ({ at, id }: ListedChat): SortKey => [at, id]

/** Throws 422 for a key that no list of chats has made. */
const isBefore = ([at, id]: SortKey): RawBuilder<unknown> => {
  if (!/^\d{1,16}$/.test(String(at)) || !/^\d{1,9}$/.test(String(id)))
    throw validationError({ cursor: ['The cursor field must be the one of a Link header, as it is.'] })
  return sql`(chats.last_message_at, chats.id) <
    ('epoch'::timestamptz + ${String(at)}::bigint * interval '1 microsecond', ${String(id)}::integer)`
}
