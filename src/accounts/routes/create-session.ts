import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { setSessionCookie } from '../../http/session-cookie.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { SessionAnswer, sessionAnswer } from '../session-item.ts'
import { createSession, endSession } from '../sessions.ts'
import { OtpField, RecoveryCodeField } from '../two-factor/fields.ts'

/** `POST /v1/session`: signs a person in, in their browser. */
export const createSessionRoute = (app: HttpApp, dependencies: AccountDependencies): void => {
  const { database, authenticator, attendance, csrf, checkCredentials, onAppended } = dependencies
  app.route({
    method: 'POST',
    url: '/session',
    config: { isPublic: true },
    schema: {
      operationId: 'createSession',
      tags: ['Sessions'],
      summary: 'Sign in',
      description:
        'For the inbox in a browser; programs use the login. The answer sets the cookie `masa_session`. Every request by this cookie that is no GET carries `csrf_token` in the header `X-CSRF-Token`. A session ends after 14 days without use, and after 30 days. A user with two-factor authentication sends `otp` or `recovery_code` too; without, the answer is 403 `otp_required`.',
      security: [],
      body: Type.Object({
        email: Type.String({ minLength: 1, maxLength: 320, examples: ['abc@example.com'] }),
        password: Type.String({ minLength: 1, maxLength: 1_000, examples: ['YOUR_PASSWORD'] }),
        otp: Type.Optional(OtpField),
        recovery_code: Type.Optional(RecoveryCodeField),
      }),
      response: { 201: SessionAnswer, ...errorResponses(400, 401, 413, 415, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      // A page of somebody else must not sign a person into an account that is not theirs.
      csrf.checkOrigin(request)
      const { email, password, otp, recovery_code: recoveryCode } = request.body
      const userId = await checkCredentials({ email, password, otp, recoveryCode }, request.ip)
      const client = request.headers['user-agent']
      const session = await createSession(database, attendance, { userId, client, address: request.ip })
      const before = request.session
      if (before) {
        await endSession(database, attendance, before, before.tokenId)
        authenticator.forget([before.tokenId])
      }
      onAppended()
      setSessionCookie(request, reply, session)
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send(await sessionAnswer(dependencies, { tokenId: session.id, userId }))
    },
  })
}
