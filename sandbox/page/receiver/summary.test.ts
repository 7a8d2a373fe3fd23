import { expect, it } from 'vitest'
import { english } from '../words/english.ts'
import { summaryOf } from './summary.ts'

it.each([
  ['I will', 'interactive', { type: 'button_reply', button_reply: { id: 'y', title: 'I will' } }],
  ['Fast', 'interactive', { type: 'list_reply', list_reply: { id: 'f', title: 'Fast' } }],
  ['Form sent', 'interactive', { type: 'nfm_reply', nfm_reply: { response_json: '{}' } }],
  ['Show me more', 'button', { payload: 'MORE', text: 'Show me more' }],
  ['Reacted with 👍', 'reaction', { message_id: 'gBEG', emoji: '👍' }],
  ['Took a reaction back', 'reaction', { message_id: 'gBEG', emoji: '' }],
  ['Galata Kulesi', 'location', { latitude: 41, longitude: 29, name: 'Galata Kulesi' }],
  ['Location', 'location', { latitude: 41, longitude: 29 }],
  ['invoice.pdf', 'document', { id: 'm', filename: 'invoice.pdf' }],
  ['Look', 'image', { id: 'm', caption: 'Look' }],
  ['Voice message', 'audio', { id: 'm', voice: true }],
  ['Ada', 'contacts', [{ name: { formatted_name: 'Ada' } }]],
  ['Order: 1 item', 'order', { catalog_id: 'C', product_items: [{}] }],
  ['Deleted a message', 'revoke', { original_message_id: 'gBEG' }],
  ['unsupported', 'unsupported', { errors: [] }],
])('an entry says “%s” of what a customer did: %s', (shown, type, content) => {
  const body = JSON.stringify({ messages: { id: 'gBEG', type, [type]: content, name: 'Deniz Yıldız' } })
  expect(summaryOf(body, english)).toEqual({ kind: 'message', text: `Deniz Yıldız: ${shown}` })
})
