import { type GraphError, parseGraphError } from './graph-error.ts'
import { asId, asList, asRecord, asText, type JsonRecord } from './json-reading.ts'
import { readTimestamp } from './timestamp.ts'
import type { Unrecognised, WebhookChange } from './webhook.ts'

/**
 * The person on the other side: who wrote, or whom the business's phone app wrote to. Since 2026 a person may
 * have no number: then only the business-scoped `userId` is there.
 */
export type MessagePerson = {
  /** As Meta writes it, without a plus. */
  waId?: string
  userId?: string
  parentUserId?: string
  profileName?: string
  username?: string
}

/** How a message came about, in Meta's own words; an empty object for most. */
export type MessageContext = {
  forwarded?: true
  frequently_forwarded?: true
  /** The product that the person asks about. */
  referred_product?: JsonRecord
  /** The advertisement or post that led here. */
  referral?: JsonRecord
}

/** A message that a webhook tells of: received (Cloud API, webhooks: inbound), or an echo of the phone app's. */
export type ToldMessage = {
  wamid: string
  /** `text`, `image`, …, `system`, `unsupported`; a type that nobody knows is a string too. */
  type: string
  /** Absent when Meta gave no time that can be read: the time of the reception is the next best. */
  at?: Date
  person: MessagePerson
  /** What stands below the type's name: an object, for `contacts` a list, and undefined for most system types. */
  content: unknown
  /** The message that this one answers. */
  replyToWamid?: string
  /** The message that a reaction, an edit or a revocation is about. */
  targetWamid?: string
  context: MessageContext
  groupId?: string
  errors: GraphError[]
  /** As Meta sent it, for what is not read here. */
  raw: JsonRecord
}

type PersonFields = { id: string; userId: string; parentUserId: string }

/** Where a received message and an echo name the person. */
const SENDER: PersonFields = { id: 'from', userId: 'from_user_id', parentUserId: 'from_parent_user_id' }
const RECIPIENT: PersonFields = { id: 'to', userId: 'to_user_id', parentUserId: 'to_parent_user_id' }

const readPerson = (
  message: JsonRecord,
  fields: PersonFields,
  contact: JsonRecord | undefined,
): MessagePerson => {
  const profile = asRecord(contact?.profile)
  return {
    waId: asId(message[fields.id]) ?? asId(contact?.wa_id),
    userId: asText(message[fields.userId]) ?? asText(contact?.user_id),
    parentUserId: asText(message[fields.parentUserId]) ?? asText(contact?.parent_user_id),
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

const readContext = (context: JsonRecord | undefined, referral: JsonRecord | undefined): MessageContext => {
  const product = asRecord(context?.referred_product)
  return {
    ...(context?.forwarded === true && { forwarded: true }),
    ...(context?.frequently_forwarded === true && { frequently_forwarded: true }),
    ...(product && { referred_product: product }),
    ...(referral && { referral }),
  }
}

/** The field that names the other message, by the types that are about one. */
const TARGETS: Record<string, string> = {
  reaction: 'message_id',
  edit: 'original_message_id',
  revoke: 'original_message_id',
}

const readMessage = (
  message: JsonRecord | undefined,
  fields: PersonFields,
  contacts: Map<string, JsonRecord>,
): ToldMessage | undefined => {
  const wamid = asText(message?.id)
  const type = asText(message?.type)
  if (!message || !wamid || !type) return undefined
  const context = asRecord(message.context)
  const content = Object.hasOwn(message, type) ? message[type] : undefined
  const contact =
    contacts.get(asText(message[fields.userId]) ?? '') ?? contacts.get(asId(message[fields.id]) ?? '')
  return {
    wamid,
    type,
    at: readTimestamp(message.timestamp),
    person: readPerson(message, fields, contact),
    content,
    replyToWamid: asText(context?.id),
    targetWamid: Object.hasOwn(TARGETS, type) ? asText(asRecord(content)?.[TARGETS[type]!]) : undefined,
    context: readContext(context, asRecord(message.referral)),
    groupId: asText(message.group_id),
    errors: asList(message.errors)
      .map(parseGraphError)
      .filter((error) => error !== undefined),
    raw: message,
  }
}

export type ToldMessages = { messages: ToldMessage[]; unrecognised: Unrecognised[] }

const readAll = (list: unknown, fields: PersonFields, { value }: WebhookChange): ToldMessages => {
  const messages: ToldMessage[] = []
  const unrecognised: Unrecognised[] = []
  const contacts = indexContacts(value.contacts)
  for (const raw of asList(list)) {
    const message = readMessage(asRecord(raw), fields, contacts)
    if (message) messages.push(message)
    else unrecognised.push({ kind: 'unrecognised', reason: 'a message without an id or a type', raw })
  }
  return { messages, unrecognised }
}

/**
 * The received messages of a change of field `messages`, in its order. Never throws. What lacks an id or a
 * type comes out as `unrecognised`.
 */
export const listInboundMessages = (change: WebhookChange): ToldMessages =>
  readAll(change.value.messages, SENDER, change)

/** What the business wrote with its phone app (field `smb_message_echoes`), as `listInboundMessages` does. */
export const listMessageEchoes = (change: WebhookChange): ToldMessages =>
  readAll(change.value.message_echoes, RECIPIENT, change)
