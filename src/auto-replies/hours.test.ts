import fc from 'fast-check'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../test/support/database.ts'
import { isOpen, isTimeZone, type OpenRange } from './hours.ts'

/** Zones with clocks that are changed in the north and in the south, by half an hour, at midnight, and never. */
const ZONES = [
  'Europe/Istanbul',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'UTC',
]

const zone = fc.constantFrom(...ZONES)
const moment = fc.date({
  min: new Date('2010-01-01'),
  max: new Date('2035-01-01'),
  noInvalidDate: true,
})
const time = (max: number) =>
  fc.integer({ min: 0, max }).map((n) => {
    const two = (part: number): string => String(part).padStart(2, '0')
    return `${two(Math.floor(n / 4))}:${two((n % 4) * 15)}`
  })
const range: fc.Arbitrary<OpenRange> = fc
  .record({ day: fc.integer({ min: 1, max: 7 }), from: time(95), to: time(96) })
  .filter(({ from, to }) => from !== to)
const everyDay = (from: string, to: string): OpenRange[] =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to }))

test.each([
  // A Friday in Istanbul, three hours before Greenwich.
  ['Europe/Istanbul', [{ day: 5, from: '09:00', to: '18:00' }], '2026-11-27T05:59:59Z', false],
  ['Europe/Istanbul', [{ day: 5, from: '09:00', to: '18:00' }], '2026-11-27T06:00:00Z', true],
  ['Europe/Istanbul', [{ day: 5, from: '09:00', to: '18:00' }], '2026-11-27T14:59:59Z', true],
  ['Europe/Istanbul', [{ day: 5, from: '09:00', to: '18:00' }], '2026-11-27T15:00:00Z', false],
  ['UTC', [{ day: 5, from: '20:00', to: '24:00' }], '2026-11-27T23:59:59Z', true],
  ['UTC', [{ day: 5, from: '20:00', to: '24:00' }], '2026-11-28T00:00:00Z', false],
  ['UTC', [{ day: 7, from: '22:00', to: '02:00' }], '2026-11-30T01:59:59Z', true],
  ['UTC', [{ day: 7, from: '22:00', to: '02:00' }], '2026-11-30T02:00:00Z', false],
  ['UTC', [{ day: 7, from: '22:00', to: '02:00' }], '2026-11-29T01:00:00Z', false],
  // Berlin, in the night in which its clocks go from 2 to 3, and in that in which they go back from 3 to 2.
  ['Europe/Berlin', [{ day: 7, from: '03:00', to: '04:00' }], '2026-03-29T00:59:59Z', false],
  ['Europe/Berlin', [{ day: 7, from: '03:00', to: '04:00' }], '2026-03-29T01:00:00Z', true],
  ['Europe/Berlin', [{ day: 7, from: '02:00', to: '03:00' }], '2026-10-25T00:00:00Z', true],
  ['Europe/Berlin', [{ day: 7, from: '02:00', to: '03:00' }], '2026-10-25T01:59:59Z', true],
  ['Europe/Berlin', [{ day: 7, from: '02:00', to: '03:00' }], '2026-10-25T02:00:00Z', false],
] as const)('in %s with %j at %s: %s', (timeZone, hours, at, expected) => {
  expect(isOpen({ timeZone, hours, holidays: [] }, new Date(at))).toBe(expected)
})

describe('a holiday', () => {
  const hours = everyDay('22:00', '02:00')
  const holidays = [{ date: '2026-11-28' }]
  test.each([
    ['2026-11-28T01:00:00Z', true, 'what began the day before goes on'],
    ['2026-11-28T23:00:00Z', false, 'nothing begins'],
    ['2026-11-29T01:00:00Z', false, 'nor goes on into the next day'],
    ['2026-11-29T22:00:00Z', true, 'the next day is as ever'],
  ])('at %s: %s, since %s', (at, expected) => {
    expect(isOpen({ timeZone: 'UTC', hours, holidays }, new Date(at))).toBe(expected)
  })

  test('is closed from midnight to midnight of the place, where there are no hours', () => {
    const schedule = { timeZone: 'America/New_York', hours: [], holidays }
    const at = (text: string): boolean => isOpen(schedule, new Date(text))
    expect(
      ['2026-11-28T04:59:59Z', '2026-11-28T05:00:00Z', '2026-11-29T04:59:59Z', '2026-11-29T05:00:00Z'].map(
        at,
      ),
    ).toEqual([true, false, false, true])
  })
})

test('at each moment exactly one of some hours and of what they leave is open, whatever clocks do', () => {
  fc.assert(
    fc.property(zone, moment, time(95), time(96), (timeZone, at, from, to) => {
      fc.pre(from !== to && from !== '00:00' && to !== '24:00' && to !== '00:00')
      const open = isOpen({ timeZone, hours: everyDay(from, to), holidays: [] }, at)
      expect(isOpen({ timeZone, hours: everyDay(to, from), holidays: [] }, at)).toBe(!open)
      expect(isOpen({ timeZone, hours: everyDay('00:00', '24:00'), holidays: [] }, at)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('the hours are those of the clock by which PostgreSQL tells the time of a place', async () => {
  const { connectionString, drop } = await createTestDatabase()
  const client = new pg.Client({ connectionString })
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await drop()
  })
  await fc.assert(
    fc.asyncProperty(
      zone,
      moment,
      fc.array(range, { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: -1, max: 1 }), { maxLength: 2 }),
      async (timeZone, at, hours, offsets) => {
        const day = (offset: number): string =>
          new Date(at.getTime() + offset * 86_400_000).toISOString().slice(0, 10)
        const holidays = offsets.map((offset) => ({ date: day(offset) }))
        const { rows } = await client.query(
          `with ranges as (
            select generate_series(-1, 0) as back, day, f::interval as f,
              t::interval + case when t::interval <= f::interval then interval '1 day' else '0' end as t
            from json_to_recordset($3) as row (day integer, f text, t text)
          ), clock as (select $1::timestamptz at time zone $2 as wall)
          select coalesce(bool_or(
            extract(isodow from wall::date + back) = day
            and wall >= wall::date + back + f and wall < wall::date + back + t
            and not (wall::date + back) = any($4::date[])), false) as is_open
          from ranges, clock`,
          [
            at.toISOString(),
            timeZone,
            JSON.stringify(hours.map(({ day: d, from, to }) => ({ day: d, f: from, t: to }))),
            holidays.map(({ date }) => date),
          ],
        )
        expect(isOpen({ timeZone, hours, holidays }, at)).toBe(rows[0].is_open)
      },
    ),
    { numRuns: 400 },
  )
})

test('a time zone is one that there is', () => {
  expect(ZONES.map(isTimeZone)).not.toContain(false)
  expect(['', 'Istanbul', 'Europe/Ankara2', '../etc'].map(isTimeZone)).not.toContain(true)
})
