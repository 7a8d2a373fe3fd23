import { Type } from 'typebox'
import { selectContactId } from '../../chats/chat-contact.ts'
import { ChatParams } from '../../chats/params.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import type { DeskDependencies } from '../act.ts'
import { listNotes, NoteItem, noteItem } from '../notes.ts'

/** `GET …/chats/{chat_id}/notes`. */
export const listNotesRoute = (app: HttpApp, { database, publicUrl }: DeskDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/chats/:chat_id/notes',
    config: { isHistory: true },
    schema: {
      operationId: 'listNotes',
      tags: ['Desk'],
      summary: 'List the notes of a chat',
      description: 'What the team wrote to itself, the latest first. Customers never see it.',
      params: ChatParams,
      querystring: ListQuery,
      response: { 200: Type.Array(NoteItem), ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { integration, params, query } = request
      const window = listWindow(query)
      await selectContactId(database, integration.id, params.chat_id)
      const chat = { integrationId: integration.id, chatId: Number(params.chat_id) }
      const rows = await listNotes(database, chat, window)
      return paginateList(rows, window, ({ id }) => [id], request, reply, publicUrl).map(noteItem)
    },
  })
}
