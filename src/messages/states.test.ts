import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advance, type Evidence, type MessageState } from './states.ts'

const evidence = fc.constantFrom<Evidence>('accepted', 'sent', 'delivered', 'read', 'failed')
const end = (all: Evidence[], from: MessageState = 'queued') =>
  all.reduce<MessageState>((state, next) => advance(state, next), from)

test('a message never goes back: sent, delivered, read in any order end as read', () => {
  expect(end(['read', 'sent', 'delivered', 'accepted'])).toBe('read')
  expect(end(['delivered', 'sent'])).toBe('delivered')
})

test('a failure after a delivery is history, before one it is overruled, after sent it stands', () => {
  expect(end(['delivered', 'failed'])).toBe('delivered')
  expect(end(['failed', 'delivered'])).toBe('delivered')
  expect(end(['sent', 'failed'])).toBe('failed')
  expect(end(['failed', 'sent'])).toBe('failed')
})

test('an unknown message is settled by any word of Meta', () => {
  for (const word of ['accepted', 'sent', 'delivered', 'read', 'failed'] as const)
    expect(advance('unknown', word)).toBe(word)
})

test('a failure concluded from silence is overruled by a late status, one told by Meta is not', () => {
  expect(advance('failed', 'sent', true)).toBe('sent')
  expect(advance('failed', 'sent', false)).toBe('failed')
})

test('the same evidence in any order and any number of times ends in the same state', () => {
  fc.assert(
    fc.property(
      fc
        .array(evidence, { minLength: 1, maxLength: 8 })
        .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        expect(end([...shuffled, ...all])).toBe(end(all))
      },
    ),
  )
})
