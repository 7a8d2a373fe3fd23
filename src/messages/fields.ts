import { Type } from 'typebox'
import { errorResponses } from '../http/error-schema.ts'
import { IdempotencyHeaders } from '../http/idempotency-key.ts'
import { IntegrationParams } from '../integrations/guard.ts'

const MAX_EXPIRES_IN = 30 * 86_400

export const ExpiresInField = Type.Integer({
  minimum: 1,
  maximum: MAX_EXPIRES_IN,
  description: 'Seconds after which the message is not sent any more, if it is still waiting.',
})

/** Fields that every message to one person takes. */
export const MessageFields = {
  to: Type.String({
    minLength: 1,
    maxLength: 150,
    description: "The recipient's phone number with its country code, or a business-scoped user id.",
    examples: ['+905555555555'],
  }),
  reply_to: Type.Optional(
    Type.String({ maxLength: 64, description: 'The message_id of the message that this one answers.' }),
  ),
  expires_in: Type.Optional(ExpiresInField),
}

/** The path parameters of everything below a message. */
export const MessageParams = Type.Object({
  ...IntegrationParams.properties,
  message_id: Type.String({ examples: ['gBEGkFBXUQRnAgnoOJ1ESPKBwME'] }),
})

/** What the schemas of all routes that send a message have in common. */
export const SendSchema = {
  tags: ['Messages'],
  params: IntegrationParams,
  headers: IdempotencyHeaders,
  response: {
    200: Type.Object({
      message_id: Type.String({
        description: 'Stored for good, will be sent; what becomes of it is told under this id.',
        examples: ['gBEGkFBXUQRnAgnoOJ1ESPKBwME'],
      }),
    }),
    ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503),
  },
}

/** A route below `…/messages` as the contract spells it, and as clients try, which the documentation leaves out. */
export const spellings = (operationId: string, main: string, other: string) =>
  [main, other].map((spelling) => ({
    url: `/integrations/:integration_id/conversations/messages/${spelling}`,
    shown: {
      hide: spelling === other,
      operationId: spelling === main ? operationId : `${operationId}OtherSpelling`,
    },
  }))

/** When a message with this `expires_in`, in seconds, is not sent any more. */
export const expiryOf = (expiresIn: number | undefined): Date | undefined =>
  expiresIn === undefined ? undefined : new Date(Date.now() + expiresIn * 1_000)

/** Words for a field that holds no phone number. */
export const notAPhone = (field: string): string => `The ${field} field must be a valid phone number.`
