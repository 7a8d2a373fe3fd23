import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import { PublicError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { LoginThrottle } from '../login-throttle.ts'
import { verifyAgainstNobody, verifyPassword } from '../passwords.ts'
import { createToken } from '../tokens.ts'
import { findUserByEmail } from '../users.ts'

/** `POST /v1/login` (Desk360 API, "Login"). */
export const createTokenRoute = (app: HttpApp, database: Database, throttle: LoginThrottle): void => {
  app.route({
    method: 'POST',
    url: '/login',
    config: { isPublic: true },
    schema: {
      operationId: 'login',
      tags: ['Login'],
      summary: 'Login',
      description:
        'Use a valid email and password pair to obtain a token. Five wrong attempts a minute are allowed; right ones do not count.',
      security: [],
      body: Type.Object({
        email: Type.String({ minLength: 1, maxLength: 320, examples: ['abc@example.com'] }),
        password: Type.String({ minLength: 1, maxLength: 1_000, examples: ['YOUR_PASSWORD'] }),
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
    handler: async ({ body: { email, password }, ip }) => {
      const userId = await throttle.attempt(email, ip, async () => {
        const user = await findUserByEmail(database, email)
        const isRight = await (user
          ? verifyPassword(user.password_hash, password)
          : verifyAgainstNobody(password))
        return isRight ? user?.id : undefined
      })
      if (userId === undefined)
        throw new PublicError(401, 'invalid_credentials', 'The email or the password is wrong.')
      return { access_token: await createToken(database, userId, ip), token_type: 'Bearer' as const }
    },
  })
}
