import { validationError } from '../error.ts'

/** ISO 8601: a day, or a day and a time with its zone; without a zone it is UTC, as answers are. */
const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/

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
