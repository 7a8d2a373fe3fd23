import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** Whom an erasure is about: by what they could be reached, and when. */
export type Person = {
  contactId: number
  wabaId: string
  addresses: string[]
  /** All numbers of the account, those that were deleted too. */
  integrationIds: number[]
}

/** Undefined when there is no such contact (any more). */
export const findPerson = async (database: Database, contactId: number): Promise<Person | undefined> => {
  const { rows } = await sql<Person>`
    select c.id as "contactId", c.waba_id as "wabaId",
      array(select distinct address from contact_addresses where contact_id = c.id) as addresses,
      array(select id from integrations i where i.waba_id = c.waba_id order by id) as "integrationIds"
    from contacts c where c.id = ${contactId}`.execute(database)
  return rows[0]
}

/** Of `m`, a row of messages: it is of this person, and not of whoever else had the address. */
export const isTheirs = ({ contactId }: Person): RawBuilder<unknown> => sql`exists (
  select from contact_addresses a where a.contact_id = ${contactId} and a.address = m.address
    and a.since <= m.created_at and a.until > m.created_at)`

/** All their messages, as `m`, by index. */
export const theirMessages = ({ contactId, integrationIds }: Person): RawBuilder<unknown> => sql`
  unnest(${integrationIds}::integer[]) as number (id)
  cross join contact_addresses a
  join messages m on m.integration_id = number.id and m.address = a.address
    and m.created_at >= a.since and m.created_at < a.until and a.contact_id = ${contactId}`
