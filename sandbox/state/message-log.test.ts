import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMessageLog } from './message-log.ts'

type Item = { n: number; at: number; party: string; previousOfParty: number }

const fill = (steps: { party: string; pause: number }[], limit = 1000) => {
  const log = createMessageLog<Item>(limit)
  const all: Item[] = []
  let at = 1000
  for (const { party, pause } of steps) {
    at += pause
    const item = { n: log.nextN(), at, party, previousOfParty: 0 }
    log.add(item)
    all.push(item)
  }
  return { log, all }
}

const steps = fc.array(fc.record({ party: fc.constantFrom('a', 'b', 'c'), pause: fc.nat(3) }), {
  maxLength: 60,
})

describe('the log of messages', () => {
  it('lists by time and by party what a scan over all would find', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 990, max: 1200 }), fc.nat(70), (given, since, cleared) => {
        const { log, all } = fill(given)
        log.clear(cleared)
        const left = all.filter(({ n }) => n > cleared)
        expect([...log.list(since)]).toEqual(left.filter(({ at }) => at >= since))
        for (const party of ['a', 'b', 'c']) {
          expect([...log.listOfParty(party, since)]).toEqual(
            left.filter((item) => item.party === party && item.at >= since),
          )
        }
        expect([...log.newestFirst()]).toEqual(left.toReversed())
        expect([...log.newestFirst('b')]).toEqual(left.filter(({ party }) => party === 'b').toReversed())
        for (const item of all) expect(log.find(item.n)).toBe(item.n > cleared ? item : undefined)
      }),
    )
  })

  it('gives no number twice, not even after all was deleted', () => {
    const { log } = fill([
      { party: 'a', pause: 0 },
      { party: 'a', pause: 0 },
    ])
    log.clear(2)
    expect(log.nextN()).toBe(3)
    expect(log.count()).toBe(0)
  })

  it('forgets the oldest when it holds too many', () => {
    const { log } = fill(
      Array.from({ length: 112 }, () => ({ party: 'a', pause: 1 })),
      100,
    )
    expect(log.count()).toBeLessThanOrEqual(110)
    expect(log.find(1)).toBeUndefined()
    expect(log.find(112)?.n).toBe(112)
  })
})
