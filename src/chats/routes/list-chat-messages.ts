import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import { MessageItem } from '../../messages/item.ts'
import { placeKey } from '../../messages/list.ts'
import { showMessages } from '../../messages/show.ts'
import { listChatPlaces } from '../list-messages.ts'
import { selectContactId } from '../chat-contact.ts'
import { ChatParams } from '../params.ts'

/** `GET …/chats/{chat_id}/messages`: what was written in a chat, by both sides. */
export const listChatMessagesRoute = (
  app: HttpApp,
  database: Database,
  publicUrl: string | undefined,
): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/chats/:chat_id/messages',
    config: { isHistory: true },
    schema: {
      operationId: 'listChatMessages',
      tags: ['Chats'],
      summary: 'List the messages of a chat',
      description: 'What was sent and received in a chat, newest first.',
      params: ChatParams,
      querystring: ListQuery,
      response: { 200: Type.Array(MessageItem), ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { integration, query, params } = request
      const window = listWindow(query)
      const contactId = await selectContactId(database, integration.id, params.chat_id)
      const places = await listChatPlaces(database, { integrationId: integration.id, contactId }, window)
      const shown = paginateList(places, window, placeKey, request, reply, publicUrl)
      return showMessages(
        database,
        integration,
        shown.map(({ id }) => id),
      )
    },
  })
}
