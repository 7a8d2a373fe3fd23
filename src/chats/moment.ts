/** A time of the database in milliseconds; times before and after all others come as numbers already. */
export const msOf = (time: Date | number): number => (typeof time === 'number' ? time : time.getTime())

/** Milliseconds as the database reads them. */
export const timeOf = (ms: number): string => {
  if (Number.isFinite(ms)) return new Date(ms).toISOString()
  return ms > 0 ? 'infinity' : '-infinity'
}
