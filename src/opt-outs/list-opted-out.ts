import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** Addresses looked up by one statement. */
const CHUNK = 5_000

/**
 * Those of some addresses, digits or user ids, whose owner wants no marketing messages of the account that a number
 * belongs to. Whoever has the address now is asked about: a number that was handed on is somebody else's. Of people who
 * were erased a hash tells it.
 */
export const listOptedOut = async (
  database: Database,
  integrationId: number,
  addresses: readonly string[],
): Promise<Set<string>> => {
  const optedOut = new Set<string>()
  for (let from = 0; from < addresses.length; from += CHUNK) {
    const given = JSON.stringify(addresses.slice(from, from + CHUNK))
    const { rows } = await sql<{ address: string }>`/* list-opted-out */
      select given.address
      from integrations i
      cross join json_array_elements_text(${given}::json) as given (address)
      left join contact_addresses a on a.waba_id = i.waba_id and a.address = given.address
        and a.since <= now() and a.until > now()
      left join contacts c on c.id = a.contact_id
      where i.id = ${integrationId} and (c.marketing = 'stop' or (a.address is null and exists (
        select from erased_opt_outs e
        where e.waba_id = i.waba_id and e.hash = erased_hash(i.waba_id, given.address))))`.execute(database)
    for (const { address } of rows) optedOut.add(address)
  }
  return optedOut
}
