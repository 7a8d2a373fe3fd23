import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { type Look, planLook, startOf, stretchOf } from './stretches.ts'

/** Where something was found. `at` in microseconds, as exact as the database keeps it. */
export type Found = {
  /** Unique among all that is found: `m` and a number of a message, `n` of a note, `c` and the id of a chat. */
  key: string
  kind: 'message' | 'note' | 'contact'
  integrationId: number
  messageId: string | null
  noteId: number | null
  chatId: number | null
  at: string
}

export type Search = {
  /** As PostgreSQL reads it: of messages and notes, and of people. */
  words: string
  contacts: string
  integrationIds: readonly number[]
  from?: Date | undefined
  to?: Date | undefined
}

/** Nobody reads more of a search; who asks for a frequent word gets the newest. */
export const MOST_FOUND = 1_000

/** All that a search finds, the newest first, one more than `MOST_FOUND` at most. */
export const find = (database: Database, search: Search): Promise<Found[]> =>
  database.transaction().execute(async (tx) => {
    // An index over words answers with a bitmap, which all other statements do better without.
    await sql`set local enable_bitmapscan = on`.execute(tx)
    const found = [...(await findEntries(tx, search)), ...(await findContacts(tx, search))]
    return found.sort(byTime).slice(0, MOST_FOUND + 1)
  })

/** The newest first, in one order at all times. */
export const byTime = (a: Pick<Found, 'at' | 'key'>, b: Pick<Found, 'at' | 'key'>): number =>
  Number(b.at) - Number(a.at) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)

/** Goes back through the stretches until there is enough. */
const findEntries = async (tx: Tx, search: Search): Promise<Found[]> => {
  const bounds = await selectBounds(tx, search)
  const found: Found[] = []
  if (!bounds) return found
  const { newest, oldest } = bounds
  for (let next = newest; next >= oldest && found.length <= MOST_FOUND; ) {
    const look = planLook(next, oldest, { found: found.length, seen: newest - next })
    found.push(...(await findIn(tx, search, look, next)))
    next = look === 'rest' ? oldest - 1 : next - look.stretches.length
  }
  return found
}

/** By how much later than it was written WhatsApp may tell of a message (webhooks are repeated for seven days). */
const LATEST_DAYS = 7

/**
 * The stretches in which entries of the time that is asked for can lie: numbers are given as messages are stored, which
 * is not before they are written and not much later.
 */
const selectBounds = async (
  tx: Tx,
  { integrationIds, from, to }: Search,
): Promise<{ newest: number; oldest: number } | undefined> => {
  const before = (time: Date | undefined, days: number) => sql<string | null>`(
    select max(last.number) from unnest(${[...integrationIds]}::integer[]) as given (id)
    cross join lateral (
      select number from messages m where m.integration_id = given.id
        and m.created_at < ${time ?? null}::timestamptz + make_interval(days => ${days}::integer)
      order by m.created_at desc, m.number desc limit 1) last)`
  const { rows } = await sql<{
    first: string | null
    last: string | null
    from: string | null
    to: string | null
  }>`
    select (select number from search_entries order by number limit 1) as first,
      (select number from search_entries order by number desc limit 1) as last,
      ${before(from, -LATEST_DAYS)} as from, ${before(to, LATEST_DAYS)} as to`.execute(tx)
  const { first, last, from: lowest, to: highest } = rows[0]!
  if (first === null || last === null) return undefined
  return {
    newest: stretchOf(Math.min(Number(last), to && highest !== null ? Number(highest) : Infinity)),
    oldest: stretchOf(Math.max(Number(first), from ? Number(lowest ?? 0) : 0)),
  }
}

const findIn = async (
  tx: Tx,
  { words, integrationIds, from, to }: Search,
  look: Look,
  next: number,
): Promise<Found[]> => {
  const query = look === 'rest' ? words : `${words}&(${look.stretches.map((one) => `'#${one}'`).join('|')})`
  const { rows } = await sql<{
    number: string
    integration_id: number
    message_id: string | null
    note_id: number | null
    at: string
  }>`
    with found as materialized (
      select number, integration_id, message_id, note_id, at from search_entries
      where words @@ ${query}::tsquery and integration_id = any(${[...integrationIds]}::integer[])
        and number < ${startOf(next + 1)}
        and at >= coalesce(${from ?? null}::timestamptz, '-infinity')
        and at <= coalesce(${to ?? null}::timestamptz, 'infinity')
    )
    select number, integration_id, message_id, note_id, (extract(epoch from at) * 1000000)::bigint as at
    from found order by found.at desc, number desc limit ${MOST_FOUND + 1}`.execute(tx)
  return rows.map((row) => ({
    key: `${row.message_id === null ? 'n' : 'm'}${row.number}`,
    kind: row.message_id === null ? 'note' : 'message',
    integrationId: row.integration_id,
    messageId: row.message_id,
    noteId: row.note_id,
    chatId: null,
    at: row.at,
  }))
}

/** People by name and number, a hit for each chat with them. */
const findContacts = async (tx: Tx, { contacts, integrationIds, from, to }: Search): Promise<Found[]> => {
  const { rows } = await sql<{ integration_id: number; id: number; at: string }>`
    with found as materialized (select id from contacts where words @@ ${contacts}::tsquery)
    select chats.integration_id, chats.id, (extract(epoch from chats.last_message_at) * 1000000)::bigint as at
    from found join chats on chats.contact_id = found.id
      and chats.integration_id = any(${[...integrationIds]}::integer[])
    where chats.last_message_at >= coalesce(${from ?? null}::timestamptz, '-infinity')
      and chats.last_message_at <= coalesce(${to ?? null}::timestamptz, 'infinity')
      and chats.last_message_at > '-infinity'
    order by chats.last_message_at desc, chats.id desc limit ${MOST_FOUND + 1}`.execute(tx)
  return rows.map((row) => ({
    key: `c${row.integration_id}-${row.id}`,
    kind: 'contact',
    integrationId: row.integration_id,
    messageId: null,
    noteId: null,
    chatId: row.id,
    at: row.at,
  }))
}
