import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { changeUser } from '../change-user.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { UserParams } from '../user-item.ts'

/** `DELETE /v1/users/{id}`: what they wrote keeps its author, so the user stays, disabled. */
export const disableUserRoute = (app: HttpApp, dependencies: AccountDependencies): void => {
  const { authenticator, onAppended } = dependencies
  app.route({
    method: 'DELETE',
    url: '/users/:user_id',
    config: { access: 'administer' },
    schema: {
      operationId: 'disableUser',
      tags: ['Users'],
      summary: 'Disable a user',
      description:
        'Signs them out everywhere, ends their tokens, and lets them in no more. What they wrote keeps their name; `PUT` with `disabled` false brings them back.',
      params: UserParams,
      response: { 204: Type.Null(), ...errorResponses(401, 404, 409, 429, 503) },
    },
    handler: async ({ params, principal }, reply) => {
      const id = Number(params.user_id)
      const tokenIds = await changeUser(dependencies, id, { isDisabled: true }, principal.actor)
      if (!tokenIds) throw notFound()
      authenticator.forget(tokenIds)
      onAppended()
      return reply.code(204).send(null)
    },
  })
}
