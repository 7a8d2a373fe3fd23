import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { listWindow, paginateList } from '../../http/pagination.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { ChatItem, chatItem } from '../item.ts'
import { chatKey, listChats } from '../list.ts'
import { ChatListQuery, readFilter } from '../list-query.ts'
import { readerOf } from '../reader.ts'

/** `GET …/chats` (public API, "Chats"). */
export const listChatsRoute = (app: HttpApp, database: Database, publicUrl: string | undefined): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/chats',
    config: { isHistory: true },
    schema: {
      operationId: 'listChats',
      tags: ['Chats'],
      summary: 'List chats',
      description: 'The chats of a number, the one with the latest message first.',
      params: IntegrationParams,
      querystring: ChatListQuery,
      response: { 200: Type.Array(ChatItem), ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { integration, query, principal } = request
      const window = listWindow(query)
      const filter = readFilter(query, principal)
      const chats = await listChats(database, [integration.id], filter, readerOf(principal), window)
      return paginateList(chats, window, chatKey, request, reply, publicUrl).map(chatItem)
    },
  })
}
