import { describe, expect, test } from 'vitest'
import { type Health, judge, type Outcomes } from './health.ts'

const START = Date.parse('2026-03-01T00:00:00Z')
const day = (days: number): Date => new Date(START + days * 86_400_000)

const well: Health = { active: true, disabledReason: null, failingSince: null, warnedAt: null }
const failure = (days: number, isGone = false): Outcomes => ({
  hasSucceeded: false,
  failedAt: day(days),
  lastFailedAt: day(days),
  isGone,
})
const success: Outcomes = { hasSucceeded: true, failedAt: undefined, lastFailedAt: undefined, isGone: false }

/** Lets an endpoint fail at these days, and answers with what was told when. */
const failAt = (...days: number[]): { told: [day: number, status: string][]; health: Health } => {
  let health = well
  const told: [number, string][] = []
  for (const one of days) {
    const judged = judge(health, failure(one))
    health = judged.health
    if (judged.notice) told.push([one, judged.notice.status])
  }
  return { told, health }
}

describe('an endpoint without a success for five days', () => {
  test('is switched off after a notice, and once', () => {
    const { told, health } = failAt(0, 1, 2.9, 3, 3.5, 4.9, 5, 6)
    expect(told).toEqual([
      [3, 'failing'],
      [5, 'disabled'],
    ])
    expect(health).toMatchObject({
      active: false,
      disabledReason: 'No delivery has succeeded since 2026-03-01T00:00:00.000Z.',
    })
  })

  test('has had the notice for a day at least, however seldom it is tried', () => {
    expect(failAt(0, 9, 9.5, 9.9, 10).told).toEqual([
      [9, 'failing'],
      [10, 'disabled'],
    ])
    expect(failAt(0, 4.8, 5, 5.7, 5.8).told).toEqual([
      [4.8, 'failing'],
      [5.8, 'disabled'],
    ])
  })

  test('is told when it will be switched off', () => {
    const { notice } = judge({ ...well, failingSince: day(0) }, failure(4.5))
    expect(notice?.reason).toBe(
      'No delivery has succeeded since 2026-03-01T00:00:00.000Z. Without a success the endpoint is switched off at 2026-03-06T12:00:00.000Z.',
    )
  })
})

test('an endpoint that had nothing to do for a month is not switched off by its first failure', () => {
  const { health, notice } = judge(well, failure(30))
  expect(notice).toBeUndefined()
  expect(health).toMatchObject({ active: true, failingSince: day(30) })
})

test('a success starts the count anew, and is told when there was a notice', () => {
  const warned: Health = { ...well, failingSince: day(0), warnedAt: day(4) }
  expect(judge(warned, success)).toEqual({ health: well, notice: { status: 'working' } })
  expect(judge({ ...well, failingSince: day(0) }, success)).toEqual({ health: well })
  const mixed = { ...failure(6), hasSucceeded: true }
  expect(judge(warned, mixed)).toEqual({
    health: { ...well, failingSince: day(6) },
    notice: { status: 'working' },
  })
})

test('410 switches it off at once', () => {
  const { health, notice } = judge(well, failure(0, true))
  expect(health).toMatchObject({ active: false, disabledReason: expect.stringContaining('410') })
  expect(notice).toMatchObject({ status: 'disabled' })
})

test('one that a person switched off stays as it is', () => {
  const off: Health = { ...well, active: false }
  expect(judge(off, failure(9, true))).toEqual({ health: off })
})
