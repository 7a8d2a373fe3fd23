/** A part of a week in which somebody is there: a day (1 Monday to 7 Sunday), and times of it such as `09:00`. */
export type OpenRange = { day: number; from: string; to: string }

export type Schedule = {
  /** An IANA name, such as `Europe/Istanbul`. */
  timeZone: string
  /** Empty: at any time. A range that does not end after it begins goes on past midnight. */
  hours: readonly OpenRange[]
  /** Days, such as `2024-12-31`, on which nobody begins to work. */
  holidays: readonly { date: string }[]
}

/**
 * Whether somebody is there at a moment, by the clock on the wall: a day whose clocks are changed has its hours all the
 * same. What goes past midnight belongs to the day on which it begins, on a holiday too.
 */
export const isOpen = ({ timeZone, hours, holidays }: Schedule, at: Date): boolean => {
  const { date, minutes } = wallTime(timeZone, at)
  const isHoliday = (day: string): boolean => holidays.some((one) => one.date === day)
  if (hours.length === 0) return !isHoliday(date)
  const before = addDays(date, -1)
  return hours.some(({ day, from, to }) => {
    const [begin, end] = [minutesOf(from), minutesOf(to)]
    const isOvernight = end <= begin
    const isToday = day === weekdayOf(date) && minutes >= begin && (isOvernight || minutes < end)
    const isStillOpen = isOvernight && day === weekdayOf(before) && minutes < end
    return (isToday && !isHoliday(date)) || (isStillOpen && !isHoliday(before))
  })
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

const weekdayOf = (date: string): number => new Date(date).getUTCDay() || 7

/** What calendar and clock show in a time zone. */
const wallTime = (timeZone: string, at: Date): { date: string; minutes: number } => {
  const parts = formatOf(timeZone).formatToParts(at)
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)!.value
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  }
}

/** To make one takes some hundred times as long as to use it. */
const formats = new Map<string, Intl.DateTimeFormat>()

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}

export const isTimeZone = (name: string): boolean => {
  try {
    formatOf(name)
    return true
  } catch {
    return false
  }
}
