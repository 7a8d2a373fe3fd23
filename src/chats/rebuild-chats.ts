import type { Tx } from '../database/database.ts'
import { mergeDesk } from '../desk/merge.ts'
import { appendEvents } from '../events/append.ts'
import { type Chat, chatAfter, deleteChats, lockChatsOfContacts, newChat, writeChats } from './chats.ts'
import type { OwnedSpan } from './contacts.ts'
import type { Somebody } from './rebuild-contacts.ts'
import type { SeenMessage } from './sighting.ts'
import { contactNews, UNTOLD } from './told.ts'

/**
 * Gives each person their chats, one with each number that they have messages with, and works these out anew. A
 * person keeps the oldest of the chats that were theirs; the others are merged into it. What has been read stays
 * read: each message is measured by the chat that it stood in.
 */
export const rebuildChats = async (tx: Tx, owned: OwnedSpan[], people: Somebody[]): Promise<void> => {
  const former = await lockChatsOfContacts(tx, new Set(people.flatMap((one) => one.formerIds)))
  const free = new Set(former)
  const claimed = claimChats(people, former, free, createReadTo(owned, former))
  const merged: { chat: Chat; into: Chat }[] = []
  for (const chat of free) {
    const heirs = people.filter((one) => one.formerIds.includes(chat.contactId))
    const into = claimed.find(
      ({ integrationId, contactId }) =>
        integrationId === chat.integrationId && heirs.some((one) => one.contactId === contactId),
    )
    if (into) {
      into.readTo = Math.max(into.readTo, chat.readTo)
      merged.push({ chat, into })
    } else claimed.push({ ...chat, contactId: heirs[0]!.contactId })
  }
  for (const { chat, into } of merged)
    await mergeDesk(tx, { integrationId: chat.integrationId, from: chat.id!, into: into.id! })
  await deleteChats(
    tx,
    merged.map(({ chat }) => chat),
  )
  const stored = await writeChats(tx, claimed)
  const idOf = ({ integrationId, contactId }: Chat): number =>
    stored.find((one) => one.integrationId === integrationId && one.contactId === contactId)!.id
  const fieldsOf = new Map(people.map(({ contactId, fields }) => [contactId, fields]))
  await appendEvents(tx, [
    ...merged.map(({ chat, into }) => ({
      type: 'chat.merged' as const,
      integrationId: chat.integrationId,
      data: { chat_id: chat.id!, into_chat_id: idOf(into) },
    })),
    ...stored.flatMap(({ integrationId, id, contactId }) => [
      {
        type: 'contact.updated' as const,
        integrationId,
        data: contactNews(contactId, fieldsOf.get(contactId) ?? UNTOLD),
      },
      { type: 'chat.updated' as const, integrationId, data: { chat_id: id, contact_id: contactId } },
    ]),
  ])
}

/** The chats of people who have messages; takes those that were theirs out of the free ones. */
const claimChats = (
  people: Somebody[],
  former: Chat[],
  free: Set<Chat>,
  readTo: (message: SeenMessage) => number,
): Chat[] =>
  people.flatMap(({ contactId, formerIds, sightings }) => {
    const messages = sightings.flatMap(({ message }) => message ?? [])
    return [...Map.groupBy(messages, (one) => one.integrationId)].map(([integrationId, own]) => {
      const kept = former.find(
        (chat) =>
          free.has(chat) && chat.integrationId === integrationId && formerIds.includes(chat.contactId),
      )
      if (kept) free.delete(kept)
      const blank = { ...newChat(integrationId, contactId), id: kept?.id, readTo: kept?.readTo ?? -Infinity }
      const chat = own.reduce((before, message) => chatAfter(before, message, readTo(message)), blank)
      // Which of the messages are new is not known here: the times tell whether they came after it was closed.
      return { ...chat, isAnswered: false }
    })
  })

/** Up to where the chat that a message stood in was read. */
const createReadTo = (owned: OwnedSpan[], chats: Chat[]): ((message: SeenMessage) => number) => {
  const spansOf = Map.groupBy(owned, ({ address }) => address)
  const readTo = new Map(chats.map((chat) => [`${chat.integrationId} ${chat.contactId}`, chat.readTo]))
  return ({ integrationId, address, at }) => {
    const ms = at.getTime()
    const span = spansOf.get(address)?.find(({ since, until }) => since <= ms && ms < until)
    return readTo.get(`${integrationId} ${span?.contactId}`) ?? -Infinity
  }
}
