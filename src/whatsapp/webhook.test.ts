import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseWebhook } from './webhook.ts'
import { listInboundMessages } from './webhook-messages.ts'
import { listAccountErrors, listStatuses } from './webhook-statuses.ts'

const metadata = { display_phone_number: '908500001122', phone_number_id: '10987654321' }
const body = (...entry: unknown[]) => ({ object: 'whatsapp_business_account', entry })
const entryOf = (...changes: unknown[]) => ({ id: '4455667788', time: 1_790_000_000, changes })

/** Webhook-shaped JSON with something strange at any place. */
const strangeWebhook = fc.letrec((tie) => ({
  body: fc.record({ object: fc.constant('whatsapp_business_account'), entry: tie('entries') }),
  entries: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(tie('entry'), fc.jsonValue()))),
  entry: fc.record({
    id: fc.oneof(fc.constant('1'), fc.jsonValue()),
    time: fc.jsonValue(),
    changes: tie('changes'),
  }),
  changes: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(tie('change'), fc.jsonValue()))),
  change: fc.record({ field: fc.constant('messages'), value: fc.oneof(tie('value'), fc.jsonValue()) }),
  value: fc.record({
    metadata: fc.jsonValue(),
    contacts: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
    errors: fc.jsonValue(),
    statuses: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(tie('item'), fc.jsonValue()))),
    messages: fc.oneof(fc.jsonValue(), fc.array(fc.oneof(tie('item'), fc.jsonValue()))),
  }),
  item: fc.record(
    {
      id: fc.constant('wamid.1'),
      type: fc.oneof(fc.constantFrom('text', '__proto__', 'constructor'), fc.jsonValue()),
      status: fc.oneof(fc.constant('sent'), fc.jsonValue()),
      timestamp: fc.jsonValue(),
      errors: fc.jsonValue(),
      pricing: fc.jsonValue(),
      conversation: fc.jsonValue(),
      context: fc.jsonValue(),
      from: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
}))

describe('whatever the JSON is', () => {
  test.each([[null], [undefined], [7], ['text'], [[]], [{}], [{ object: 'page', entry: [] }]])(
    '%j is no webhook, and comes out whole as unrecognised',
    (json) => {
      expect(parseWebhook(json)).toEqual([
        { kind: 'unrecognised', reason: 'no webhook of a WhatsApp account', raw: json },
      ])
    },
  )

  test('nothing is thrown, and times are times', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), strangeWebhook.body), (json) => {
        for (const item of parseWebhook(json)) {
          if (item.kind === 'unrecognised') continue
          const { statuses } = listStatuses(item)
          const { messages } = listInboundMessages(item)
          listAccountErrors(item)
          for (const { at } of [item, ...statuses, ...messages]) {
            if (at) expect(Number.isNaN(at.getTime())).toBe(false)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('no list item is lost: each is read or comes out as unrecognised', () => {
    const items = fc.array(
      fc.oneof(fc.jsonValue(), fc.constant({ id: 'wamid.1', status: 'sent', type: 'text' })),
    )
    fc.assert(
      fc.property(items, (list) => {
        const value = { statuses: list, messages: list }
        const [change] = parseWebhook(body(entryOf({ field: 'messages', value })))
        if (change?.kind !== 'change') throw new Error('not a change')
        const read = listStatuses(change)
        expect(read.statuses.length + read.unrecognised.length).toBe(list.length)
        const inbound = listInboundMessages(change)
        expect(inbound.messages.length + inbound.unrecognised.length).toBe(list.length)
      }),
    )
  })
})

describe('a webhook with many entries and changes', () => {
  test('comes out change by change, in its order, with the strange ones between', () => {
    const template = { event: 'APPROVED', message_template_id: 1_689_556_908_129_832 }
    const parsed = parseWebhook(
      body(
        entryOf({ field: 'messages', value: { metadata } }, { field: 'messages' }, 'nonsense'),
        { id: 99, changes: [{ field: 'message_template_status_update', value: template }] },
        { id: '5', changes: [] },
        { changes: [{ field: 'messages', value: {} }] },
      ),
    )
    expect(parsed).toEqual([
      {
        kind: 'change',
        wabaId: '4455667788',
        field: 'messages',
        phoneNumberId: '10987654321',
        displayPhoneNumber: '908500001122',
        at: new Date(1_790_000_000_000),
        value: { metadata },
      },
      { kind: 'unrecognised', reason: 'a change without a field or a value', raw: { field: 'messages' } },
      { kind: 'unrecognised', reason: 'a change without a field or a value', raw: 'nonsense' },
      { kind: 'change', wabaId: '99', field: 'message_template_status_update', value: template },
      expect.objectContaining({ kind: 'unrecognised', raw: { id: '5', changes: [] } }),
      expect.objectContaining({ kind: 'unrecognised' }),
    ])
  })
})
