import { daysOf, lastDays, type Range } from '../components/range.ts'
import { readNumber } from '../shell/read-number.ts'

export type About = 'agents' | 'volume'
export type Step = 'day' | 'hour'

/** Which report is shown, of what: what an address leaves out is as it is by default. */
export type ReportSearch = { about?: 'volume'; from?: string; to?: string; number?: number; by?: 'hour' }

const USUAL_DAYS = 30
/** Above so many days, a bar an hour is too thin to be seen. */
const MAX_HOURLY_DAYS = 7

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))

export const readReportSearch = ({ about, from, to, number, by }: Record<string, unknown>): ReportSearch => ({
  ...(about === 'volume' && { about }),
  ...(isDay(from) && isDay(to) && { from, to }),
  ...readNumber(number),
  ...(by === 'hour' && { by }),
})

export const rangeOf = ({ from, to }: ReportSearch): Range =>
  from !== undefined && to !== undefined ? { from, to } : lastDays(USUAL_DAYS)

export const hasHours = (search: ReportSearch): boolean => daysOf(rangeOf(search)).length <= MAX_HOURLY_DAYS

export const stepOf = (search: ReportSearch): Step =>
  search.by === 'hour' && hasHours(search) ? 'hour' : 'day'
