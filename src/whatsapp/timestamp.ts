/** From here on a number is milliseconds: as seconds it would lie in the year 5138. */
const firstMilliseconds = 1e11
/** Beyond the year 5138 also in milliseconds: no time of a message. */
const firstNonsense = 1e14

/**
 * Meta's time: Unix seconds as a string (messages, statuses) or an integer (entries), and milliseconds, which
 * are met in the wild. Undefined for everything else.
 */
export const readTimestamp = (value: unknown): Date | undefined => {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !(number > 0 && number < firstNonsense)) return undefined
  return new Date(number < firstMilliseconds ? number * 1000 : number)
}
