import { describe, expect, test } from 'vitest'
import { listInboundMessages, listMessageEchoes } from './webhook-messages.ts'

const read = (value: Record<string, unknown>) =>
  listInboundMessages({ kind: 'change', wabaId: '4455667788', field: 'messages', value })

describe('a received message', () => {
  test('without an id or a type is unrecognised, and its neighbours are read', () => {
    const { messages, unrecognised } = read({
      messages: [{ id: 'wamid.1' }, 'nonsense', { id: 'wamid.2', type: 'text' }],
    })
    expect(messages.map(({ wamid }) => wamid)).toEqual(['wamid.2'])
    expect(unrecognised).toHaveLength(2)
  })

  test('is read with its sender, its content and what it answers', () => {
    const raw = {
      from: '905551112233',
      id: 'wamid.IN',
      timestamp: '1790000000',
      type: 'text',
      text: { body: 'Merhaba' },
      context: { from: '908500001122', id: 'wamid.OUT' },
    }
    const contacts = [{ profile: { name: 'Ayşe' }, wa_id: '905551112233', user_id: 'TR.1' }]
    expect(read({ contacts, messages: [raw] }).messages).toEqual([
      {
        wamid: 'wamid.IN',
        type: 'text',
        at: new Date(1_790_000_000_000),
        person: { waId: '905551112233', userId: 'TR.1', profileName: 'Ayşe' },
        content: { body: 'Merhaba' },
        replyToWamid: 'wamid.OUT',
        context: {},
        errors: [],
        raw,
      },
    ])
  })

  test('of somebody without a number is told by the user id alone', () => {
    const contacts = [{ profile: { name: 'Can', username: '@can' }, user_id: 'TR.2' }]
    const messages = [{ from_user_id: 'TR.2', id: 'wamid.IN', type: 'text' }]
    expect(read({ contacts, messages }).messages[0]?.person).toEqual({
      userId: 'TR.2',
      profileName: 'Can',
      username: '@can',
    })
  })

  test('is never given the name of another person in the same change', () => {
    const contacts = [
      { profile: { name: 'Ayşe' }, wa_id: '905550000001' },
      { profile: { name: 'Can' }, wa_id: '905550000002' },
    ]
    const messages = ['905550000002', '905550000003', '905550000001'].map((from, index) => ({
      from,
      id: `wamid.${index}`,
      type: 'text',
    }))
    const names = read({ contacts, messages }).messages.map(({ person }) => person.profileName)
    expect(names).toEqual(['Can', undefined, 'Ayşe'])
  })

  test('of a type that nobody knows keeps its content; a type is no way to inherited things', () => {
    const [known, inherited] = read({
      messages: [
        { id: 'wamid.1', type: 'hologram', hologram: { depth: 3 } },
        { id: 'wamid.2', type: 'constructor' },
      ],
    }).messages
    expect(known).toMatchObject({ type: 'hologram', content: { depth: 3 } })
    expect(inherited?.content).toBeUndefined()
  })

  test('that Meta does not pass on has its errors', () => {
    const errors = [{ code: 131051, title: 'Message type unknown', error_data: { details: 'Unsupported' } }]
    expect(read({ messages: [{ id: 'wamid.1', type: 'unsupported', errors }] }).messages[0]).toMatchObject({
      errors: [{ code: 131051, details: 'Unsupported' }],
    })
  })

  test.each([
    ['reaction', { message_id: 'wamid.0', emoji: '👍' }],
    ['edit', { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'x' } } }],
    ['revoke', { original_message_id: 'wamid.0' }],
  ])('of the type %s names the message that it is about', (type, content) => {
    const { messages } = read({ messages: [{ id: 'wamid.1', type, [type]: content }] })
    expect(messages[0]).toMatchObject({ content, targetWamid: 'wamid.0' })
  })

  test('tells how it came about', () => {
    const referral = { source_type: 'ad', source_id: '1', ctwa_clid: 'x' }
    const referred_product = { catalog_id: '1', product_retailer_id: 'sku' }
    const { messages } = read({
      messages: [
        { id: 'wamid.1', type: 'text', context: { forwarded: true, frequently_forwarded: false } },
        { id: 'wamid.2', type: 'text', context: { frequently_forwarded: true } },
        { id: 'wamid.3', type: 'text', context: { id: 'wamid.0', referred_product }, referral },
      ],
    })
    expect(messages.map(({ context }) => context)).toEqual([
      { forwarded: true },
      { frequently_forwarded: true },
      { referred_product, referral },
    ])
  })
})

test('an echo of the phone app is read with the person it went to', () => {
  const contacts = [{ profile: { name: 'Ayşe' }, wa_id: '905551112233', user_id: 'TR.1' }]
  const message_echoes = [
    { from: '908500001122', to: '905551112233', to_user_id: 'TR.1', id: 'wamid.1', type: 'text' },
    { from: '908500001122', to_user_id: 'TR.2', id: 'wamid.2', type: 'text' },
    { from: '908500001122', id: 'wamid.3' },
  ]
  const { messages, unrecognised } = listMessageEchoes({
    kind: 'change',
    wabaId: '4455667788',
    field: 'smb_message_echoes',
    value: { contacts, message_echoes },
  })
  expect(messages.map(({ person }) => person)).toEqual([
    { waId: '905551112233', userId: 'TR.1', profileName: 'Ayşe' },
    { userId: 'TR.2' },
  ])
  expect(unrecognised).toHaveLength(1)
})
