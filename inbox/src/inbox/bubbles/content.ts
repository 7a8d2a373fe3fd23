import type { Message } from '../../api/types.ts'

/** An object of the Cloud API, whose fields may all be missing: it was written by others. */
export type Loose = { [name: string]: unknown }

export const object = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {}

export const list = (value: unknown): Loose[] => (Array.isArray(value) ? value.map(object) : [])

export const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

/** What a message says now: its writer may have changed it. */
export const contentOf = ({ content, edited }: Message): Loose => object(edited?.content ?? content)

/** The words of a message, to be quoted, copied or read out; empty for one without any. */
export const wordsOf = (message: Message): string => {
  const content = contentOf(message)
  const { type } = message
  if (type === 'text') return text(content['body'])
  if (type === 'button') return text(content['text'])
  if (type === 'location') return text(content['name']) || text(content['address'])
  if (type === 'document') return text(content['caption']) || text(content['filename'])
  if (type === 'contacts') return list(message.content).map(contactName).join(', ')
  if (type === 'interactive') return interactiveWords(content)
  if (type === 'system') return text(content['body'])
  return text(content['caption']) || text(content['text'])
}

export const contactName = (contact: Loose): string => text(object(contact['name'])['formatted_name'])

const interactiveWords = (content: Loose): string => {
  const { title } = readAnswer(content) ?? {}
  return title ?? text(object(content['body'])['text'])
}

/** What a customer chose of what they were offered: a button, or a row of a list. */
export const readAnswer = (content: Loose): { title: string; description: string } | undefined => {
  const answer = content['button_reply'] ?? content['list_reply']
  if (answer === undefined) return undefined
  return { title: text(object(answer)['title']), description: text(object(answer)['description']) }
}
