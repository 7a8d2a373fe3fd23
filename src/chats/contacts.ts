import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { msOf, timeOf } from './moment.ts'
import { type ContactFields, searchTextOf } from './told.ts'

export type Contact = ContactFields & { id: number; revision: number }

/** Reads and locks contacts, in the order of their ids in every transaction. Those that are gone are left out. */
export const lockContacts = async (tx: Tx, ids: Iterable<number>): Promise<Map<number, Contact>> => {
  const { rows } = await sql<{
    id: number
    revision: number
    phone: string | null
    wa_id: string | null
    phone_told_at: Date | number
    user_id: string | null
    parent_user_id: string | null
    user_id_told_at: Date | number
    name: string | null
    username: string | null
    name_told_at: Date | number
    marketing: 'stop' | 'resume' | null
    marketing_told_at: Date | number
  }>`/* lock-contacts */
    select c.id, c.revision, c.phone, c.wa_id, c.phone_told_at, c.user_id, c.parent_user_id, c.user_id_told_at,
      c.name, c.username, c.name_told_at, c.marketing, c.marketing_told_at
    from unnest(${[...ids]}::integer[]) as given (id) join contacts c on c.id = given.id
    order by c.id for no key update of c`.execute(tx)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        revision: row.revision,
        phone: row.phone,
        waId: row.wa_id,
        phoneToldAt: msOf(row.phone_told_at),
        userId: row.user_id,
        parentUserId: row.parent_user_id,
        userIdToldAt: msOf(row.user_id_told_at),
        name: row.name,
        username: row.username,
        nameToldAt: msOf(row.name_told_at),
        marketing: row.marketing,
        marketingToldAt: msOf(row.marketing_told_at),
      },
    ]),
  )
}

/** The numbers of the account that contacts belong to. */
export const listNumbersOfContacts = async (
  tx: Tx,
  ids: number[],
): Promise<{ integrationId: number; contactId: number }[]> => {
  const { rows } = await sql<{ integration_id: number; contact_id: number }>`
    select i.id as integration_id, c.id as contact_id
    from unnest(${ids}::integer[]) as given (id)
    join contacts c on c.id = given.id
    join integrations i on i.waba_id = c.waba_id
    order by i.id, c.id`.execute(tx)
  return rows.map((row) => ({ integrationId: row.integration_id, contactId: row.contact_id }))
}

const toRow = (id: number, fields: ContactFields) => ({
  id,
  p: fields.phone,
  w: fields.waId,
  pt: timeOf(fields.phoneToldAt),
  u: fields.userId,
  pu: fields.parentUserId,
  ut: timeOf(fields.userIdToldAt),
  n: fields.name,
  un: fields.username,
  nt: timeOf(fields.nameToldAt),
  m: fields.marketing,
  mt: timeOf(fields.marketingToldAt),
  s: searchTextOf(fields),
})

const AS_ROW = sql`as row (id integer, b text, p text, w text, pt timestamptz, u text, pu text, ut timestamptz,
  n text, un text, nt timestamptz, m text, mt timestamptz, s text)`

/** Stores new contacts under ids that were drawn for them. */
export const insertContacts = async (
  tx: Tx,
  contacts: { id: number; wabaId: string; fields: ContactFields }[],
): Promise<void> => {
  const rows = contacts.map(({ id, wabaId, fields }) => ({ ...toRow(id, fields), b: wabaId }))
  await sql`/* insert-contacts */
    insert into contacts (id, waba_id, phone, wa_id, phone_told_at, user_id, parent_user_id, user_id_told_at, name,
      username, name_told_at, marketing, marketing_told_at, search)
    select id, b, p, w, pt, u, pu, ut, n, un, nt, m, mt, s
    from json_to_recordset(${JSON.stringify(rows)}::json) ${AS_ROW}`.execute(tx)
}

/** Writes what is known of contacts that are locked. `isRevised`: who they are was found out anew. */
export const updateContacts = async (
  tx: Tx,
  contacts: { id: number; fields: ContactFields }[],
  isRevised = false,
): Promise<void> => {
  const rows = contacts.map(({ id, fields }) => toRow(id, fields))
  await sql`/* update-contacts */
    update contacts c
    set phone = p, wa_id = w, phone_told_at = pt, user_id = u, parent_user_id = pu, user_id_told_at = ut, name = n,
      username = un, name_told_at = nt, marketing = m, marketing_told_at = mt, search = s || c.own_search, updated_at = now(),
      revision = revision + ${isRevised ? 1 : 0}::integer
    from json_to_recordset(${JSON.stringify(rows)}::json) ${AS_ROW}
    where c.id = row.id`.execute(tx)
}

export const drawContactIds = async (tx: Tx, count: number): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('contacts', 'id'))::integer as id
    from generate_series(1, ${count}::integer)`.execute(tx)
  return rows.map(({ id }) => id)
}

export type OwnedSpan = {
  wabaId: string
  address: string
  since: number
  until: number
  contactId: number
}

export const insertAddresses = async (tx: Tx, spans: OwnedSpan[]): Promise<void> => {
  const rows = spans.map(({ wabaId, address, since, until, contactId }) => ({
    b: wabaId,
    a: address,
    s: timeOf(since),
    u: timeOf(until),
    c: contactId,
  }))
  await sql`/* insert-contact-addresses */
    insert into contact_addresses (waba_id, address, since, until, contact_id)
    select b, a, s, u, c from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (b text, a text, s timestamptz, u timestamptz, c integer)`.execute(tx)
  await reviveWishes(tx, JSON.stringify(rows))
}

/** Who was erased and wanted no marketing is told apart from others by a hash alone: known again, they have their wish. */
const reviveWishes = async (tx: Tx, rows: string): Promise<void> => {
  await sql`/* revive-wishes */
    with revived as (
      delete from erased_opt_outs e
      using json_to_recordset(${rows}::json) as row (b text, a text, c integer)
      where e.waba_id = b and e.hash = erased_hash(b, a)
      returning b, a, c, told_at
    ), told as (
      insert into contact_preferences (waba_id, address, told_at, value, source, reason)
      select b, a, told_at, 'stop', 'user', 'Had opted out before they were erased' from revived
      on conflict do nothing
    )
    update contacts set marketing = 'stop', marketing_told_at = told_at from revived
    where contacts.id = c and marketing_told_at < told_at`.execute(tx)
}
