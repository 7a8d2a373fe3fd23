import { type GraphError, parseGraphError } from './graph-error.ts'
import { asId, asList, asRecord, asText, type JsonRecord } from './json-reading.ts'
import { readTimestamp } from './timestamp.ts'
import type { Unrecognised, WebhookChange } from './webhook.ts'

/** Who wrote. Since 2026 a person may have no number: then only the business-scoped `userId` is there. */
export type MessageSender = {
  /** As Meta writes it, without a plus. */
  waId?: string
  userId?: string
  parentUserId?: string
  profileName?: string
  username?: string
}

/** A received message (Cloud API, webhooks: inbound). */
export type InboundMessage = {
  wamid: string
  /** `text`, `image`, …, `system`, `unsupported`; a type that nobody knows is a string too. */
  type: string
  /** Absent when Meta gave no time that can be read: the time of the reception is the next best. */
  at?: Date
  sender: MessageSender
  /** What stands below the type's name: an object, for `contacts` a list, and undefined for most system types. */
  content: unknown
  /** The message that this one answers. */
  replyToWamid?: string
  isForwarded: boolean
  groupId?: string
  errors: GraphError[]
  /** As Meta sent it, for `referral`, `context` and what is not read here. */
  raw: JsonRecord
}

const readSender = (message: JsonRecord, contact: JsonRecord | undefined): MessageSender => {
  const profile = asRecord(contact?.profile)
  return {
    waId: asId(message.from) ?? asId(contact?.wa_id),
    userId: asText(message.from_user_id) ?? asText(contact?.user_id),
    parentUserId: asText(message.from_parent_user_id) ?? asText(contact?.parent_user_id),
    profileName: asText(profile?.name),
    username: asText(profile?.username),
  }
}

/** A change may carry messages of many people: a contact belongs to a message by its ids, never by its place. */
const indexContacts = (raw: unknown): Map<string, JsonRecord> => {
  const contacts = new Map<string, JsonRecord>()
  for (const item of asList(raw)) {
    const contact = asRecord(item)
    for (const id of [asId(contact?.wa_id), asText(contact?.user_id)]) {
      if (contact && id) contacts.set(id, contact)
    }
  }
  return contacts
}

const readMessage = (
  message: JsonRecord | undefined,
  contacts: Map<string, JsonRecord>,
): InboundMessage | undefined => {
  const wamid = asText(message?.id)
  const type = asText(message?.type)
  if (!message || !wamid || !type) return undefined
  const context = asRecord(message.context)
  const contact = contacts.get(asText(message.from_user_id) ?? '') ?? contacts.get(asId(message.from) ?? '')
  return {
    wamid,
    type,
    at: readTimestamp(message.timestamp),
    sender: readSender(message, contact),
    content: Object.hasOwn(message, type) ? message[type] : undefined,
    replyToWamid: asText(context?.id),
    isForwarded: context?.forwarded === true || context?.frequently_forwarded === true,
    groupId: asText(message.group_id),
    errors: asList(message.errors)
      .map(parseGraphError)
      .filter((error) => error !== undefined),
    raw: message,
  }
}

/**
 * The received messages of a change of field `messages`, in its order. Never throws. What lacks an id or a
 * type comes out as `unrecognised`.
 */
export const listInboundMessages = (
  change: WebhookChange,
): { messages: InboundMessage[]; unrecognised: Unrecognised[] } => {
  const messages: InboundMessage[] = []
  const unrecognised: Unrecognised[] = []
  const contacts = indexContacts(change.value.contacts)
  for (const raw of asList(change.value.messages)) {
    const message = readMessage(asRecord(raw), contacts)
    if (message) messages.push(message)
    else unrecognised.push({ kind: 'unrecognised', reason: 'a message without an id or a type', raw })
  }
  return { messages, unrecognised }
}
