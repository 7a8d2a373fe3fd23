import { previewOf } from '../text/preview.ts'
import type { Words } from '../words/english.ts'

export type DeliveryKind = 'message' | 'status' | 'other'

const maxLength = 80

const shorten = (text: string): string => (text.length > maxLength ? `${text.slice(0, maxLength)}…` : text)

/** What was written or tapped. A text is a string; every other type has its object under its name. */
const contentOf = (message: Record<string, unknown>, words: Words): string => {
  const type = String(message['type'] ?? 'text')
  if (type === 'revoke') return words.deletedMessage
  if (type === 'unsupported') return type
  return previewOf({ type, content: type === 'text' ? { body: message['text'] } : message[type] }, words).text
}

/** A webhook in a line: who wrote what, or what became of a message. */
export const summaryOf = (body: string, words: Words): { kind: DeliveryKind; text: string } => {
  let json: Record<string, Record<string, unknown> | undefined>
  try {
    json = JSON.parse(body) ?? {}
  } catch {
    return { kind: 'other', text: words.noJson }
  }
  const { messages, statuses } = json
  if (messages) {
    const from = String(messages['name'] ?? messages['from'] ?? messages['user_id'] ?? '')
    return { kind: 'message', text: shorten(`${from}: ${contentOf(messages, words)}`) }
  }
  if (statuses) {
    const status = String(statuses['status'] ?? '')
    return {
      kind: 'status',
      text: shorten(`${words.statuses[status] ?? status} · ${statuses['recipient_id'] ?? ''}`),
    }
  }
  return { kind: 'other', text: shorten(Object.keys(json).join(', ')) }
}
