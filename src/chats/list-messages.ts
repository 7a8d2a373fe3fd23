import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { ListWindow } from '../http/pagination.ts'
import { isOlderThan, type MessagePlace } from '../messages/list.ts'

/**
 * The places of the messages of a person with a number, newest first: those of each address, while it was this
 * person's, put together.
 */
export const listChatPlaces = async (
  database: Database,
  { integrationId, contactId }: { integrationId: number; contactId: number },
  { offset, limit, after }: ListWindow,
): Promise<MessagePlace[]> => {
  const { rows } = await sql<MessagePlace>`
    select newest.id, (extract(epoch from newest.created_at) * 1000000)::bigint as at, newest.number
    from contact_addresses a
    cross join lateral (
      select m.id, m.created_at, m.number from messages m
      where m.integration_id = ${integrationId} and m.address = a.address
        and m.created_at >= a.since and m.created_at < a.until ${after ? sql`and ${isOlderThan(after)}` : sql``}
      order by m.created_at desc, m.number desc limit ${offset + limit}
    ) newest
    where a.contact_id = ${contactId}
    order by newest.created_at desc, newest.number desc offset ${offset} limit ${limit}`.execute(database)
  return rows
}
