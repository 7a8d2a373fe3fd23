import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { parseBody } from '../ingest/parse-body.ts'
import type { Person } from './person.ts'
import { withoutPerson } from './without-person.ts'

/** Events of WhatsApp that are looked at by one statement. */
const CHUNK = 5_000

/** The last that is stored: what comes later is looked at when all else is gone. */
export const lastRawEvent = async (database: Database): Promise<number> => {
  const { rows } = await sql<{ id: string | null }>`select max(id) as id from inbound_events`.execute(
    database,
  )
  return Number(rows[0]!.id ?? 0)
}

/** Takes somebody out of the events of WhatsApp after `after` up to `upTo`, as these came. Answers how many had them. */
export const redactRawEvents = async (
  database: Database,
  person: Person,
  { after, upTo }: { after: number; upTo: number },
): Promise<number> => {
  let count = 0
  for (let from = Math.max(after, (await firstRawEvent(database)) - 1); from < upTo; from += CHUNK)
    count += await redactChunk(database, person, from, Math.min(from + CHUNK, upTo))
  return count
}

const firstRawEvent = async (database: Database): Promise<number> => {
  const { rows } = await sql<{ id: string | null }>`select min(id) as id from inbound_events`.execute(
    database,
  )
  return Number(rows[0]!.id ?? 0)
}

/** Without the list of bytes that a row holds, the database says which to look into. */
const redactChunk = async (
  database: Database,
  { addresses, contactId }: Person,
  after: number,
  upTo: number,
): Promise<number> => {
  const { rows } = await sql<{ id: string; body: Buffer }>`
    select id, body from inbound_events e
    where id > ${after} and id <= ${upTo} and exists (
      select from contact_addresses a
      where a.contact_id = ${contactId} and a.since <= e.received_at
        and a.until + interval '7 days' > e.received_at
        and position(convert_to(a.address, 'UTF8') in e.body) > 0)`.execute(database)
  for (const { id, body } of rows) {
    const rest = JSON.stringify(withoutPerson(parseBody(body), addresses) ?? {})
    await sql`
      update inbound_events set body = ${Buffer.from(rest)}, reason = case when reason is null then null else 'erased' end
      where id = ${id}`.execute(database)
  }
  return rows.length
}
