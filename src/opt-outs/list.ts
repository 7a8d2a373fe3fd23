import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { type ListWindow, type SortKey, wrongCursor } from '../http/pagination.ts'
import type { Source } from './preferences.ts'

/** A contact who wants no marketing messages, with what was told last. */
export type ListedOptOut = {
  id: number
  waba_id: string
  phone: string | null
  user_id: string | null
  name: string | null
  opted_out_at: Date
  /** The same in microseconds, as exact as the database keeps it. */
  at: string
  source: Source
  integration_id: number | null
  message_id: string
  reason: string | null
}

/** Where several told it at one moment, a person's own word is shown before others'. */
const DETAILS = sql`
  cross join lateral (
    select p.source, p.integration_id, p.message_id, p.reason
    from contact_addresses a
    join contact_preferences p on p.waba_id = c.waba_id and p.address = a.address
      and p.told_at = c.marketing_told_at and p.value = 'stop'
    where a.contact_id = c.id
    order by p.source in ('text', 'button') desc, p.source, p.message_id limit 1
  ) word`

const COLUMNS = sql`c.id, c.waba_id, c.phone, c.user_id, coalesce(c.own_name, c.name, c.username) as name,
  c.marketing_told_at as opted_out_at, (extract(epoch from c.marketing_told_at) * 1000000)::bigint as at,
  word.source, word.integration_id, word.message_id, word.reason`

/** Who of some accounts wants no marketing messages, the latest first. `address`: of whoever has it now. */
export const listOptOuts = async (
  database: Database,
  { wabaIds, address }: { wabaIds: readonly string[]; address?: string | undefined },
  { offset, limit, after }: ListWindow,
): Promise<ListedOptOut[]> => {
  const conditions = [
    sql`c.waba_id = given.waba_id`,
    sql`c.marketing = 'stop'`,
    ...(address === undefined
      ? []
      : [
          sql`c.id = (select contact_id from contact_addresses a where a.waba_id = given.waba_id
            and a.address = ${address} and a.since <= now() and a.until > now())`,
        ]),
    ...(after ? [isBefore(after)] : []),
  ]
  const { rows } = await sql<ListedOptOut>`
    select ${COLUMNS}
    from unnest(${wabaIds}::text[]) as given (waba_id)
    cross join lateral (
      select c.* from contacts c where ${sql.join(conditions, sql` and `)}
      order by c.marketing_told_at desc, c.id desc limit ${offset + limit}
    ) c
    ${DETAILS}
    order by c.marketing_told_at desc, c.id desc offset ${offset} limit ${limit}`.execute(database)
  return rows
}

/** The opt-outs of contacts of these accounts. */
export const listOptOutsOf = async (database: Database, ids: readonly number[]): Promise<ListedOptOut[]> => {
  const { rows } = await sql<ListedOptOut>`
    select ${COLUMNS}
    from unnest(${ids}::integer[]) with ordinality as given (id, place)
    join contacts c on c.id = given.id and c.marketing = 'stop'
    ${DETAILS}
    order by given.place`.execute(database)
  return rows
}

/** By what the list is sorted. */
export const optOutKey = ({ at, id }: ListedOptOut): SortKey => [at, id]

/** Throws 422 for a key that no list of opt-outs has made. */
const isBefore = ([at, id]: SortKey): RawBuilder<unknown> => {
  if (!/^\d{1,16}$/.test(String(at)) || !/^\d{1,9}$/.test(String(id))) throw wrongCursor()
  return sql`(c.marketing_told_at, c.id) <
    ('epoch'::timestamptz + ${String(at)}::bigint * interval '1 microsecond', ${String(id)}::integer)`
}
