import { validationError } from '../error.ts'

/** ISO 8601: a day, or a day and a time with its zone; without a zone it is UTC, as answers are. */
const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/

/**
 * As `readTime`, for what is to happen then: without an offset the clock on somebody's wall would be meant, and three
 * hours too late or too early be taken. Throws 422.
 */
export const readMoment = (field: string, text: string): Date => {
  const at = readTime(field, text)
  if (/(?:Z|[+-]\d\d:?\d\d)$/.test(text) && text.length > 10) return at
  throw validationError({
    [field]: [
      `The ${field} field must have a time of day and end in its offset from UTC, such as ${text.slice(0, 10)}T09:00:00+03:00, or in Z.`,
    ],
  })
}

/** The time that a field holds. Throws 422 for what is none. */
export const readTime = (field: string, text: string): Date => {
  const match = TIME.exec(text)
  const hasClock = text.length > 10
  const at = new Date(match && hasClock && match[1] === undefined ? `${text}Z` : text)
  // JavaScript takes the 30th of February for the 2nd of March.
  const day = text.slice(0, 10)
  if (!match || Number.isNaN(at.getTime()) || !new Date(day).toISOString().startsWith(day))
    throw validationError({
      [field]: [`The ${field} field must be a time such as 2030-01-31T12:00:00Z.`],
    })
  return at
}
