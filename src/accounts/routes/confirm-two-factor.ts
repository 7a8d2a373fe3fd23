import { Type } from 'typebox'
import { validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { OtpField } from '../two-factor/fields.ts'

/** `POST /v1/me/two-factor/confirm`. */
export const confirmTwoFactorRoute = (
  app: HttpApp,
  { twoFactor, throttle, onAppended }: AccountDependencies,
): void => {
  app.route({
    method: 'POST',
    url: '/me/two-factor/confirm',
    config: { access: 'user' },
    schema: {
      operationId: 'confirmTwoFactor',
      tags: ['My account'],
      summary: 'Switch two-factor authentication on',
      description:
        'With a first code of the authenticator. From then on signing in takes one. The answer has ten recovery codes for the day on which the authenticator is lost; they are shown this once.',
      body: Type.Object({ otp: OtpField }),
      response: {
        200: Type.Object({
          recovery_codes: Type.Array(Type.String(), { examples: [['k7mq2-x9d4t', 'h3npz-8ukwy']] }),
        }),
        ...errorResponses(400, 401, 409, 413, 415, 422, 429, 503),
      },
    },
    handler: async ({ body, principal }, reply) => {
      const userId = principal.userId!
      const codes = await throttle.attempt('second factor', `user:${userId}`, () =>
        twoFactor.confirm(userId, body.otp),
      )
      if (!codes)
        throw validationError({
          otp: ['The otp field is not what the authenticator shows now. Check the clock of the phone.'],
        })
      onAppended()
      reply.header('cache-control', 'no-store')
      return { recovery_codes: codes }
    },
  })
}
