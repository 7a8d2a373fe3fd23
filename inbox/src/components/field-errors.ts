import { ApiError } from '../api/call.ts'
import { errorText } from '../words/error.ts'

/** What a form shows beside each field, by the name that the API gives it. */
export type FieldErrors = Record<string, string | undefined>

export const fieldErrors = (error: unknown): FieldErrors =>
  error instanceof ApiError
    ? Object.fromEntries(Object.entries(error.fields).map(([name, words]) => [name, words.join(' ')]))
    : {}

/** What is left to say where no field of the form is to blame; "" for nothing. */
export const formError = (error: unknown): string =>
  !error || Object.keys(fieldErrors(error)).length > 0 ? '' : errorText(error)
