import type { JsonRecord } from './json-reading.ts'

/** Exactly one of `id` (uploaded) and `link` (fetched by Meta). */
export type MediaContent = ({ id: string } | { link: string }) & {
  /** Image, video and document; at most 1,024 characters. */
  caption?: string
  /** Document. */
  filename?: string
  /** Audio: a voice note, which must be OGG with OPUS. */
  voice?: boolean
}

export type TemplateContent = {
  name: string
  language: { code: string; policy?: 'deterministic' }
  components?: JsonRecord[]
}

export type InteractiveContent = {
  /** `button`, `list`, `cta_url`, `location_request_message`, `flow`, … */
  type: string
  header?: JsonRecord
  body?: { text: string }
  footer?: { text: string }
  action: JsonRecord
}

export type ContactContent = JsonRecord & { name: { formatted_name: string } }

/** A type of message with what stands below its name (Cloud API, bodies per type). */
export type OutgoingContent =
  | { type: 'text'; content: { body: string; preview_url?: boolean } }
  | { type: 'image' | 'video' | 'document' | 'audio' | 'sticker'; content: MediaContent }
  | {
      type: 'location'
      content: { latitude: number; longitude: number; name?: string; address?: string }
    }
  | { type: 'contacts'; content: ContactContent[] }
  /** An empty emoji takes the reaction away. */
  | { type: 'reaction'; content: { message_id: string; emoji: string } }
  | { type: 'interactive'; content: InteractiveContent }
  | { type: 'template'; content: TemplateContent }

export type OutgoingMessage = OutgoingContent & {
  /** A phone number with its country code (plus, spaces, dashes and brackets are allowed), or a BSUID. */
  to?: string
  /** A BSUID. One of the two is needed, and `to` wins, as it does at Meta. */
  recipient?: string
  replyToWamid?: string
  /** Comes back in every status of the message; at most 512 characters. */
  opaqueCallbackData?: string
}

const userId = /^[A-Z]{2}\.[A-Za-z0-9.]+$/

/** Whether this is a business-scoped user id (`US.1349…`, `US.ENT.1181…`) in place of a phone number. */
export const isUserId = (to: string): boolean => userId.test(to)

/**
 * To a number without a plus Meta adds the country code of the *business* number, so that one is always
 * written. What holds no number goes as it is: Meta's refusal says best what is wrong with it.
 */
const toPhone = (to: string): string => {
  const digits = to.replace(/[\s()+-]/g, '')
  return /^\d+$/.test(digits) ? `+${digits}` : to
}

/**
 * The JSON text of `POST /{phone-number-id}/messages`. The recipient goes into `to` or `recipient`, by its
 * form; a reaction quotes no message, since its own content names one.
 */
export const buildMessageBody = (message: OutgoingMessage): string => {
  const { type, content, replyToWamid, opaqueCallbackData } = message
  const to = message.to ?? message.recipient ?? ''
  return JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...(isUserId(to) ? { recipient: to } : { to: toPhone(to) }),
    type,
    [type]: content,
    context: replyToWamid && type !== 'reaction' ? { message_id: replyToWamid } : undefined,
    biz_opaque_callback_data: opaqueCallbackData,
  })
}
