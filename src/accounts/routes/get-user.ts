import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { findUser, UserItem, UserParams, userItem } from '../user-item.ts'

/** `GET /v1/users/{id}`. */
export const getUserRoute = (app: HttpApp, { database }: AccountDependencies): void => {
  app.route({
    method: 'GET',
    url: '/users/:user_id',
    config: { access: 'administer' },
    schema: {
      operationId: 'getUser',
      tags: ['Users'],
      summary: 'Get a user',
      description: 'One user, as in the list.',
      params: UserParams,
      response: { 200: UserItem, ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params }) => {
      const user = await findUser(database, Number(params.user_id))
      if (!user) throw notFound()
      return userItem(user)
    },
  })
}
