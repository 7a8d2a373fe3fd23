import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { insertResetMailJob } from '../../mail/reset-mail-job.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { createResetThrottle } from '../reset-throttle.ts'
import { findUserByEmail } from '../users.ts'

/** `POST /v1/password-resets`: a link by mail, for who has forgotten their password. */
export const askPasswordResetRoute = (
  app: HttpApp,
  { database, limits, hasMail }: AccountDependencies,
): void => {
  const throttle = createResetThrottle(limits)
  app.route({
    method: 'POST',
    url: '/password-resets',
    config: { isPublic: true },
    schema: {
      operationId: 'askPasswordReset',
      tags: ['Login'],
      summary: 'Forgot the password',
      description:
        'Sends a link to set a new password to this e-mail, when it is that of a user and the server can send mails (`MASA_SMTP_URL`). The answer is the same whether it is or not. An administrator can make a link at any time.',
      security: [],
      body: Type.Object({
        email: Type.String({ minLength: 1, maxLength: 320, examples: ['abc@example.com'] }),
      }),
      response: { 204: Type.Null(), ...errorResponses(400, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body, ip }, reply) => {
      const email = body.email.trim()
      await throttle.count(email, ip)
      const user = await findUserByEmail(database, email)
      if (user && hasMail) await insertResetMailJob(database, user.id)
      return reply.code(204).send(null)
    },
  })
}
