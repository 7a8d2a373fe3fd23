import type { Database } from '../../database/database.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ChatItem, chatItem } from '../item.ts'
import { findChat } from '../list.ts'
import type { ListedChat } from '../listed.ts'
import { ChatParams } from '../params.ts'
import { type Reader, readerOf } from '../reader.ts'

/** The chat that a path names, as somebody sees it. Throws 404. */
export const selectChat = async (
  database: Database,
  integrationId: number,
  chatId: string,
  reader: Reader,
): Promise<ListedChat> => {
  const chat = await findChat(database, integrationId, Number(chatId), reader)
  if (!chat) throw notFound()
  return chat
}

/** `GET …/chats/{chat_id}`. */
export const getChatRoute = (app: HttpApp, database: Database): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/chats/:chat_id',
    config: { isHistory: true },
    schema: {
      operationId: 'getChat',
      tags: ['Chats'],
      summary: 'Get a chat',
      description: 'One chat of a number.',
      params: ChatParams,
      response: { 200: ChatItem, ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params, integration, principal }) =>
      chatItem(await selectChat(database, integration.id, params.chat_id, readerOf(principal))),
  })
}
