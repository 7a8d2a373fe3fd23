import { state } from '../store.ts'
import { words } from '../words.ts'

const format = (at: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(state.language, options).format(at)

export const clockTime = (at: number): string => format(at, { hour: '2-digit', minute: '2-digit' })

export const exactTime = (at: number): string =>
  format(at, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0)

export const isSameDay = (a: number, b: number): boolean => dayOf(a) === dayOf(b)

const dayMs = 24 * 60 * 60 * 1000

/** Today, yesterday, a weekday of the last six days, or the date. */
export const dayName = (at: number, now: number = Date.now()): string => {
  const days = Math.round((dayOf(now) - dayOf(at)) / dayMs)
  if (days === 0) return words().today
  if (days === 1) return words().yesterday
  if (days > 1 && days < 7) return format(at, { weekday: 'long' })
  return format(at, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** For a line of the list: the time of today's, the day of others. */
export const shortTime = (at: number, now: number = Date.now()): string => {
  if (isSameDay(at, now)) return clockTime(at)
  if (isSameDay(at, now - dayMs)) return words().yesterday
  return format(at, { day: '2-digit', month: '2-digit', year: '2-digit' })
}

export const fullTime = (at: number): string => format(at, { dateStyle: 'medium', timeStyle: 'medium' })

/** `1:05` of so many seconds. */
export const duration = (seconds: number): string => {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.round(seconds)) : 0
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
