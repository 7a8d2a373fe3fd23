import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** True for two addresses of one contact: spellings of a number, and the person's ids. */
export const isOnePerson = async (
  database: Database,
  wabaId: string,
  address: string,
  other: string,
): Promise<boolean> => {
  if (address === other) return true
  const { rows } = await sql`
    select from contact_addresses a
    join contact_addresses b on b.contact_id = a.contact_id
    where a.waba_id = ${wabaId} and a.address = ${address} and b.waba_id = ${wabaId} and b.address = ${other}
    limit 1`.execute(database)
  return rows.length > 0
}
