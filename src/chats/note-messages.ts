import type { Tx } from '../database/database.ts'
import { appendEvents, type NewEvent } from '../events/append.ts'
import { type Chat, chatAfter, lockChats, lockChatsOfContacts, newChat, writeChats } from './chats.ts'
import { updateContacts } from './contacts.ts'
import { type Identified, identify } from './identify.ts'
import { type SeenMessage, type Sighting, sightingOf } from './sighting.ts'
import { type Preference, sightingOfPreference } from './stored-sightings.ts'
import { type ContactFields, isShownOtherwise, tell } from './told.ts'

/** `isQuiet`: one of a bulk send, of which no event tells that the chat has changed. */
export type NotedMessage = SeenMessage & { isQuiet?: boolean }

/**
 * Notes in contacts and chats what new messages and preferences mean for them; both have to be stored by then.
 * Answers the chat of each message, in their order.
 */
export const noteMessages = async (
  tx: Tx,
  messages: NotedMessage[],
  preferences: Preference[] = [],
): Promise<number[]> => {
  const sightings = [...messages.map(sightingOf), ...preferences.map(sightingOfPreference)]
  if (sightings.length === 0) return []
  const identified = await identify(tx, sightings)
  const changed = await tellContacts(tx, sightings, identified)
  const chats = await moveChats(tx, messages, identified)
  const told = changed.length > 0 ? await lockChatsOfContacts(tx, changed) : []
  await appendEvents(tx, [
    ...told.map(({ integrationId, contactId }) => ({
      type: 'contact.updated' as const,
      integrationId,
      data: { contact_id: contactId },
    })),
    ...chats.events,
  ])
  return chats.ids
}

/** Answers the contacts that look different now. */
const tellContacts = async (
  tx: Tx,
  sightings: Sighting[],
  { contactIds, contacts }: Identified,
): Promise<number[]> => {
  const fields = new Map<number, ContactFields>(contacts)
  for (const [n, { told }] of sightings.entries()) {
    const id = contactIds[n]!
    fields.set(id, tell(fields.get(id)!, told))
  }
  const changed = [...fields].filter(([id, now]) => isTold(contacts.get(id)!, now))
  if (changed.length > 0)
    await updateContacts(
      tx,
      changed.map(([id, now]) => ({ id, fields: now })),
    )
  return changed.filter(([id, now]) => isShownOtherwise(contacts.get(id)!, now)).map(([id]) => id)
}

const TIMES = ['phoneToldAt', 'userIdToldAt', 'nameToldAt', 'marketingToldAt'] as const

const isTold = (before: ContactFields, now: ContactFields): boolean =>
  isShownOtherwise(before, now) || TIMES.some((time) => before[time] !== now[time])

const keyOf = (integrationId: number, contactId: number): string => `${integrationId} ${contactId}`

/** A rebuilt contact's chats hold the messages already. */
const moveChats = async (
  tx: Tx,
  messages: NotedMessage[],
  { contactIds, rebuilt }: Identified,
): Promise<{ ids: number[]; events: NewEvent[] }> => {
  const keys = messages.map(({ integrationId }, n) => keyOf(integrationId, contactIds[n]!))
  const wanted = new Map(
    messages.map(({ integrationId }, n) => [keys[n]!, { integrationId, contactId: contactIds[n]! }]),
  )
  const known = new Map(
    (await lockChats(tx, [...wanted.values()])).map((chat) => [
      keyOf(chat.integrationId, chat.contactId),
      chat,
    ]),
  )
  const moved = new Map<string, Chat>()
  const loud = new Set<string>()
  for (const [n, message] of messages.entries()) {
    const key = keys[n]!
    if (rebuilt.has(contactIds[n]!)) continue
    const before = moved.get(key) ?? known.get(key) ?? newChat(message.integrationId, contactIds[n]!)
    const after = chatAfter(before, message)
    if (!isMoved(before, after)) continue
    moved.set(key, after)
    if (!message.isQuiet) loud.add(key)
  }
  for (const chat of await writeChats(tx, [...moved.values()]))
    known.set(keyOf(chat.integrationId, chat.contactId), chat)
  return {
    ids: keys.map((key) => known.get(key)!.id!),
    events: [...loud].map((key) => {
      const { integrationId, id, contactId } = known.get(key)!
      return { type: 'chat.updated', integrationId, data: { chat_id: id!, contact_id: contactId } }
    }),
  }
}

const isMoved = (before: Chat, after: Chat): boolean =>
  after.lastMessageAt !== before.lastMessageAt ||
  after.lastInboundAt !== before.lastInboundAt ||
  after.unread !== before.unread
