import type { Preference } from './preferences.ts'
import type { WishWords } from './words.ts'

/** A message of a customer's, as far as it can tell a wish. */
export type WrittenMessage = {
  integrationId: number
  wabaId: string
  id: string
  direction: 'inbound' | 'outbound'
  type: string
  address: string
  sender: { user_id?: string }
  content: unknown
  at: Date
}

/** The wish about marketing that a message is, if it is one: a word, or the tap on a button that bears one. */
export const readWish = (message: WrittenMessage, words: WishWords): Preference | undefined => {
  if (message.direction !== 'inbound') return undefined
  const wishes = textsOf(message).map((text) => (typeof text === 'string' ? words.wishOf(text) : undefined))
  const value = wishes.includes('stop') ? 'stop' : wishes.includes('resume') ? 'resume' : undefined
  return (
    value && {
      wabaId: message.wabaId,
      address: message.address,
      userId: message.sender.user_id ?? null,
      value,
      at: message.at,
      source: message.type === 'text' ? 'text' : 'button',
      integrationId: message.integrationId,
      messageId: message.id,
    }
  )
}

type Content = {
  body?: unknown
  text?: unknown
  payload?: unknown
  button_reply?: { id?: unknown; title?: unknown } | null
}

/** What people write, and what a button says and means (Cloud API, webhooks: text, button, interactive). */
const textsOf = ({ type, content }: WrittenMessage): unknown[] => {
  const { body, text, payload, button_reply: reply } = (content ?? {}) as Content
  if (type === 'text') return [body]
  if (type === 'button') return [text, payload]
  return type === 'interactive' ? [reply?.title, reply?.id] : []
}
