/** Days of the viewer's calendar, both included: `2024-05-31`. */
export type Range = { from: string; to: string }

export const isoDay = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => `${part}`.padStart(2, '0')).join('-')

export const lastDays = (days: number, now = new Date()): Range => ({
  from: isoDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1)),
  to: isoDay(now),
})

/** Every day of a range; none where it ends before it begins. */
export const daysOf = ({ from, to }: Range): string[] => {
  const days: string[] = []
  const end = new Date(`${to}T12:00:00`)
  for (const at = new Date(`${from}T12:00:00`); at <= end; at.setDate(at.getDate() + 1)) days.push(isoDay(at))
  return days
}

/** By whose days the server is to count: those of the viewer. */
export const viewerTimezone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
