import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPacer } from './pacer.ts'

const drain = (pacer: ReturnType<typeof createPacer>, fromMs: number, toMs: number, stepMs = 10): number => {
  let sent = 0
  for (let now = fromMs; now < toMs; now += stepMs) sent += pacer.take(1_000, now)
  return sent
}

test('in any second no more is granted than the rate and one burst', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.array(fc.integer({ min: 1, max: 400 })),
      (rate, steps) => {
        const pacer = createPacer(rate, 0)
        const grants: { at: number; count: number }[] = []
        let now = 0
        for (const step of steps) {
          now += step
          grants.push({ at: now, count: pacer.take(10_000, now) })
        }
        for (const { at } of grants) {
          const inSecond = grants.filter((one) => one.at > at - 1_000 && one.at <= at)
          const sum = inSecond.reduce((total, one) => total + one.count, 0)
          expect(sum).toBeLessThanOrEqual(rate + Math.max(1, rate * 0.1) + 1)
        }
      },
    ),
  )
})

test('a throttle stops the number for its pause, then halves the pace, which comes back by itself', () => {
  const pacer = createPacer(100, 0)
  expect(drain(pacer, 0, 1_000)).toBeGreaterThan(95)
  pacer.slowDown(1_000, 2_000)
  expect(drain(pacer, 1_000, 3_000)).toBe(0)
  const after = drain(pacer, 3_000, 4_000)
  expect(after).toBeGreaterThan(40)
  expect(after).toBeLessThan(60)
  drain(pacer, 4_000, 30_000)
  expect(drain(pacer, 30_000, 31_000)).toBeGreaterThan(95)
})

test('many throttles at once halve the pace once', () => {
  const pacer = createPacer(100, 0)
  for (let i = 0; i < 50; i += 1) pacer.slowDown(0, 1_000)
  expect(drain(pacer, 1_000, 2_000)).toBeGreaterThan(40)
})

test('it tells how long to wait for the next grant', () => {
  const pacer = createPacer(1, 0)
  expect(pacer.take(5, 0)).toBe(1)
  const wait = pacer.waitMs(0)
  expect(pacer.take(1, wait - 2)).toBe(0)
  expect(pacer.take(1, wait + 1)).toBe(1)
})
