import { Type } from 'typebox'

export const OtpField = Type.String({
  minLength: 1,
  maxLength: 20,
  description: 'The six digits that the authenticator shows. Each is taken once.',
  examples: ['123456'],
})

export const RecoveryCodeField = Type.String({
  minLength: 1,
  maxLength: 50,
  description: 'One of the recovery codes, in place of `otp`. Each works once.',
  examples: ['k7mq2-x9d4t'],
})
