import type { Tx } from '../database/database.ts'
import { appendEvents, type NewEvent } from '../events/append.ts'
import { failQueuedMarketing } from '../opt-outs/fail-queued.ts'
import type { Preference } from '../opt-outs/preferences.ts'
import { type Chat, chatAfter, lockChats, lockChatsOfContacts, newChat, writeChats } from './chats.ts'
import { listNumbersOfContacts, updateContacts } from './contacts.ts'
import { type Identified, identify } from './identify.ts'
import { type SeenMessage, type Sighting, sightingOf } from './sighting.ts'
import { sightingOfPreference } from './stored-sightings.ts'
import { type ContactFields, contactNews, isShownOtherwise, optedOutAt, tell } from './told.ts'

/** `isQuiet`: one of a bulk send, of which no event tells that the chat has changed. */
export type NotedMessage = SeenMessage & { isQuiet?: boolean }

/**
 * Notes in contacts and chats what new messages and preferences mean for them; both have to be stored by then. Whoever
 * of these people wants no marketing messages gets none that wait: it may be said just now, or have become clear just
 * now whose wish it was, or a send may have been accepted at that very moment. Answers the chat of each message, in
 * their order. `tellMore`: events that are to be told with those of the chats, which it is given in the same order.
 */
export const noteMessages = async (
  tx: Tx,
  messages: NotedMessage[],
  preferences: Preference[] = [],
  tellMore: (chatIds: number[]) => NewEvent[] = () => [],
): Promise<number[]> => {
  const sightings = [...messages.map(sightingOf), ...preferences.map(sightingOfPreference)]
  if (sightings.length === 0) return []
  const identified = await identify(tx, sightings)
  const { now, changed } = await tellContacts(tx, sightings, identified)
  const chats = await moveChats(tx, messages, identified)
  const news = await listContactNews(tx, identified, now, changed)
  await appendEvents(tx, [...news, ...chats.events, ...tellMore(chats.ids)])
  const optedOut = [...now].flatMap(([id, fields]) => (optedOutAt(fields) ? id : []))
  await failQueuedMarketing(tx, optedOut)
  return chats.ids
}

/** Answers what is known of all contacts now, and those that look different. */
const tellContacts = async (
  tx: Tx,
  sightings: Sighting[],
  { contactIds, contacts }: Identified,
): Promise<{ now: Map<number, ContactFields>; changed: number[] }> => {
  const fields = new Map<number, ContactFields>(contacts)
  for (const [n, { told }] of sightings.entries()) {
    const id = contactIds[n]!
    fields.set(id, tell(fields.get(id)!, told))
  }
  const told = [...fields].filter(([id, now]) => isTold(contacts.get(id)!, now))
  if (told.length > 0)
    await updateContacts(
      tx,
      told.map(([id, now]) => ({ id, fields: now })),
    )
  const changed = told.filter(([id, now]) => isShownOtherwise(contacts.get(id)!, now)).map(([id]) => id)
  return { now: fields, changed }
}

/**
 * A number hears of those it has a chat with, and of new ones by their chat; what somebody wants of marketing concerns
 * all of the account.
 */
const listContactNews = async (
  tx: Tx,
  { contacts, made }: Identified,
  now: Map<number, ContactFields>,
  changed: number[],
): Promise<NewEvent[]> => {
  const isWish = (id: number): boolean =>
    made.has(id)
      ? optedOutAt(now.get(id)!) !== null
      : optedOutAt(contacts.get(id)!)?.getTime() !== optedOutAt(now.get(id)!)?.getTime()
  const wishes = [...new Set([...changed, ...made])].filter(isWish)
  const others = changed.filter((id) => !isWish(id))
  const places = [
    ...(wishes.length > 0 ? await listNumbersOfContacts(tx, wishes) : []),
    ...(others.length > 0 ? await lockChatsOfContacts(tx, others) : []),
  ]
  return places.map(({ integrationId, contactId }) => ({
    type: 'contact.updated',
    integrationId,
    data: contactNews(contactId, now.get(contactId)!),
  }))
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
  after.unread !== before.unread ||
  after.isAnswered !== before.isAnswered
