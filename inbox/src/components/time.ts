import i18next from 'i18next'
import { useEffect, useState } from 'react'

/** The clock, read anew so often; the same for all that show it. */
export const useNow = (everyMs = 15_000): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

const formats = new Map<string, Intl.DateTimeFormat>()

const format = (at: Date, options: Intl.DateTimeFormatOptions): string => {
  const key = i18next.language + JSON.stringify(options)
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(i18next.language, options)
    formats.set(key, made)
  }
  return made.format(at)
}

/** `14:05` */
export const clockTime = (at: string): string =>
  format(new Date(at), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** The whole of it, for those who want to know exactly. */
export const fullTime = (at: string): string =>
  format(new Date(at), { dateStyle: 'full', timeStyle: 'medium', hourCycle: 'h23' })

/** `3 Mar 2026, 14:05` */
export const dateTime = (at: string): string =>
  format(new Date(at), { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' })
/** `3 Mar, 14:05:09`: for logs, where seconds count. */
export const exactTime = (at: string): string =>
  format(new Date(at), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })

/** `3 March 2026` */
export const fullDate = (at: string): string => format(new Date(at), { dateStyle: 'long' })

const dayOf = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()

/** By which messages are gathered: the same for all of one day here. */
export const dayKey = (at: string): number => dayOf(new Date(at))

const daysAgo = (at: Date, now: number): number => Math.round((dayOf(new Date(now)) - dayOf(at)) / 86_400_000)

/** `Today`, `Yesterday`, `Monday`, `3 March 2026` */
export const dayName = (at: string, now = Date.now()): string => {
  const date = new Date(at)
  const days = daysAgo(date, now)
  if (days === 0) return i18next.t('time.today')
  if (days === 1) return i18next.t('time.yesterday')
  if (days > 1 && days < 7) return format(date, { weekday: 'long' })
  return format(date, { day: 'numeric', month: 'long', year: 'numeric' })
}

/** As short as a list wants it: the time today, then the day, then the date. */
export const shortTime = (at: string, now = Date.now()): string => {
  const date = new Date(at)
  const days = daysAgo(date, now)
  if (days === 0) return clockTime(at)
  if (days > 0 && days < 7) return format(date, { weekday: 'short' })
  const isThisYear = date.getFullYear() === new Date(now).getFullYear()
  return format(date, { day: 'numeric', month: 'short', ...(!isThisYear && { year: '2-digit' }) })
}

/** `23 h 12 min`, `47 min` */
export const duration = (ms: number): string => {
  const minutes = Math.max(0, Math.ceil(ms / 60_000))
  if (minutes < 60) return i18next.t('time.minutes', { minutes })
  return i18next.t('time.hoursMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}

/** `45 s`, `3 min 20 s`, `2 h 5 min`, `1 d 3 h`: for what is compared, where the end of a wait is known. */
export const exactDuration = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  const rest = Math.floor(seconds % 60)
  if (minutes < 1) return i18next.t('time.seconds', { seconds: rest })
  if (hours < 1 && rest === 0) return i18next.t('time.minutes', { minutes })
  if (hours < 1) return i18next.t('time.minutesSeconds', { minutes, seconds: rest })
  if (hours < 24) return i18next.t('time.hoursMinutes', { hours, minutes: minutes % 60 })
  return i18next.t('time.daysHours', { days: Math.floor(hours / 24), hours: hours % 24 })
}
