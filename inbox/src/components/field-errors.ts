import i18next from 'i18next'
import { ApiError } from '../api/call.ts'
import { errorText } from '../words/error.ts'

/** What the API found wrong, by the name that it gives a field; empty when that is not what went wrong. */
export const fieldsOf = (error: unknown): Record<string, string[]> =>
  error instanceof ApiError ? error.fields : {}

/**
 * A complaint as it stands beside its field: the API's sentences begin with the field's path, for programs. What comes
 * up most is said in the viewer's language.
 */
const complaintText = (message: string): string => {
  const said = message.replace(/^The \S+ field /, '')
  if (/^is required\.?$/.test(said)) return i18next.t('field.required')
  const long = /^has (\d+) characters; WhatsApp takes (\d+) at most/.exec(said)
  if (long) return i18next.t('field.tooLong', { count: Number(long[1]), limit: Number(long[2]) })
  return said.charAt(0).toUpperCase() + said.slice(1)
}

/** All that is wrong with a field, in one line. */
export const fieldText = (fields: Record<string, string[]>, name: string): string | undefined =>
  fields[name]?.map(complaintText).join(' ')

/** What a form shows beside each field. */
export type FieldErrors = Record<string, string | undefined>

export const fieldErrors = (error: unknown): FieldErrors => {
  const fields = fieldsOf(error)
  return Object.fromEntries(Object.keys(fields).map((name) => [name, fieldText(fields, name)]))
}

/** What is left to say where no field of the form is to blame; "" for nothing. */
export const formError = (error: unknown): string =>
  !error || Object.keys(fieldsOf(error)).length > 0 ? '' : errorText(error)
