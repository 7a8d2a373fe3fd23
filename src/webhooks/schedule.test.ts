import fc from 'fast-check'
import { expect, test } from 'vitest'
import { delayAfter, readRetryAfter } from './schedule.ts'

const SECONDS = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]
const NOW = Date.parse('2026-03-01T12:00:00Z')

test('after the eighth attempt there is none', () => {
  expect(delayAfter(8, 0.5)).toBeUndefined()
  expect(delayAfter(8, 0.5, 60_000)).toBeUndefined()
})

test('the delays are 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, a fifth more or less', () => {
  for (const [index, seconds] of SECONDS.entries()) {
    expect(delayAfter(index + 1, 0)).toBe(seconds * 800)
    expect(delayAfter(index + 1, 0.5)).toBe(seconds * 1_000)
    expect(delayAfter(index + 1, 1)).toBe(seconds * 1_200)
  }
})

test('Retry-After moves the next attempt later, never earlier, and by a day at most', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(200_000_000),
      (tries, random, retryAfterMs) => {
        const delayMs = delayAfter(tries, random, retryAfterMs)!
        expect(delayMs).toBe(Math.max(delayAfter(tries, random)!, Math.min(retryAfterMs, 86_400_000)))
      },
    ),
  )
})

test.each([
  ['120', 120_000],
  [' 7 ', 7_000],
  ['0', 0],
  ['Sun, 01 Mar 2026 12:10:00 GMT', 600_000],
  ['Sunday, 01-Mar-26 12:10:00 GMT', 600_000],
  ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ['soon', 0],
  ['-5', 0],
  ['1.5', 0],
  ['', 0],
  [undefined, 0],
])('Retry-After: %s', (header, expected) => {
  expect(readRetryAfter(header, NOW)).toBe(expected)
})
