import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { MessageItem, messageItem } from '../item.ts'
import { isMessageId } from '../message-id.ts'
import { findMessage } from '../queries.ts'

/** `GET …/messages/{message_id}`: what became of a message. */
export const getMessageRoute = (app: HttpApp, database: Database): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/conversations/messages/:message_id',
    schema: {
      operationId: 'getMessage',
      tags: ['Messages'],
      summary: 'Get a message',
      description: 'Where a message stands, with its history and, when it failed, why and what to do.',
      params: Type.Object({
        ...IntegrationParams.properties,
        message_id: Type.String({ examples: ['gBEGkFBXUQRnAgnoOJ1ESPKBwME'] }),
      }),
      response: { 200: MessageItem, ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params: { message_id }, integration }) => {
      const message = isMessageId(message_id) && (await findMessage(database, integration.id, message_id))
      if (!message) throw notFound()
      return messageItem(message, integration.phoneNumber)
    },
  })
}
