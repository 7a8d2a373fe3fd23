import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Person } from '../chats/listed.ts'
import type { Database, Tx } from '../database/database.ts'
import { notFound, PublicError } from '../error.ts'
import { appendEvents } from '../events/append.ts'
import type { EventData } from '../events/event.ts'
import type { ListWindow } from '../http/pagination.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import { afterId } from './after-id.ts'

/** A note as the API shows it: it is the team's own, customers never see it. */
export const NoteItem = Type.Object({
  id: Type.Integer({ examples: [3] }),
  chat_id: Type.Integer({ examples: [7] }),
  author: Type.Object({ id: Type.Integer(), name: Type.String() }),
  body: Type.String({ examples: ['Asked for a refund, see the order.'] }),
  mentions: Type.Array(Type.Integer(), { description: 'Users whom it is for.' }),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  edited_at: Type.Union([Type.String(), Type.Null()]),
})

type Row = {
  id: number
  chat_id: number
  author: Person
  body: string
  mentions: number[]
  created_at: Date
  edited_at: Date | null
}

export const noteItem = ({ created_at, edited_at, ...row }: Row): Static<typeof NoteItem> => ({
  ...row,
  created_at: formatTimestamp(created_at),
  edited_at: edited_at && formatTimestamp(edited_at),
})

type ChatKey = { integrationId: number; chatId: number }

const COLUMNS = sql`n.id, n.chat_id, n.body, n.mentions, n.created_at, n.edited_at,
  (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = n.author_id) as author`

/** The notes of a chat, the latest first. */
export const listNotes = async (
  database: Database,
  { integrationId, chatId }: ChatKey,
  { offset, limit, after }: ListWindow,
): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from chat_notes n
    where n.integration_id = ${integrationId} and n.chat_id = ${chatId} and ${afterId(sql`n.id`, after)}
    order by n.id desc offset ${offset} limit ${limit}`.execute(database)
  return rows
}

export const insertNote = async (
  tx: Tx,
  { integrationId, chatId }: ChatKey,
  note: { authorId: number; body: string; mentions: number[] },
): Promise<Row> => {
  const { id } = await tx
    .insertInto('chat_notes')
    .values({
      integration_id: integrationId,
      chat_id: chatId,
      author_id: note.authorId,
      body: note.body,
      mentions: note.mentions,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tellNote(tx, integrationId, {
    chat_id: chatId,
    note_id: id,
    author_id: note.authorId,
    mentions: note.mentions,
  })
  return selectNote(tx, integrationId, id)
}

/** Changes a note of the author's own. Throws 404, and 403 for somebody else's. */
export const updateNote = async (
  tx: Tx,
  chat: ChatKey,
  note: { id: number; authorId: number; body?: string | undefined; mentions?: number[] | undefined },
): Promise<Row> => {
  const known = await lockNote(tx, chat, note.id)
  if (known.author_id !== note.authorId)
    throw new PublicError(403, 'access_denied', 'A note is changed by who wrote it alone.')
  const { body = known.body, mentions = known.mentions } = note
  await tx
    .updateTable('chat_notes')
    .set({ body, mentions, edited_at: new Date() })
    .where('id', '=', note.id)
    .execute()
  await tellNote(tx, chat.integrationId, {
    chat_id: chat.chatId,
    note_id: note.id,
    author_id: note.authorId,
    mentions,
  })
  return selectNote(tx, chat.integrationId, note.id)
}

/** Takes a note away: one's own, or, for those who manage, anybody's. Throws 404 and 403. */
export const deleteNote = async (
  tx: Tx,
  chat: ChatKey,
  { id, userId, mayAny }: { id: number; userId: number | undefined; mayAny: boolean },
): Promise<void> => {
  const known = await lockNote(tx, chat, id)
  if (known.author_id !== userId && !mayAny)
    throw new PublicError(403, 'access_denied', 'A note is deleted by who wrote it, or by a supervisor.')
  await tx.deleteFrom('chat_notes').where('id', '=', id).execute()
  await tellNote(tx, chat.integrationId, {
    chat_id: chat.chatId,
    note_id: id,
    author_id: known.author_id,
    mentions: known.mentions,
    is_deleted: true,
  })
}

const lockNote = async (tx: Tx, { integrationId, chatId }: ChatKey, id: number) => {
  const row = await tx
    .selectFrom('chat_notes')
    .select(['author_id', 'body', 'mentions'])
    .where('integration_id', '=', integrationId)
    .where('chat_id', '=', chatId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

const selectNote = async (tx: Tx, integrationId: number, id: number): Promise<Row> => {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from chat_notes n where n.integration_id = ${integrationId} and n.id = ${id}`.execute(
    tx,
  )
  return rows[0]!
}

const tellNote = (tx: Tx, integrationId: number, data: EventData['note.updated']): Promise<void> =>
  appendEvents(tx, [{ type: 'note.updated', integrationId, data }])
