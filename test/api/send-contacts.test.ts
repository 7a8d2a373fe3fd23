import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { CallOptions } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { drawNumber, waitForSent } from '../support/sandbox.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await app.sandbox('PUT', '/_sandbox/settings', { json: { enforce_window: false } })
  return app.stop
})

const CONTACTS = '/v1/integrations/11/conversations/messages/contacts'
const send = (contacts: unknown, to = '+905555555555') =>
  app.call('POST', CONTACTS, { json: { to, contacts } })

const card = {
  name: { formatted_name: 'Ahmet Kara', first_name: 'Ahmet', last_name: 'Kara' },
  phones: [{ phone: '+905550000001', type: 'WORK', wa_id: '905550000001' }],
  emails: [{ email: 'ahmet@example.com', type: 'WORK' }],
  urls: [{ url: 'https://example.com', type: 'WORK' }],
  addresses: [{ street: 'Bağdat Cd. 1', city: 'İstanbul', zip: '34000', country_code: 'TR', type: 'HOME' }],
  org: { company: 'Kara', department: 'Sales', title: 'Boss' },
  birthday: '1999-01-23',
}

describe('contact cards reach the customer as they were written', () => {
  const bracketed = {
    'contacts[0][name][formatted_name]': 'Ahmet Kara',
    'contacts[0][name][first_name]': 'Ahmet',
    'contacts[0][phones][0][phone]': '+905550000001',
  }
  const few = [
    { name: { formatted_name: 'Ahmet Kara', first_name: 'Ahmet' }, phones: [{ phone: '+905550000001' }] },
  ]
  test.each<[string, (to: string) => CallOptions, string, object[]]>([
    ['JSON', (to) => ({ json: { to, contacts: [card, card] } }), '', [card, card]],
    ['the other spelling', (to) => ({ json: { to, contacts: [card] } }), '/../contact', [card]],
    ['JSON text in JSON', (to) => ({ json: { to, contacts: JSON.stringify([card]) } }), '', [card]],
    ['JSON text in a form', (to) => ({ form: { to, contacts: JSON.stringify([card]) } }), '', [card]],
    ['a form with bracketed names', (to) => ({ form: { to, ...bracketed } }), '', few],
    [
      'JSON with null for what is left away',
      (to) => ({ json: { to, contacts: [{ ...few[0], org: null, emails: null, birthday: null }] } }),
      '',
      few,
    ],
  ])('from %s', async (_name, options, path, contacts) => {
    const to = drawNumber()
    const answer = await app.call('POST', CONTACTS + path, options(to))
    expect(answer.status, answer.text).toBe(200)
    const [sent] = await waitForSent(app, to)
    expect(sent!.body).toMatchObject({ type: 'contacts', contacts })
    const { body } = await app.call('GET', `${CONTACTS}/../${answer.body.message_id}`)
    expect(body.content).toEqual(contacts)
  })

  test('up to 257 of them', async () => {
    const many = (count: number) => Array.from({ length: count }, () => ({ name: card.name }))
    expect((await send(many(257))).status).toBe(200)
    expectFields(await send(many(258)), { contacts: [expect.stringMatching(/257 items.*258/)] })
  })
})

describe('what is wrong with a card is told by its field', () => {
  test.each<[string, unknown, string]>([
    ['none at all', undefined, 'contacts'],
    ['an empty list', [], 'contacts'],
    ['an object in place of the list', card, 'contacts'],
    ['no name', [{ phones: card.phones }], 'contacts.0.name'],
    ['no formatted name', [{ name: { first_name: 'Ahmet' } }], 'contacts.0.name.formatted_name'],
    ['no other part of the name', [card, { name: { formatted_name: 'Ahmet' } }], 'contacts.1.name'],
    ['empty other parts', [{ name: { formatted_name: 'A', first_name: '' } }], 'contacts.0.name'],
    ['a birthday that is none', [{ ...card, birthday: '1999-02-30' }], 'contacts.0.birthday'],
    ['a birthday in words', [{ ...card, birthday: '23 Jan' }], 'contacts.0.birthday'],
    ['phones that are no list', [{ ...card, phones: 'x' }], 'contacts.0.phones'],
    ['a phone that is no object', [{ ...card, phones: ['+905550000001'] }], 'contacts.0.phones.0'],
    [
      'a word of more than a thousand characters',
      [{ ...card, org: { company: 'x'.repeat(1_001) } }],
      'contacts.0.org.company',
    ],
  ])('%s', async (_name, contacts, field) => {
    const error = expectError(await send(contacts), 422, 'failed_validation')
    expect(Object.keys(error['fields'])).toEqual([field])
  })
})
