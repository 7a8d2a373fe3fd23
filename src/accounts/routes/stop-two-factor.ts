import { Type } from 'typebox'
import { PublicError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { isOwnPassword } from '../change-own.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { removeTwoFactor } from '../two-factor/remove.ts'
import { wrongPassword } from '../user-errors.ts'

/** `DELETE /v1/me/two-factor`. */
export const stopTwoFactorRoute = (
  app: HttpApp,
  { database, throttle, onAppended }: AccountDependencies,
): void => {
  app.route({
    method: 'DELETE',
    url: '/me/two-factor',
    config: { access: 'user' },
    schema: {
      operationId: 'stopTwoFactor',
      tags: ['My account'],
      summary: 'Switch two-factor authentication off',
      description: 'Asks for the password, in the body. Recovery codes end too. 409 when it is not on.',
      body: Type.Object({
        password: Type.String({ minLength: 1, maxLength: 1_000, examples: ['YOUR_PASSWORD'] }),
      }),
      response: { 204: Type.Null(), ...errorResponses(400, 401, 409, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body, principal: { userId, actor } }, reply) => {
      if (!(await isOwnPassword(database, throttle, userId!, body.password))) throw wrongPassword('password')
      if (!(await removeTwoFactor(database, userId!, actor)))
        throw new PublicError(409, 'conflict', 'Two-factor authentication is not on.')
      onAppended()
      return reply.code(204).send(null)
    },
  })
}
