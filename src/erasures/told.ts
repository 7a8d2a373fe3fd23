import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { isTheirs, type Person } from './person.ts'

/** Rows that are looked at by one statement, which reads a message for each. */
const CHUNK = 5_000

/** Up to where the log and the deliveries have been looked through. */
export type Reached = { event: number; delivery: number }

export const FROM_THE_START: Reached = { event: 0, delivery: 0 }

/**
 * Takes away what was told of somebody's messages: events of the log, deliveries to webhooks with their attempts, answers
 * that are kept for repeated requests. Answers up to where, since more is told meanwhile.
 */
export const eraseTold = async (database: Database, person: Person, after: Reached): Promise<Reached> => {
  const reached = await selectEnd(database)
  await eraseAnswers(database, person)
  for (let from = after.delivery; from < reached.delivery; from += CHUNK)
    await eraseDeliveries(database, person, from, Math.min(from + CHUNK, reached.delivery))
  for (let from = after.event; from < reached.event; from += CHUNK)
    await eraseEvents(database, person, from, Math.min(from + CHUNK, reached.event))
  return reached
}

const selectEnd = async (database: Database): Promise<Reached> => {
  const { rows } = await sql<{ event: string; delivery: string }>`
    select coalesce((select max(id) from events), 0) as event,
      (select last_value from webhook_deliveries_id_seq) as delivery`.execute(database)
  return { event: Number(rows[0]!.event), delivery: Number(rows[0]!.delivery) }
}

/** A body names the person by their address, as a whole. */
const eraseDeliveries = async (
  database: Database,
  { integrationIds, addresses }: Person,
  after: number,
  upTo: number,
): Promise<void> => {
  const named = addresses.map((address) => `%"${address.replace(/[\\%_]/g, '\\$&')}"%`)
  await sql`
    delete from webhook_deliveries d
    using unnest(${integrationIds}::integer[]) as number (id)
    where d.integration_id = number.id and d.id > ${after} and d.id <= ${upTo}
      and d.body like any (${named}::text[])`.execute(database)
}

const eraseEvents = async (
  database: Database,
  person: Person,
  after: number,
  upTo: number,
): Promise<void> => {
  await sql`
    delete from events e
    where e.id > ${after} and e.id <= ${upTo} and e.integration_id = any(${person.integrationIds}::integer[])
      and exists (
        select from messages m where m.integration_id = e.integration_id and m.id = e.data->>'message_id'
          and ${isTheirs(person)})`.execute(database)
}

const eraseAnswers = async (database: Database, person: Person): Promise<void> => {
  await sql`
    delete from idempotency_keys k
    where k.integration_id = any(${person.integrationIds}::integer[]) and exists (
      select from regexp_matches(k.answer::text, '"message_id" *: *"([^"]+)"', 'g') as found (parts)
      join messages m on m.integration_id = k.integration_id and m.id = found.parts[1]
      where ${isTheirs(person)})`.execute(database)
}
