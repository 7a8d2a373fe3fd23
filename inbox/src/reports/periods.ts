import { daysOf, isoDay, type Range } from '../components/range.ts'
import type { Step } from './address.ts'
import { ORIGINS, type Volume } from './queries.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => `${hour}`.padStart(2, '0'))

/** Every day or hour of a range, as the API names them; those that are still to come are left out. */
const periodsOf = (range: Range, step: Step, now: Date): string[] => {
  const days = daysOf(range)
  if (step === 'day') return days.filter((day) => day <= isoDay(now))
  const thisHour = `${isoDay(now)}T${HOURS[now.getHours()]}:00`
  return days.flatMap((day) => HOURS.map((hour) => `${day}T${hour}:00`)).filter((hour) => hour <= thisHour)
}

/** All of a range: the API leaves out when nothing happened, but time goes on in a chart. */
export const fillPeriods = (rows: Volume[], range: Range, step: Step, now = new Date()): Volume[] => {
  const known = new Map(rows.map((row) => [row.period, row]))
  return periodsOf(range, step, now).map((period) => known.get(period) ?? nothingIn(period))
}

const nothingIn = (period: string): Volume => ({
  period,
  received: 0,
  sent: { inbox: 0, api: 0, bulk: 0, auto: 0, phone: 0 },
  new_chats: 0,
  closed: [],
  median_first_response_seconds: null,
  p90_first_response_seconds: null,
})

/** `10 Mar`, `10 Mar, 14:00` */
export const periodName = (period: string, language: string): string => {
  const day = { day: 'numeric', month: 'short' } as const
  const isHour = period.includes('T')
  const format = new Intl.DateTimeFormat(
    language,
    isHour ? { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : day,
  )
  return format.format(new Date(isHour ? period : `${period}T12:00`))
}

export const sentIn = ({ sent }: Volume): number => ORIGINS.reduce((sum, origin) => sum + sent[origin], 0)

export const closedIn = ({ closed }: Volume): number => closed.reduce((sum, { count }) => sum + count, 0)

export type ReasonCount = { id: number | null; name: string | null; count: number }

/** Why chats were closed, the most frequent first. */
export const countReasons = (rows: Volume[]): ReasonCount[] => {
  const all = rows.flatMap(({ closed }) => closed)
  return [...Map.groupBy(all, ({ reason_id: id }) => id)]
    .map(([id, same]) => ({
      id,
      name: same[0]!.reason,
      count: same.reduce((sum, { count }) => sum + count, 0),
    }))
    .sort((a, b) => b.count - a.count)
}

const TICKS_SECONDS = [15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800]
const DAY_SECONDS = 86_400
const MAX_TICKS = 5

/** Where a scale of seconds up to `max` has its lines: at times that people name, a few of them, the last one above. */
export const ticksTo = (max: number): number[] => {
  const step =
    TICKS_SECONDS.find((seconds) => max <= seconds * MAX_TICKS) ??
    Math.ceil(max / DAY_SECONDS / MAX_TICKS) * DAY_SECONDS
  return Array.from({ length: Math.max(1, Math.ceil(max / step)) + 1 }, (_, index) => index * step)
}
