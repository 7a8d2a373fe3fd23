import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { LogEvent } from '../events/event.ts'
import { startFollower } from '../events/follower.ts'
import type { EventTail } from '../events/tail.ts'
import { deleteNoteEntries, insertEntries, type NewEntry } from './entries.ts'
import { readableText } from './message-text.ts'

type Options = {
  database: Database
  tail: EventTail
  log: { error(fields: object, message: string): void }
}

/**
 * Makes findable what is written, from the log: whoever accepts and receives messages does nothing for it, and with
 * thousands a second it comes later.
 */
export const startSearchFollower = (options: Options) =>
  startFollower({
    ...options,
    name: 'search',
    batchSize: 1_000,
    restFactor: 2,
    isWanted: (event) => isWritten(event) || event.type === 'note.updated',
    apply: async (tx, events) => {
      await insertEntries(tx, await listWritten(tx, events.filter(isWritten)))
      await noteNotes(
        tx,
        events.flatMap(({ type, data }) => (type === 'note.updated' ? Number(data['note_id']) : [])),
      )
    },
  })

/** It has come in, or was accepted: not its later steps. */
const isWritten = ({ type, data }: LogEvent): boolean =>
  type === 'message.received' ||
  (type === 'message.status' && data['status'] === 'queued' && data['error'] === undefined)

const listWritten = async (tx: Tx, events: LogEvent[]): Promise<NewEntry[]> => {
  if (events.length === 0) return []
  const keys = events.map(({ integrationId, data }) => ({ i: integrationId, id: data['message_id'] }))
  const { rows } = await sql<{
    number: string
    integration_id: number
    id: string
    created_at: Date
    type: string
    content: unknown
    components: unknown
  }>`/* list-written */
    select m.number, m.integration_id, m.id, m.created_at, m.type, m.content, t.components
    from (
      select distinct i, id from json_to_recordset(${JSON.stringify(keys)}::json) as row (i integer, id text)
    ) key
    join messages m on m.integration_id = key.i and m.id = key.id
    left join template_translations t on t.template_id = m.template_id
      and t.language_code = m.content->'language'->>'code'`.execute(tx)
  return rows.map((row) => ({
    number: row.number,
    integrationId: row.integration_id,
    messageId: row.id,
    at: row.created_at,
    text: readableText(row.type, row.content, row.components),
  }))
}

/** Notes are few and may change: each is written anew. */
const noteNotes = async (tx: Tx, noteIds: number[]): Promise<void> => {
  if (noteIds.length === 0) return
  await deleteNoteEntries(tx, noteIds)
  const { rows } = await sql<NewEntry>`
    select nextval('message_number') as number, integration_id as "integrationId", id as "noteId",
      created_at as at, body as text
    from chat_notes where id = any(${noteIds}::integer[])`.execute(tx)
  await insertEntries(tx, rows)
}
