import { Type } from 'typebox'
import { validationError } from '../error.ts'
import { notAPhone } from '../messages/fields.ts'
import { parseAddress } from '../messages/phone.ts'

export const PhoneField = Type.String({
  minLength: 1,
  maxLength: 150,
  description: 'A phone number, or a business-scoped user id.',
  examples: ['+905555555555'],
})

export const IntegrationField = Type.Integer({
  minimum: 1,
  maximum: 999_999_999,
  description: 'Only of the account of this integration; by default of all that you reach.',
  examples: [11],
})

/** The digits of a number, or a user id. Throws 422 on the field. */
export const readPhone = (field: string, text: string): string => {
  const address = parseAddress(text)
  if (address === undefined) throw validationError({ [field]: [notAPhone(field)] })
  return address
}
