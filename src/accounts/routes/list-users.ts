import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { listUserPage, UserItem, userItem } from '../user-item.ts'

/** `GET /v1/users`. */
export const listUsersRoute = (app: HttpApp, { database, publicUrl }: AccountDependencies): void => {
  app.route({
    method: 'GET',
    url: '/users',
    config: { access: 'administer' },
    schema: {
      operationId: 'listUsers',
      tags: ['Users'],
      summary: 'List users',
      description: 'All users, also the disabled ones, in the order in which they were made.',
      querystring: ListQuery,
      response: { 200: Type.Array(UserItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const window = listWindow(request.query)
      const users = await listUserPage(database, window)
      return paginateList(users, window, ({ id }) => [id], request, reply, publicUrl).map(userItem)
    },
  })
}
