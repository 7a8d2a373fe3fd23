import { expect, test } from 'vitest'
import { formatAddress, parseAddress, parsePhone } from './phone.ts'

test.each([
  '+90xxxxxxxxxx',
  '',
  '+',
  '123',
  '+12345678901234567890',
  'abc',
  '+90 555 555 555 5555 55',
  '٩٠٥٥٥',
])('%s is no phone number', (text) => {
  expect(parseAddress(text)).toBeUndefined()
})

test.each([
  '+905555555555',
  '905555555555',
  '+90 555 555 55 55',
  '+90 (555) 555-55-55',
  ' +90.555.555.5555 ',
])('%s is the number of the documented samples', (text) => {
  expect(parseAddress(text)).toBe('905555555555')
})

test('a business-scoped user id is an address, but no phone number', () => {
  expect(parseAddress('US.13491208655302741918')).toBe('US.13491208655302741918')
  expect(parsePhone('US.13491208655302741918')).toBeUndefined()
})

test('answers write numbers with the plus and user ids as they are', () => {
  expect(formatAddress('905555555555')).toBe('+905555555555')
  expect(formatAddress('US.1349')).toBe('US.1349')
})
