import { Type } from 'typebox'
import { selectContactId } from '../../chats/chat-contact.ts'
import { ChatParams } from '../../chats/params.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import type { DeskDependencies } from '../act.ts'
import { HistoryItem, historyItem, listHistory } from '../history-list.ts'

/** `GET …/chats/{chat_id}/history`. */
export const listHistoryRoute = (app: HttpApp, { database, publicUrl }: DeskDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/chats/:chat_id/history',
    config: { isHistory: true },
    schema: {
      operationId: 'listChatHistory',
      tags: ['Desk'],
      summary: 'List what was done with a chat',
      description: 'Who had it, closed it, tagged it, and what came by itself; the latest first.',
      params: ChatParams,
      querystring: ListQuery,
      response: { 200: Type.Array(HistoryItem), ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { integration, params, query } = request
      const window = listWindow(query)
      await selectContactId(database, integration.id, params.chat_id)
      const chat = { integrationId: integration.id, chatId: Number(params.chat_id) }
      const rows = await listHistory(database, chat, window)
      return paginateList(rows, window, ({ id }) => [id], request, reply, publicUrl).map(historyItem)
    },
  })
}
