import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { stretchOf } from './stretches.ts'
import { splitWords } from './words.ts'

/** A message or a note, with what can be read of it. */
export type NewEntry = {
  number: string
  integrationId: number
  messageId?: string
  noteId?: number
  at: Date
  text: string
}

/** Different words of one text that it can be found by: a file of words sent as a text is no text. */
const MOST_WORDS = 2_000

/** Makes messages and notes findable; those that were before get their new words. */
export const insertEntries = async (tx: Tx, entries: NewEntry[]): Promise<void> => {
  const rows = entries
    .map(({ number, integrationId, messageId, noteId, at, text }) => {
      const words = [...new Map(splitWords(text).map((word) => [word.turkish, word])).values()]
      const kept = words.slice(0, MOST_WORDS)
      return {
        n: number,
        i: integrationId,
        m: messageId,
        o: noteId,
        at,
        s: stretchOf(Number(number)),
        f: kept.map(({ folded }) => folded),
        t: kept.map(({ turkish }) => turkish),
      }
    })
    .filter(({ f }) => f.length > 0)
  if (rows.length === 0) return
  await sql`/* insert-search-entries */
    insert into search_entries (number, integration_id, message_id, note_id, at, words)
    select n, i, m, o, at, search_words(f, t) || array_to_tsvector(array['#' || s])
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (n bigint, i integer, m text, o integer,
      at timestamptz, s integer, f text[], t text[])
    on conflict (number) do update set words = excluded.words`.execute(tx)
}

export const deleteNoteEntries = async (tx: Tx, noteIds: number[]): Promise<void> => {
  if (noteIds.length > 0) await tx.deleteFrom('search_entries').where('note_id', 'in', noteIds).execute()
}
