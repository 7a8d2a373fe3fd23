import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { type ListWindow, type SortKey, wrongCursor } from '../http/pagination.ts'
import { isNewerThan, isOlderThan, type MessagePlace, placeKey } from '../messages/list.ts'

/** A chat, by whose messages these are: of a person with a number. */
export type ChatKey = { integrationId: number; contactId: number }

/** A part of a chat, newest first; the keys tell where it goes on to both sides. */
export type ChatPart = { places: MessagePlace[]; next: SortKey | undefined; prev: SortKey | undefined }

/** The places of the messages of a chat, newest first. */
export const listChatPlaces = (
  database: Database,
  chat: ChatKey,
  { offset, limit, after }: ListWindow,
): Promise<MessagePlace[]> =>
  listPlacesOf(database, chat, {
    condition: after && isOlderThan(after),
    order: sql`desc`,
    offset,
    limit,
  })

/** Begins the keys of what is newer: the others are the keys of lists that only go back. */
const NEWER = 'newer'

/** True for the key of what is newer than a part that was shown. */
export const isForward = (key: SortKey | undefined): key is SortKey => key?.[0] === NEWER

const forwardKey = (place: MessagePlace): SortKey => [NEWER, ...placeKey(place)]

/** What is newer than a part that was shown, `limit` at most. Throws 422 for a key that no list has made. */
export const listNewerPart = async (
  database: Database,
  chat: ChatKey,
  [, ...key]: SortKey,
  limit: number,
): Promise<ChatPart> => {
  const newer = await listNewer(database, chat, key, limit + 1)
  const places = newer.slice(0, limit).reverse()
  return {
    places,
    // Whoever goes forward comes from what is older.
    next: places.length > 0 ? placeKey(places.at(-1)!) : undefined,
    prev: newer.length > limit ? forwardKey(places[0]!) : undefined,
  }
}

/** A message with what was written before and after it, `limit` in all; undefined when it is not in the chat. */
export const findPartAround = async (
  database: Database,
  chat: ChatKey,
  messageId: string,
  limit: number,
): Promise<ChatPart | undefined> => {
  const [middle] = await listPlacesOf(database, chat, {
    condition: sql`m.id = ${messageId}`,
    order: sql`desc`,
    offset: 0,
    limit: 1,
  })
  if (!middle) return undefined
  const key = placeKey(middle)
  const after = Math.floor((limit - 1) / 2)
  const before = limit - 1 - after
  const newer = await listNewer(database, chat, key, after + 1)
  const window = { offset: 0, limit: before + 1, after: key, isByCursor: true }
  const older = await listChatPlaces(database, chat, window)
  const places = [...newer.slice(0, after).reverse(), middle, ...older.slice(0, before)]
  return {
    places,
    next: older.length > before ? placeKey(places.at(-1)!) : undefined,
    prev: newer.length > after ? forwardKey(places[0]!) : undefined,
  }
}

const listNewer = (
  database: Database,
  chat: ChatKey,
  key: SortKey,
  limit: number,
): Promise<MessagePlace[]> => {
  if (key.length !== 2) throw wrongCursor()
  return listPlacesOf(database, chat, { condition: isNewerThan(key), order: sql`asc`, offset: 0, limit })
}

type Cut = {
  condition: RawBuilder<unknown> | undefined
  order: RawBuilder<unknown>
  offset: number
  limit: number
}

/** Those of each address, while it was this person's, put together. */
const listPlacesOf = async (
  database: Database,
  { integrationId, contactId }: ChatKey,
  { condition, order, offset, limit }: Cut,
): Promise<MessagePlace[]> => {
  const { rows } = await sql<MessagePlace>`
    select part.id, (extract(epoch from part.created_at) * 1000000)::bigint as at, part.number
    from contact_addresses a
    cross join lateral (
      select m.id, m.created_at, m.number from messages m
      where m.integration_id = ${integrationId} and m.address = a.address
        and m.created_at >= a.since and m.created_at < a.until ${condition ? sql`and ${condition}` : sql``}
      order by m.created_at ${order}, m.number ${order} limit ${offset + limit}
    ) part
    where a.contact_id = ${contactId}
    order by part.created_at ${order}, part.number ${order} offset ${offset} limit ${limit}`.execute(database)
  return rows
}
