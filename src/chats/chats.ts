import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { msOf, timeOf } from './moment.ts'
import { isReadable, isWritten, type SeenMessage } from './sighting.ts'

/** A chat as its messages make it; times in milliseconds. */
export type Chat = {
  integrationId: number
  /** Undefined for one that is not stored yet. */
  id: number | undefined
  contactId: number
  lastMessageAt: number
  /** The last message that the person wrote. */
  lastInboundAt: number
  unread: number
  /** Messages up to this one have been read. */
  readTo: number
  /** The person has written since it was read here: what it was closed with is over. */
  isAnswered: boolean
}

/** How long after their last message somebody may be written to freely (Cloud API, ground rules). */
const WINDOW_MS = 24 * 3_600_000

export const newChat = (integrationId: number, contactId: number): Chat => ({
  integrationId,
  id: undefined,
  contactId,
  lastMessageAt: -Infinity,
  lastInboundAt: -Infinity,
  unread: 0,
  readTo: -Infinity,
  isAnswered: false,
})

/** The chat after one more message, which need not be the latest. */
export const chatAfter = (
  chat: Chat,
  message: Pick<SeenMessage, 'direction' | 'type' | 'at'>,
  readTo = chat.readTo,
): Chat => {
  const at = message.at.getTime()
  return {
    ...chat,
    lastMessageAt: Math.max(chat.lastMessageAt, at),
    lastInboundAt: isWritten(message) ? Math.max(chat.lastInboundAt, at) : chat.lastInboundAt,
    unread: isReadable(message) && at > readTo ? chat.unread + 1 : chat.unread,
    isAnswered: chat.isAnswered || isWritten(message),
  }
}

type Row = {
  integration_id: number
  id: number
  contact_id: number
  last_message_at: Date | number
  last_inbound_at: Date | null
  unread: number
  read_to: Date | number
}

const COLUMNS = sql`chats.integration_id, chats.id, chats.contact_id, chats.last_message_at, chats.last_inbound_at,
  chats.unread, chats.read_to`

const fromRow = (row: Row): Chat => ({
  integrationId: row.integration_id,
  id: row.id,
  contactId: row.contact_id,
  lastMessageAt: msOf(row.last_message_at),
  lastInboundAt: msOf(row.last_inbound_at ?? -Infinity),
  unread: row.unread,
  readTo: msOf(row.read_to),
  isAnswered: false,
})

/** Reads and locks chats by number and contact, in the order of their ids in every transaction. */
export const lockChats = async (
  tx: Tx,
  keys: { integrationId: number; contactId: number }[],
): Promise<Chat[]> => {
  const rows = keys.map(({ integrationId, contactId }) => ({ i: integrationId, c: contactId }))
  const result = await sql<Row>`/* lock-chats */
    select ${COLUMNS} from json_to_recordset(${JSON.stringify(rows)}::json) as row (i integer, c integer)
    join chats on chats.contact_id = row.c and chats.integration_id = row.i
    order by chats.integration_id, chats.id for update of chats`.execute(tx)
  return result.rows.map(fromRow)
}

/** Reads and locks all chats of contacts. */
export const lockChatsOfContacts = async (tx: Tx, contactIds: Iterable<number>): Promise<Chat[]> => {
  const result = await sql<Row>`
    select ${COLUMNS} from unnest(${[...contactIds]}::integer[]) as given (id)
    join chats on chats.contact_id = given.id
    order by chats.integration_id, chats.id for update of chats`.execute(tx)
  return result.rows.map(fromRow)
}

const toRows = (chats: Chat[]): string =>
  JSON.stringify(
    chats.map((chat) => ({
      i: chat.integrationId,
      id: chat.id,
      c: chat.contactId,
      m: timeOf(chat.lastMessageAt),
      w: Number.isFinite(chat.lastInboundAt) ? timeOf(chat.lastInboundAt) : null,
      x: Number.isFinite(chat.lastInboundAt) ? timeOf(chat.lastInboundAt + WINDOW_MS) : null,
      u: chat.unread,
      r: timeOf(chat.readTo),
      a: chat.isAnswered,
    })),
  )

const AS_ROW = sql`as row (i integer, id integer, c integer, m timestamptz, w timestamptz, x timestamptz,
  u integer, r timestamptz, a boolean)`

/**
 * Writes chats, whose contacts are locked: known ones over themselves, new ones under ids of their own. A message that
 * is written after a chat was closed opens it, even if WhatsApp's clock, in whole seconds, says that it was before.
 */
export const writeChats = async (tx: Tx, chats: Chat[]): Promise<(Chat & { id: number })[]> => {
  const known = chats.filter((chat): chat is Chat & { id: number } => chat.id !== undefined)
  const fresh = chats.filter(({ id }) => id === undefined)
  if (known.length > 0)
    await sql`/* update-chats */
      update chats
      set contact_id = c, last_message_at = m, last_inbound_at = w, window_expires_at = x, unread = u, read_to = r,
        closed_at = case when not a then closed_at end, closed_by = case when not a then closed_by end,
        reason_id = case when not a then reason_id end
      from json_to_recordset(${toRows(known)}::json) ${AS_ROW}
      where chats.integration_id = row.i and chats.id = row.id`.execute(tx)
  return fresh.length > 0 ? [...known, ...(await insertChats(tx, fresh))] : known
}

const insertChats = async (tx: Tx, chats: Chat[]): Promise<(Chat & { id: number })[]> => {
  const { rows } = await sql<Row>`/* insert-chats */
    insert into chats (integration_id, contact_id, last_message_at, last_inbound_at, window_expires_at, unread,
      read_to)
    select i, c, m, w, x, u, r from json_to_recordset(${toRows(chats)}::json) ${AS_ROW}
    returning integration_id, id, contact_id`.execute(tx)
  const idOf = new Map(rows.map((row) => [`${row.integration_id} ${row.contact_id}`, row.id]))
  return chats.map((chat) => ({ ...chat, id: idOf.get(`${chat.integrationId} ${chat.contactId}`)! }))
}

export const deleteChats = async (tx: Tx, chats: Chat[]): Promise<void> => {
  for (const { integrationId, id } of chats)
    await tx.deleteFrom('chats').where('integration_id', '=', integrationId).where('id', '=', id!).execute()
}
