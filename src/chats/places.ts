import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** What is known of an address at a moment. */
export type Place = {
  wabaId: string
  address: string
  /** Whose it was; undefined when nobody is known to have had it then. */
  contactId: number | undefined
  revision: number | undefined
  /** It changed hands at some time: its life is in pieces. */
  isCut: boolean
}

type Key = { wabaId: string; address: string; at: number }

/** One place for each key, in their order. */
export const findPlaces = async (tx: Tx, keys: Key[]): Promise<Place[]> => {
  const rows = keys.map(({ wabaId, address, at }, n) => ({ n, b: wabaId, a: address, t: new Date(at) }))
  const { rows: found } = await sql<{
    n: number
    contact_id: number | null
    revision: number | null
    is_cut: boolean
  }>`/* find-places */
    select row.n, here.contact_id, c.revision, coalesce(here.is_cut, earlier.is_cut, false) as is_cut
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (n integer, b text, a text, t timestamptz)
    left join lateral (
      select case when since <= t then contact_id end as contact_id,
        since > '-infinity' or until < 'infinity' as is_cut
      from contact_addresses where waba_id = b and address = a and until > t order by until limit 1
    ) here on true
    left join lateral (
      select true as is_cut from contact_addresses where waba_id = b and address = a and until <= t limit 1
    ) earlier on true
    left join contacts c on c.id = here.contact_id
    order by row.n`.execute(tx)
  return found.map(({ contact_id, revision, is_cut }, n) => ({
    wabaId: keys[n]!.wabaId,
    address: keys[n]!.address,
    contactId: contact_id ?? undefined,
    revision: revision ?? undefined,
    isCut: is_cut,
  }))
}
