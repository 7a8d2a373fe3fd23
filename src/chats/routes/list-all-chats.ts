import { Type } from 'typebox'
import { canReach } from '../../accounts/principal.ts'
import { validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { listWindow, paginateList } from '../../http/pagination.ts'
import type { ChatDependencies } from '../add-routes.ts'
import { ChatItem, chatItem } from '../item.ts'
import { chatKey, listChats } from '../list.ts'
import { ChatListQuery, readFilter } from '../list-query.ts'
import { readerOf } from '../reader.ts'

/** `GET /v1/chats`: of all numbers that the caller was given. */
export const listAllChatsRoute = (
  app: HttpApp,
  { database, directory, publicUrl }: ChatDependencies,
): void => {
  app.route({
    method: 'GET',
    url: '/chats',
    schema: {
      operationId: 'listAllChats',
      tags: ['Chats'],
      summary: 'List the chats of all integrations',
      description: 'Those of all integrations that you reach, the one with the latest message first.',
      querystring: Type.Object({
        integration_id: Type.Optional(Type.Integer({ description: 'Those of this integration alone.' })),
        ...ChatListQuery.properties,
      }),
      response: { 200: Type.Array(ChatItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { query, principal } = request
      const window = listWindow(query)
      const filter = readFilter(query, principal)
      const reachable = (await directory.list()).map(({ id }) => id).filter((id) => canReach(principal, id))
      const { integration_id: one } = query
      if (one !== undefined && !reachable.includes(one))
        throw validationError({
          integration_id: ['The integration_id field must be the id of one of your integrations.'],
        })
      const ids = one === undefined ? reachable : [one]
      const chats = await listChats(database, ids, filter, readerOf(principal), window)
      return paginateList(chats, window, chatKey, request, reply, publicUrl).map(chatItem)
    },
  })
}
