import { Type } from 'typebox'
import { notFound, PublicError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { removeTwoFactor } from '../two-factor/remove.ts'
import { findUser, UserParams } from '../user-item.ts'

/** `DELETE /v1/users/{id}/two-factor`: for who has lost both phone and recovery codes. */
export const removeTwoFactorRoute = (app: HttpApp, { database, onAppended }: AccountDependencies): void => {
  app.route({
    method: 'DELETE',
    url: '/users/:user_id/two-factor',
    config: { access: 'administer' },
    schema: {
      operationId: 'removeTwoFactor',
      tags: ['Users'],
      summary: "Switch a user's two-factor authentication off",
      description: 'For who has lost the authenticator and the recovery codes. 409 for a user without it.',
      params: UserParams,
      response: { 204: Type.Null(), ...errorResponses(401, 404, 409, 429, 503) },
    },
    handler: async ({ params, principal }, reply) => {
      const id = Number(params.user_id)
      if (!(await findUser(database, id))) throw notFound()
      if (!(await removeTwoFactor(database, id, principal.actor)))
        throw new PublicError(409, 'conflict', 'This user has no two-factor authentication.')
      onAppended()
      return reply.code(204).send(null)
    },
  })
}
