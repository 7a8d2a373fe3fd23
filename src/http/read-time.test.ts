import { expect, test } from 'vitest'
import { readTime } from './read-time.ts'

test.each([
  ['2030-01-31', '2030-01-31T00:00:00.000Z'],
  ['2030-01-31T12:00:00Z', '2030-01-31T12:00:00.000Z'],
  ['2030-01-31 12:00', '2030-01-31T12:00:00.000Z'],
  ['2030-01-31T12:00:00.123456+03:00', '2030-01-31T09:00:00.123Z'],
  ['2028-02-29', '2028-02-29T00:00:00.000Z'],
])('%s is %s', (text, iso) => {
  expect(readTime('from', text).toISOString()).toBe(iso)
})

test.each([
  '',
  '5',
  'tomorrow',
  '2026-02-30',
  '2026-02-30T10:00:00Z',
  '2026-13-01',
  '2026-01-01T25:00',
  'Jan 1, 2020 x',
  '1 2 3 4 5 6 7',
])('%s is no time', (text) => {
  expect(() => readTime('from', text)).toThrow('The from field must be a time such as 2030-01-31T12:00:00Z.')
})
