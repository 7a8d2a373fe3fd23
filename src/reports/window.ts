import { type RawBuilder, sql } from 'kysely'
import { validationError } from '../error.ts'
import { readTime } from '../http/read-time.ts'

/** From when to when things count, by the time at which they were made; days are those of the time zone. */
export type Window = { from: Bound; to: Bound; timezone: string }

/** A moment, or a day of the time zone: as `to`, all of it counts. */
type Bound = { at: Date } | { day: string }

const DAY_MS = 86_400_000
const USUAL_DAYS = 30
const MAX_DAYS = 400

type Query = { from?: string | undefined; to?: string | undefined; timezone?: string | undefined }

/** The last 30 days unless told otherwise. Throws 422 for what is no time, no time zone, or too long. */
export const readWindow = ({ from, to, timezone = 'UTC' }: Query, now = new Date()): Window => {
  if (!isTimezone(timezone))
    throw validationError({
      timezone: ['The timezone field must be the name of a time zone such as Europe/Istanbul.'],
    })
  const end = to === undefined ? now : readTime('to', to)
  const start = from === undefined ? new Date(end.getTime() - USUAL_DAYS * DAY_MS) : readTime('from', from)
  if (start.getTime() > end.getTime())
    throw validationError({ from: ['The from field must not be later than the to field.'] })
  if (end.getTime() - start.getTime() > MAX_DAYS * DAY_MS)
    throw validationError({ from: [`The from field must be within ${MAX_DAYS} days of the to field.`] })
  return { from: boundOf(from, start), to: boundOf(to, end), timezone }
}

const boundOf = (text: string | undefined, at: Date): Bound =>
  text !== undefined && text.length === 10 ? { day: text } : { at }

/** Names only: an offset means the opposite in PostgreSQL. */
const isTimezone = (name: string): boolean => {
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** What counts by its time in this column. */
export const isWithin = (
  { from, to, timezone }: Window,
  column: RawBuilder<unknown> = sql`m.created_at`,
): RawBuilder<unknown> => {
  const start = 'at' in from ? sql`${from.at}::timestamptz` : startOf(from.day, timezone)
  return 'at' in to
    ? sql`${column} >= ${start} and ${column} <= ${to.at}::timestamptz`
    : sql`${column} >= ${start} and ${column} < ${startOf(to.day, timezone, 1)}`
}

const startOf = (day: string, timezone: string, later = 0) =>
  sql`(${day}::date + ${later}::integer)::timestamp at time zone ${timezone}`
