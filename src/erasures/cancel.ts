import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { cancelMessages } from '../messages/cancel.ts'
import { type Person, theirMessages } from './person.ts'

/** Takes all back that waits to be sent to somebody: what is queued, and their places in bulk sends. */
export const cancelAll = async (database: Database, person: Person): Promise<void> => {
  await leaveOutOfBulkSends(database, person)
  const { rows } = await sql<{ integration_id: number; ids: string[] }>`
    select m.integration_id, array_agg(m.id) as ids from ${theirMessages(person)}
    where m.state = 'queued' group by 1 order by 1`.execute(database)
  for (const { integration_id, ids } of rows)
    await database.transaction().execute((tx) => cancelMessages(tx, integration_id, ids))
}

/** Whether WhatsApp is being asked at this moment to send them something. That cannot be called back, but ends soon. */
export const isBeingSent = async (database: Database, person: Person): Promise<boolean> => {
  const { rows } = await sql`
    select from unnest(${person.integrationIds}::integer[]) as number (id)
    join contact_addresses a on a.contact_id = ${person.contactId}
    join message_queue q on q.integration_id = number.id and q.address = a.address and q.state = 'sending'
    limit 1`.execute(database)
  return rows.length > 0
}

/** A send that is being fed holds its rows: the bulk send is locked before them, as everywhere. */
const leaveOutOfBulkSends = async (database: Database, person: Person): Promise<void> => {
  for (const { integrationId, bulkId } of await listBulkSends(database, person))
    await database.transaction().execute(async (tx) => {
      await tx
        .selectFrom('bulk_sends')
        .select('id')
        .where('integration_id', '=', integrationId)
        .where('id', '=', bulkId)
        .forUpdate()
        .execute()
      await anonymize(tx, person, { integrationId, bulkId })
    })
}

type BulkKey = { integrationId: number; bulkId: number }

const listBulkSends = async (
  database: Database,
  { contactId, integrationIds }: Person,
): Promise<BulkKey[]> => {
  const { rows } = await sql<BulkKey>`
    select b.integration_id as "integrationId", b.id as "bulkId" from bulk_sends b
    where b.integration_id = any(${integrationIds}::integer[]) and exists (
      select from contact_addresses a where a.contact_id = ${contactId}
        and b.created_at >= a.since and b.created_at < a.until)
    order by b.integration_id, b.id`.execute(database)
  return rows
}

/** Their line stays, for the counts, and says nothing of them; who still waited counts as left out. */
const anonymize = async (
  tx: Tx,
  { contactId, addresses }: Person,
  { integrationId, bulkId }: BulkKey,
): Promise<void> => {
  await sql`
    with gone as (
      update bulk_recipients set address = ${ERASED}, name = null, content = null,
        state = case when state in ('waiting', 'held') then 'opted_out' else state end
      where integration_id = ${integrationId} and bulk_id = ${bulkId}
        and address in (select address from contact_addresses where contact_id = ${contactId})
      returning state
    )
    update bulk_sends set is_changed = true
    where integration_id = ${integrationId} and id = ${bulkId} and exists (select from gone)`.execute(tx)
  // The rows that were not planned keep the number as somebody wrote it, with or without its country.
  await sql`
    update bulk_rejections set phone = ${ERASED}
    where integration_id = ${integrationId} and bulk_id = ${bulkId} and exists (
      select from unnest(${addresses}::text[]) as given (address)
      where length(regexp_replace(phone, '\\D', '', 'g')) >= 7
        and given.address like '%' || ltrim(regexp_replace(phone, '\\D', '', 'g'), '0'))`.execute(tx)
}

/** Stands where an address was. */
export const ERASED = 'erased'
