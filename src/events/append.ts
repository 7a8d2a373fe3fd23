import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { EventData, EventType } from './event.ts'

/** An event that is to be told, of a number, or of none. */
export type NewEvent = {
  [Type in EventType]: { type: Type; integrationId: number | null; data: EventData[Type] }
}[EventType]

/** Appends to the log, in the order given. */
export const appendEvents = async (tx: Tx, events: NewEvent[]): Promise<void> => {
  if (events.length === 0) return
  const rows = events.map(({ type, integrationId, data }) => ({ t: type, i: integrationId, d: data }))
  await sql`/* append-events */
    insert into events (type, integration_id, data)
    select t, i, d from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (t text, i integer, d json)`.execute(tx)
}
