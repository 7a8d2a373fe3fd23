import { describe, expect, test } from 'vitest'
import type { LogEvent } from '../../events/event.ts'
import { OWN_ERRORS } from '../../messages/own-errors.ts'
import { integrationPayload } from './integration-status.ts'
import { type ReceivedMessage, receivedPayload } from './message-received.ts'
import { statusPayload } from './message-status.ts'
import { templatePayload } from './template-status.ts'

const message = (more: Partial<ReceivedMessage>): ReceivedMessage => ({
  integration_id: 11,
  id: 'gBEGreceived',
  type: 'text',
  address: '905551112233',
  content: { body: 'LISTE' },
  sender: { name: 'Ayşe Yılmaz' },
  context: null,
  reply_to_wamid: null,
  reply_to_id: null,
  wamid: 'wamid.received',
  error: null,
  created_at: new Date('2024-06-10T06:13:20.500Z'),
  ...more,
})

const received = (more: Partial<ReceivedMessage>): Record<string, unknown> =>
  (receivedPayload(message(more), 7) as { messages: Record<string, unknown> }).messages

/** What every received message has around what its type has. */
const around = (type: string, own: object) => ({
  id: 'gBEGreceived',
  from: '905551112233',
  timestamp: '1718000000',
  name: 'Ayşe Yılmaz',
  type,
  ...own,
  integration_id: 11,
  wamid: 'wamid.received',
  chat_id: 7,
})

describe('message.received', () => {
  test('a text is text, in the documented order', () => {
    expect(JSON.stringify(receivedPayload(message({}), 7))).toBe(
      '{"messages":{"id":"gBEGreceived","text":"LISTE","from":"905551112233","timestamp":"1718000000","name":"Ayşe Yılmaz","type":"text","integration_id":11,"wamid":"wamid.received","chat_id":7}}',
    )
  })

  const media = { id: 'media-1', mime_type: 'image/jpeg', sha256: 'abc=' }
  test.each<[type: string, content: object]>([
    ['image', { ...media, caption: 'Fatura' }],
    ['video', { ...media, mime_type: 'video/mp4' }],
    ['audio', { ...media, mime_type: 'audio/ogg; codecs=opus', voice: true }],
    ['voice', { ...media, mime_type: 'audio/ogg; codecs=opus' }],
    ['document', { ...media, mime_type: 'application/pdf', filename: 'fatura.pdf' }],
    ['sticker', { ...media, mime_type: 'image/webp', animated: false }],
    ['location', { latitude: 41.01, longitude: 28.97, name: 'Galata', address: 'İstanbul' }],
    ['contacts', [{ name: { formatted_name: 'Ali' }, phones: [{ phone: '+90 555', type: 'HOME' }] }]],
    ['button', { payload: 'yes', text: 'Evet' }],
    ['interactive', { type: 'button_reply', button_reply: { id: 'yes', title: 'Evet' } }],
    ['interactive', { type: 'list_reply', list_reply: { id: 'r1', title: 'Bir', description: 'İlk' } }],
    ['interactive', { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json: '{"a":1}' } }],
    ['interactive', { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } }],
    ['order', { catalog_id: 'c', product_items: [{ product_retailer_id: 'SKU', quantity: 2 }] }],
    ['system', { type: 'user_changed_number', body: 'changed', wa_id: '905559998877' }],
    ['unsupported', { errors: [{ code: 131051, title: 'Message type unknown' }] }],
    ['hologram', { beam: ['of', 'light'] }],
  ])('%s stands under its name: %o', (type, content) => {
    expect(received({ type, content })).toEqual(around(type, { [type]: content }))
  })

  test.each([
    ['reaction', { emoji: '👍' }, 'message_id'],
    // A reaction that was taken back.
    ['reaction', { emoji: '' }, 'message_id'],
    ['edit', { message: { type: 'text', text: { body: 'LİSTE' } } }, 'original_message_id'],
    ['revoke', {}, 'original_message_id'],
  ])('%s %o names its target by our id, and WhatsApp’s', (type, own, field) => {
    const content = { [field]: 'wamid.target', ...own }
    const target = { reply_to_wamid: 'wamid.target', reply_to_id: 'gBEGtarget' }
    expect(received({ type, content, ...target })).toEqual(
      around(type, { [type]: { ...own, [field]: 'gBEGtarget', wamid: 'wamid.target' } }),
    )
    // One that is not known here.
    expect(received({ type, content, reply_to_wamid: 'wamid.target' })).toEqual(
      around(type, { [type]: { ...own, [field]: null, wamid: 'wamid.target' } }),
    )
  })

  test('a reply has its context, by our id where the message is known here', () => {
    const reply = { reply_to_wamid: 'wamid.asked', reply_to_id: 'gBEGasked' }
    expect(received(reply)['context']).toEqual({ id: 'gBEGasked', wamid: 'wamid.asked' })
    expect(received({ ...reply, reply_to_id: null })['context']).toEqual({ id: null, wamid: 'wamid.asked' })
    expect(received({})).not.toHaveProperty('context')
  })

  test('where it comes from is told: forwarded, advertisement, product', () => {
    const context = {
      forwarded: true,
      frequently_forwarded: false,
      referral: { source_type: 'ad' },
      other: 1,
    }
    expect(received({ context })).toEqual({
      ...around('text', { text: 'LISTE' }),
      forwarded: true,
      referral: { source_type: 'ad' },
    })
  })

  test('one that WhatsApp could not pass on whole says why', () => {
    const error = { code: 131052, title: 'No file', details: 'Too large', what_to_do: 'Ask again' }
    expect(received({ type: 'image', content: media, error })).toEqual(
      around('image', { image: media, errors: [{ code: 131052, title: 'No file', details: 'Too large' }] }),
    )
  })

  test('a person without a number has user_id and no from', () => {
    const person = { address: 'US.1349', sender: { user_id: 'US.1349', username: 'ayse' } }
    const { from: _, ...rest } = around('text', { text: 'LISTE' })
    expect(received(person)).toEqual({ ...rest, user_id: 'US.1349', username: 'ayse', name: 'ayse' })
  })

  test('a person with both has both; one of whom no name is known has an empty one', () => {
    expect(received({ sender: { user_id: 'US.1349' } })).toMatchObject({
      from: '905551112233',
      user_id: 'US.1349',
      name: '',
    })
    expect(received({ sender: null })).toMatchObject({ name: '' })
  })
})

