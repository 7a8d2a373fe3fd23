import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grant, type NumberPace, newPace, refill, throttle, waitMsOf } from './number-pace.ts'

/** A number's pace with its rate, as one who sends uses it. */
const createNumber = (perSecond: number, startedAt = 0) => {
  let pace: NumberPace = newPace(perSecond, startedAt)
  return {
    send: (wanted: number, now: number): number => {
      pace = refill(pace, perSecond, now)
      const granted = grant(pace, wanted, now)
      pace = { ...pace, tokens: pace.tokens - granted }
      return granted
    },
    throttle: (now: number, pauseMs: number): void => {
      pace = throttle(refill(pace, perSecond, now), perSecond, now, pauseMs)
    },
    waitMs: (now: number): number => waitMsOf(refill(pace, perSecond, now), perSecond, now),
  }
}

const drain = (number: ReturnType<typeof createNumber>, fromMs: number, toMs: number): number => {
  let sent = 0
  for (let now = fromMs; now < toMs; now += 10) sent += number.send(1_000, now)
  return sent
}

test('in any second no more goes out than the pace and a twentieth, however it is asked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.array(
        fc.record({ stepMs: fc.integer({ min: -50, max: 400 }), wanted: fc.integer({ min: 1, max: 2_000 }) }),
      ),
      (perSecond, steps) => {
        const number = createNumber(perSecond)
        const sends: { at: number; count: number }[] = []
        let clock = 0
        let latest = 0
        for (const { stepMs, wanted } of steps) {
          // Clocks go back now and then; what counts is the time that has really gone by.
          clock += stepMs
          latest = Math.max(latest, clock)
          sends.push({ at: latest, count: number.send(wanted, clock) })
        }
        for (const { at } of sends) {
          const inSecond = sends.filter((one) => one.at > at - 1_000 && one.at <= at)
          const sum = inSecond.reduce((total, one) => total + one.count, 0)
          expect(sum).toBeLessThanOrEqual(perSecond + Math.max(1, perSecond * 0.05))
        }
      },
    ),
  )
})

test('who asks again when told to loses nothing of the pace', () => {
  const number = createNumber(500)
  let now = 0
  let sent = 0
  while (now < 10_000) {
    sent += number.send(1_000, now)
    now += Math.max(1, number.waitMs(now))
  }
  expect(sent).toBeGreaterThanOrEqual(500 * 10)
  expect(sent).toBeLessThanOrEqual(500 * 10 * 1.05)
})

test('a throttle stops the number for its pause, then halves the pace, which comes back by itself', () => {
  const number = createNumber(100)
  expect(drain(number, 0, 1_000)).toBeGreaterThan(95)
  number.throttle(1_000, 2_000)
  expect(number.waitMs(1_500)).toBe(1_500)
  expect(drain(number, 1_000, 3_000)).toBe(0)
  const after = drain(number, 3_000, 4_000)
  expect(after).toBeGreaterThan(40)
  expect(after).toBeLessThan(60)
  drain(number, 4_000, 30_000)
  expect(drain(number, 30_000, 31_000)).toBeGreaterThan(95)
})

test('many throttles at once halve the pace once', () => {
  const number = createNumber(100)
  for (let i = 0; i < 50; i += 1) number.throttle(0, 1_000)
  expect(drain(number, 1_000, 2_000)).toBeGreaterThan(40)
})

test('it tells how long to wait for the next send', () => {
  const number = createNumber(1)
  expect(number.send(5, 0)).toBe(1)
  const wait = number.waitMs(0)
  expect(number.send(1, wait - 2)).toBe(0)
  expect(number.send(1, wait + 1)).toBe(1)
})
