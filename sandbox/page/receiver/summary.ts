import type { Words } from '../words/english.ts'

export type DeliveryKind = 'message' | 'status' | 'other'

const maxLength = 80

const shorten = (text: string): string => (text.length > maxLength ? `${text.slice(0, maxLength)}…` : text)

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
    const text = typeof messages['text'] === 'string' ? messages['text'] : String(messages['type'] ?? '')
    return { kind: 'message', text: shorten(`${from}: ${text}`) }
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
