import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Available, createTurns } from './turns.ts'

const agent = (id: number, activeChats = 0, fields: Partial<Available> = {}): Available => ({
  id,
  integrationIds: 'all',
  activeChats,
  waitingSince: 0,
  ...fields,
})

test('where nobody may see the number, nobody gets the chat, not even who had it', () => {
  expect(createTurns([]).next(11, null)).toBeUndefined()
  expect(createTurns([agent(1, 0, { integrationIds: new Set([22]) })]).next(11, 1)).toBeUndefined()
})

test('who is preferred gets it however busy they are, when they are there', () => {
  const turns = createTurns([agent(1, 9), agent(2)])
  expect([turns.next(11, 1), turns.next(11, 2), turns.next(11, 3)]).toEqual([1, 2, 2])
})

test('of those who have as few, who has waited longest gets it, and then waits anew', () => {
  const turns = createTurns([agent(1, 1, { waitingSince: 5 }), agent(2, 1, { waitingSince: 3 }), agent(3, 2)])
  const order = Array.from({ length: 5 }, () => {
    const id = turns.next(11, null)!
    turns.take(id)
    return id
  })
  expect(order).toEqual([2, 1, 3, 2, 1])
})

test('however many chats come at once, nobody who may see all has two more than another who could have got one', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10), { minLength: 1, maxLength: 8 }), fc.nat(60), (loads, count) => {
      const turns = createTurns(loads.map((load, id) => agent(id, load)))
      const now = [...loads]
      for (let n = 0; n < count; n += 1) {
        const id = turns.next(11, null)!
        turns.take(id)
        now[id]! += 1
      }
      const given = now.filter((load, id) => load > loads[id]!)
      expect(Math.max(0, ...given)).toBeLessThanOrEqual(Math.min(...now) + 1)
    }),
  )
})