describe('message.status', () => {
  const sent = { integration_id: 11, id: 'gBEGsent', address: '905551112233', wamid: 'wamid.sent' }
  const told = new Date('2024-06-10T06:13:21Z')
  const at = '2024-06-10T06:13:20.000Z'
  const error = { code: 131047, title: 'Window shut', details: 'More than 24 hours', what_to_do: 'Wait' }

  test.each(['sent', 'delivered', 'read'])('%s is told with WhatsApp’s time', (status) => {
    expect(statusPayload(sent, { status, at }, told)).toEqual({
      statuses: {
        id: 'gBEGsent',
        recipient_id: '905551112233',
        status,
        timestamp: '1718000000',
        integration_id: 11,
        wamid: 'wamid.sent',
      },
    })
  })

  test('failed has its errors, and the time of the event where there is no other', () => {
    expect(statusPayload({ ...sent, wamid: null }, { status: 'failed', error }, told)).toEqual({
      statuses: {
        id: 'gBEGsent',
        recipient_id: '905551112233',
        status: 'failed',
        timestamp: '1718000001',
        errors: [{ code: 131047, title: 'Window shut', details: 'More than 24 hours' }],
        integration_id: 11,
        wamid: null,
      },
    })
  })

  test.each(['expired', 'cancelled'] as const)('%s is told as failed, with a code of our own', (status) => {
    const { code, title, details } = OWN_ERRORS[status]
    for (const own of [OWN_ERRORS[status], undefined])
      expect(statusPayload(sent, { status, ...(own && { error: own }) }, told)).toMatchObject({
        statuses: { status: 'failed', errors: [{ code, title, details }] },
      })
  })

  test('a person without a number has user_id and no recipient_id', () => {
    expect(statusPayload({ ...sent, address: 'US.1349' }, { status: 'sent', at }, told)).toEqual({
      statuses: {
        id: 'gBEGsent',
        user_id: 'US.1349',
        status: 'sent',
        timestamp: '1718000000',
        integration_id: 11,
        wamid: 'wamid.sent',
      },
    })
  })
})

test('template.status and integration.status tell what their events tell', () => {
  const event = { id: 1, at: new Date('2024-06-10T06:13:20Z'), integrationId: 11 }
  const template: LogEvent = {
    ...event,
    type: 'template.status',
    data: { template_id: 75, language: 'tr', status: 'PAUSED', error: { code: 132015 } },
  }
  expect(templatePayload(template, 'template_02')).toEqual({
    templates: {
      id: 75,
      name: 'template_02',
      language: 'tr',
      status: 'PAUSED',
      error: { code: 132015 },
      timestamp: '1718000000',
      integration_id: 11,
    },
  })
  const integration: LogEvent = { ...event, type: 'integration.status', data: { status: 'suspended' } }
  expect(integrationPayload(integration)).toEqual({
    integrations: { id: 11, status: 'suspended', timestamp: '1718000000', integration_id: 11 },
  })
})
