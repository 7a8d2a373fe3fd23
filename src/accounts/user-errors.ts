import { type PublicError, validationError } from '../error.ts'

/** SQLSTATE 23505: unique_violation. */
export const isTaken = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '23505'

/** 422 for an e-mail that another user has, in whatever case. */
export const emailTaken = (): PublicError =>
  validationError({ email: ['The email field is the e-mail of another user, who may be disabled.'] })

/** 422 for a number that does not exist. */
export const unknownIntegration = (index: number): PublicError =>
  validationError({
    [`integration_ids.${index}`]: [`The integration_ids.${index} field must be the id of an integration.`],
  })

/** 422 for a password that does not prove who asks. */
export const wrongPassword = (field: string): PublicError =>
  validationError({ [field]: [`The ${field} field is not the present password.`] })
