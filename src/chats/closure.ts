import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** Contacts with all addresses that they ever had, and all who ever had one of these. */
export type Closure = { wabaId: string; contactIds: Set<number>; addresses: Set<string> }

/** What has to be looked at together when something new is learned of these addresses. */
export const findClosure = async (tx: Tx, wabaId: string, addresses: Iterable<string>): Promise<Closure> => {
  const closure: Closure = { wabaId, contactIds: new Set(), addresses: new Set(addresses) }
  let asked: string[] = [...closure.addresses]
  while (asked.length > 0) {
    const { rows } = await sql<{ contact_id: number; address: string }>`
      select theirs.contact_id, theirs.address
      from (
        select distinct a.contact_id from unnest(${asked}::text[]) as given (address)
        join contact_addresses a on a.waba_id = ${wabaId} and a.address = given.address
      ) owner
      join contact_addresses theirs on theirs.contact_id = owner.contact_id`.execute(tx)
    asked = [...new Set(rows.map(({ address }) => address))].filter((one) => !closure.addresses.has(one))
    for (const { contact_id, address } of rows) {
      closure.contactIds.add(contact_id)
      closure.addresses.add(address)
    }
  }
  return closure
}
