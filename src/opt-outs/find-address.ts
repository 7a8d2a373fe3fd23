import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** An address that a contact of these accounts who wants no marketing has now. */
export const findOptedOutAddress = async (
  database: Database,
  wabaIds: readonly string[],
  contactId: number,
): Promise<{ wabaId: string; address: string } | undefined> => {
  const { rows } = await sql<{ wabaId: string; address: string }>`
    select a.waba_id as "wabaId", a.address
    from contacts c join contact_addresses a on a.contact_id = c.id
    where c.id = ${contactId} and c.waba_id = any (${wabaIds}::text[]) and c.marketing = 'stop'
      and a.since <= now() and a.until > now()
    order by a.address limit 1`.execute(database)
  return rows[0]
}
