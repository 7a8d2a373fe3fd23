import { expect, test } from 'vitest'
import { withoutPerson } from './without-person.ts'

const THEIRS = '905550001111'
const OTHER = '905550002222'

const body = (...messages: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [
    { id: '1', changes: [{ field: 'messages', value: { metadata: { phone_number_id: '9' }, messages } }] },
    { id: '1', changes: [{ field: 'messages', value: { contacts: [{ wa_id: OTHER }] } }] },
  ],
})

test('what names the person goes, and what is about others stays', () => {
  const mine = { from: THEIRS, text: { body: 'a' } }
  const other = { from: OTHER, text: { body: 'b' } }
  expect(withoutPerson(body(mine, other), [THEIRS])).toEqual(body(other))
  expect(withoutPerson(body(other), [THEIRS])).toEqual(body(other))
})

test('a number that only begins or ends like theirs is somebody else’s', () => {
  const longer = body({ from: `${THEIRS}9` }, { from: `1${THEIRS}` })
  expect(withoutPerson(longer, [THEIRS])).toEqual(longer)
})

test('a user id is compared as it stands, and names within a message count', () => {
  const value = body(
    { from_user_id: 'TR.1' },
    { from_user_id: 'TRx1' },
    { from: OTHER, context: { from: THEIRS } },
  )
  expect(withoutPerson(value, ['TR.1', THEIRS])).toEqual(body({ from_user_id: 'TRx1' }))
})

test('without an address there is nothing to take out', () => {
  expect(withoutPerson(body({ from: OTHER }), [])).toEqual(body({ from: OTHER }))
})
