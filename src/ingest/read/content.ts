import { asList, asRecord, asText, type JsonRecord } from '../../whatsapp/json-reading.ts'
import type { ToldMessage } from '../../whatsapp/webhook-messages.ts'
import { isMediaType, type ReceivedMedia, readMedia } from './media.ts'

type Read = { content: unknown; media?: ReceivedMedia }

/** The types of the Cloud API whose content stands under their name as it is. */
const PLAIN = new Set([
  'text',
  'location',
  'contacts',
  'button',
  'interactive',
  'order',
  'reaction',
  'revoke',
])

/** What every message has beside its content. */
const ENVELOPE = new Set([
  'id',
  'from',
  'from_user_id',
  'from_parent_user_id',
  'to',
  'to_user_id',
  'to_parent_user_id',
  'timestamp',
  'type',
  'context',
  'referral',
  'errors',
])

/**
 * A message's content as it is stored: the Cloud API's object under the type's name, our media ids in it. Of a
 * type that nobody knows all is kept.
 */
export const readContent = (told: ToldMessage): Read => {
  const { type, raw } = told
  const content = asRecord(told.content)
  if (isMediaType(type)) return readMedia(content ?? {}, told.errors)
  if (type === 'edit') return readEdit(content ?? {}, told)
  if (type === 'system')
    return { content: { ...content, ...(asRecord(raw['identity']) && pick(raw, 'identity')) } }
  if (type === 'unsupported' || type === 'unknown')
    return {
      content: { ...(asText(content?.type) && pick(content!, 'type')), errors: asList(raw['errors']) },
    }
  if (content || isListOfObjects(told.content)) return { content: told.content }
  return { content: PLAIN.has(type) ? {} : restOf(raw) }
}

/** An edit holds the message as it is now, which may have a file. */
const readEdit = (edit: JsonRecord, { errors }: ToldMessage): Read => {
  const message = asRecord(edit.message)
  const type = asText(message?.type)
  const inner = message && type !== undefined && isMediaType(type) ? asRecord(message[type]) : undefined
  if (!message || !type || !inner) return { content: edit }
  const { content, media } = readMedia(inner, errors)
  return { content: { ...edit, message: { ...message, [type]: content } }, media }
}

const isListOfObjects = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => asRecord(item) !== undefined)

const pick = (from: JsonRecord, name: string): JsonRecord => ({ [name]: from[name] })

const restOf = (raw: JsonRecord): JsonRecord =>
  Object.fromEntries(Object.entries(raw).filter(([name]) => !ENVELOPE.has(name)))
