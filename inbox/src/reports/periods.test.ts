import { describe, expect, test } from 'vitest'
import { closedIn, countReasons, fillPeriods, sentIn, ticksTo } from './periods.ts'
import type { Volume } from './queries.ts'

const row = (period: string, more: Partial<Volume> = {}): Volume => ({
  period,
  received: 1,
  sent: { inbox: 1, api: 2, bulk: 3, auto: 4, phone: 5 },
  new_chats: 0,
  closed: [],
  median_first_response_seconds: null,
  p90_first_response_seconds: null,
  ...more,
})

const NOW = new Date(2026, 2, 29, 15, 30)

describe('a range', () => {
  test('has every day of it, also where nothing happened, and none that is to come', () => {
    const filled = fillPeriods([row('2026-03-28')], { from: '2026-03-27', to: '2026-03-31' }, 'day', NOW)
    expect(filled.map(({ period, received }) => [period, received])).toEqual([
      ['2026-03-27', 0],
      ['2026-03-28', 1],
      ['2026-03-29', 0],
    ])
  })

  test('has every hour of its days up to this one', () => {
    const range = { from: '2026-03-28', to: '2026-03-29' }
    const filled = fillPeriods([row('2026-03-29T15:00')], range, 'hour', NOW)
    expect(filled).toHaveLength(24 + 16)
    expect(filled[0]?.period).toBe('2026-03-28T00:00')
    expect(filled.at(-1)).toMatchObject({ period: '2026-03-29T15:00', received: 1 })
  })

  test('that ends before it begins has nothing', () => {
    expect(fillPeriods([], { from: '2026-03-28', to: '2026-03-01' }, 'day', NOW)).toEqual([])
  })
})

test('reasons are summed over time, the most frequent first, and chats that had none are told apart', () => {
  const rows = [
    row('2026-03-27', { closed: [{ reason_id: 1, reason: 'Solved', count: 2 }] }),
    row('2026-03-28', {
      closed: [
        { reason_id: null, reason: null, count: 4 },
        { reason_id: 1, reason: 'Solved', count: 3 },
      ],
    }),
  ]
  expect(countReasons(rows)).toEqual([
    { id: 1, name: 'Solved', count: 5 },
    { id: null, name: null, count: 4 },
  ])
  expect(rows.map(closedIn)).toEqual([2, 7])
  expect(rows.map(sentIn)).toEqual([15, 15])
})

test('a scale of seconds has a few lines, at times that people name, up to what is to be shown', () => {
  expect(ticksTo(0)).toEqual([0, 15])
  expect(ticksTo(61)).toEqual([0, 15, 30, 45, 60, 75])
  expect(ticksTo(1_990)).toEqual([0, 600, 1_200, 1_800, 2_400])
  expect(ticksTo(11 * 86_400)).toEqual([0, 3, 6, 9, 12].map((days) => days * 86_400))
})
