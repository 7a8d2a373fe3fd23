import type { Database } from '../../database/database.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { MessageParams } from '../fields.ts'
import { MessageItem } from '../item.ts'
import { isMessageId } from '../message-id.ts'
import { showMessages } from '../show.ts'

/** `GET …/messages/{message_id}`: what became of a message. */
export const getMessageRoute = (app: HttpApp, database: Database): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/conversations/messages/:message_id',
    config: { isHistory: true },
    schema: {
      operationId: 'getMessage',
      tags: ['Messages'],
      summary: 'Get a message',
      description: 'Where a message stands, with its history and, when it failed, why and what to do.',
      params: MessageParams,
      response: { 200: MessageItem, ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params: { message_id }, integration }) => {
      const [message] = isMessageId(message_id) ? await showMessages(database, integration, [message_id]) : []
      if (!message) throw notFound()
      return message
    },
  })
}
