import { describe, expect, it } from 'vitest'
import { createPairRate } from './pair-rate.ts'
import { createTokenBucket } from './token-bucket.ts'

describe("a number's throughput", () => {
  it('refuses what goes beyond one second of it, and lets through as many as time brings', () => {
    const bucket = createTokenBucket(80)
    const taken = (now: number, tries: number): number =>
      Array.from({ length: tries }, () => bucket.take(now)).filter(Boolean).length
    expect(taken(1_000_000, 200)).toBe(80)
    expect(taken(1_000_000, 10)).toBe(0)
    expect(taken(1_000_100, 200)).toBe(8)
    expect(taken(1_010_000, 200)).toBe(80)
  })

  it('is used by what customers send too', () => {
    const bucket = createTokenBucket(2)
    bucket.spend(5000)
    expect([bucket.take(5000), bucket.take(5000)]).toEqual([true, false])
  })
})

describe('the pair rate', () => {
  it('takes 45 in a burst, then one per six seconds', () => {
    const pair = createPairRate()
    const burst = Array.from({ length: 60 }, () => pair.take('a', 0))
    expect(burst.filter(Boolean)).toHaveLength(45)
    expect(pair.take('a', 5999)).toBe(false)
    expect(pair.take('a', 6000)).toBe(true)
    expect(pair.take('a', 6001)).toBe(false)
  })

  it('keeps people apart, and gives the whole burst back in time', () => {
    const pair = createPairRate()
    for (let index = 0; index < 45; index++) pair.take('a', 0)
    expect(pair.take('b', 0)).toBe(true)
    const later = 45 * 6000
    expect(Array.from({ length: 46 }, () => pair.take('a', later)).filter(Boolean)).toHaveLength(45)
  })
})
