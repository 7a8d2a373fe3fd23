import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Integration } from '../integrations/directory.ts'
import { ACCOUNT_FIELDS } from '../whatsapp/webhook-account.ts'
import { TEMPLATE_FIELDS } from '../whatsapp/webhook-templates.ts'
import { readEvent } from './read-event.ts'
import { countWork, noWork, type Work } from './work.ts'

const number = (id: number, wabaId: string): Integration => ({
  id,
  displayName: 'Desk',
  phoneNumber: `+90555444332${id}`,
  logoUrl: null,
  status: 'activated',
  statusReason: null,
  phoneNumberId: `phone-${id}`,
  wabaId,
  isSandbox: false,
  messagesPerSecond: 80,
  messagingTier: null,
  appId: null,
  accessToken: 'token',
  appSecret: 'secret',
  verifyToken: 'verify',
})

const NUMBERS = [number(1, 'waba-a'), number(2, 'waba-a'), number(3, 'waba-b')]

const read = (body: unknown, signedFor = [1, 2]): Work => {
  const work = noWork()
  const event = {
    id: '1',
    received_at: new Date(),
    body: Buffer.from(typeof body === 'string' ? body : (JSON.stringify(body) ?? '')),
    signed_for: signedFor,
  }
  readEvent(event, NUMBERS, work)
  return work
}

const webhook = (wabaId: string, field: string, value: unknown) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: wabaId, time: 1_767_225_600, changes: [{ field, value }] }],
})

const of = (n: number) => ({ metadata: { phone_number_id: `phone-${n}` } })
const text = { id: 'wamid.1', from: '905550000001', type: 'text', text: { body: 'x' } }
const reasons = ({ problems }: Work) => problems.map(({ reason }) => reason)

describe('a change', () => {
  test('is for the number that it names, behind one address for all', () => {
    const { messages, problems } = read(webhook('waba-a', 'messages', { ...of(2), messages: [text] }))
    expect(messages).toMatchObject([{ integrationId: 2, wabaId: 'waba-a' }])
    expect(problems).toEqual([])
  })

  test('of a number that nobody has is kept, and the numbers are looked up again', () => {
    const work = read(webhook('waba-a', 'messages', { ...of(9), messages: [text] }))
    expect(reasons(work)).toEqual(['No connected number has the id phone-9'])
    expect(work.hasStrangers).toBe(true)
  })

  test('of an account that nobody has is kept', () => {
    const work = read(webhook('waba-z', 'account_update', { event: 'ACCOUNT_DELETED' }))
    expect(reasons(work)).toEqual(['No connected number belongs to the account waba-z'])
    expect(work.hasStrangers).toBe(true)
  })

  test('of an account is for all its numbers whose secret signed it, and for no others', () => {
    const body = webhook('waba-a', 'account_update', { event: 'ACCOUNT_DELETED' })
    expect(read(body).accounts).toMatchObject([{ integrationIds: [1, 2] }])
    expect(read(body, [2, 3]).accounts).toMatchObject([{ integrationIds: [2] }])
  })

  test('that another number’s secret signed is kept', () => {
    const work = read(webhook('waba-b', 'messages', { ...of(3), messages: [text] }), [1, 2])
    expect(reasons(work)).toEqual(['Signed with the secret of another number'])
    expect(reasons(read(webhook('waba-b', 'security', { event: 'PIN_CHANGED' }), [1]))).toHaveLength(1)
  })

  test('of messages that names no number is kept', () => {
    expect(reasons(read(webhook('waba-a', 'messages', { messages: [text] })))).toHaveLength(1)
  })
})

test('whatever the JSON is, nothing is thrown, and each change is work or a problem', () => {
  const fields = fc.constantFrom(
    'messages',
    'smb_message_echoes',
    'user_preferences',
    ...TEMPLATE_FIELDS,
    ...ACCOUNT_FIELDS,
  )
  const strange = fc.oneof(fc.jsonValue(), fc.constantFrom('__proto__', 'constructor', 'stop', '1'))
  const item = fc.dictionary(
    fc.constantFrom(
      ...['id', 'type', 'from', 'from_user_id', 'to', 'timestamp', 'text', 'image', 'system', 'edit'],
      ...['context', 'errors', 'reaction', 'wa_id', 'category', 'value', 'status', 'group_id', 'constructor'],
    ),
    strange,
  )
  const lists = fc.dictionary(
    fc.constantFrom('messages', 'message_echoes', 'statuses', 'contacts', 'user_preferences', 'errors'),
    fc.oneof(strange, fc.array(fc.oneof(item, strange))),
  )
  const values = fc.tuple(lists, fc.dictionary(fc.constantFrom('event', 'ban_info', 'new_category'), strange))
  fc.assert(
    fc.property(fields, values, fc.boolean(), (field, [one, other], isNamed) => {
      const value = { ...one, ...other, ...(isNamed && of(1)) }
      expect(countWork(read(webhook('waba-a', field, value)))).toBeGreaterThan(0)
    }),
    { numRuns: 2_000 },
  )
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.string()), (body) => {
      expect(read(body).problems.length).toBeGreaterThan(0)
    }),
  )
})
