import { type FieldErrors, validationError } from '../error.ts'
import { findVariableProblem } from '../quick-responses/variables.ts'
import { isTimeZone } from './hours.ts'
import { type AutoReplies, KINDS } from './settings.ts'

/** Nobody of the team writes them. */
export const REPLY_VARIABLES = ['contact.name', 'contact.phone', 'number.name'] as const

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/** Throws 422 with all that is wrong with what a number is to answer by itself. */
export const checkAutoReplies = ({ replies, timeZone, hours, holidays }: AutoReplies): void => {
  const errors: FieldErrors = {}
  for (const kind of KINDS) {
    const { text, enabled } = replies[kind]
    const field = `${kind}.text`
    const problem =
      enabled && text.trim() === ''
        ? `The ${field} field is required for a reply that is enabled.`
        : findVariableProblem(field, text, REPLY_VARIABLES)
    if (problem !== undefined) errors[field] = [problem]
  }
  if (!isTimeZone(timeZone))
    errors['time_zone'] = ['The time_zone field must name a time zone, such as Europe/Istanbul.']
  for (const [n, { from, to }] of hours.entries()) {
    const path = `hours.${n}`
    if (!TIME.test(from))
      errors[`${path}.from`] = [`The ${path}.from field must be a time of day, such as 09:00.`]
    if (!TIME.test(to) && to !== '24:00')
      errors[`${path}.to`] = [`The ${path}.to field must be a time of day, such as 18:00 or 24:00.`]
    else if (from === to)
      errors[`${path}.to`] = [`The ${path}.to field must not be as from: all of a day is 00:00 to 24:00.`]
  }
  for (const [n, { date }] of holidays.entries())
    if (!isDate(date))
      errors[`holidays.${n}.date`] = [`The holidays.${n}.date field must be a day, such as 2024-10-29.`]
  if (Object.keys(errors).length > 0) throw validationError(errors)
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text)
