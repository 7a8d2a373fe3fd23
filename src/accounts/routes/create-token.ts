import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { createToken } from '../tokens.ts'
import { OtpField } from '../two-factor/fields.ts'

/** `POST /v1/login` (Desk360 API, "Login"). */
export const createTokenRoute = (app: HttpApp, { database, checkCredentials }: AccountDependencies): void => {
  app.route({
    method: 'POST',
    url: '/login',
    config: { isPublic: true },
    schema: {
      operationId: 'login',
      tags: ['Login'],
      summary: 'Login',
      description:
        'Use a valid email and password pair to obtain a token. Five wrong attempts a minute are allowed; right ones do not count. A user with two-factor authentication sends `otp` too; without, the answer is 403 `otp_required`.',
      security: [],
      body: Type.Object({
        email: Type.String({ minLength: 1, maxLength: 320, examples: ['abc@example.com'] }),
        password: Type.String({ minLength: 1, maxLength: 1_000, examples: ['YOUR_PASSWORD'] }),
        otp: Type.Optional(OtpField),
      }),
      response: {
        200: Type.Object({
          access_token: Type.String({
            description:
              'Send it as `Authorization: Bearer TOKEN`. It lives until revoked, or unused for 365 days.',
            examples: ['1|iybflVqHloQdz9QH4PIkX0q1Od68T9sDrKCtnuxW6f78ad5b'],
          }),
          token_type: Type.Literal('Bearer'),
        }),
        ...errorResponses(400, 401, 413, 415, 422, 429, 503),
      },
    },
    handler: async ({ body: { email, password, otp }, ip }) => {
      const userId = await checkCredentials({ email, password, otp }, ip)
      return { access_token: await createToken(database, userId, ip), token_type: 'Bearer' as const }
    },
  })
}
