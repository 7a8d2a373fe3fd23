import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import type { AccountDependencies } from '../dependencies.ts'
import { SessionItem, sessionItem } from '../session-item.ts'
import { listSessions } from '../sessions.ts'

/** `GET /v1/sessions`: where the caller is signed in. */
export const listSessionsRoute = (app: HttpApp, { database, publicUrl }: AccountDependencies): void => {
  app.route({
    method: 'GET',
    url: '/sessions',
    config: { access: 'user' },
    schema: {
      operationId: 'listSessions',
      tags: ['Sessions'],
      summary: 'List own sessions',
      description: 'The browsers in which you are signed in, the newest first.',
      querystring: ListQuery,
      response: { 200: Type.Array(SessionItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { tokenId, userId } = request.principal
      const window = listWindow(request.query)
      const sessions = await listSessions(database, userId!, window)
      return paginateList(sessions, window, ({ id }) => [id], request, reply, publicUrl).map((session) =>
        sessionItem(session, tokenId),
      )
    },
  })
}
