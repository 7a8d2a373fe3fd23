import { type FieldErrors, validationError } from '../error.ts'
import type { QuickResponseChange } from './queries.ts'
import { findVariableProblem } from './variables.ts'

/** Throws 422 for what a schema cannot tell: another form of the shortcut, variables that there are not. */
export const checkFields = ({ shortcut, body }: QuickResponseChange): void => {
  const errors: FieldErrors = {}
  if (shortcut !== undefined && !/^[\p{L}\p{N}_-]+$/u.test(shortcut))
    errors['shortcut'] = [
      'The shortcut field must be of letters, digits, hyphens and underscores, without spaces.',
    ]
  const problem = body === undefined ? undefined : findVariableProblem('body', body)
  if (problem !== undefined) errors['body'] = [problem]
  if (Object.keys(errors).length > 0) throw validationError(errors)
}
