import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import { notFound, validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { MessageParams } from '../fields.ts'
import { isMessageId } from '../message-id.ts'
import { findNamedMessage } from '../queries.ts'
import { markRead } from '../read-receipts.ts'

type Dependencies = {
  database: Database
  /** Told when events were appended to the log. */
  onAppended: () => void
}

const MESSAGES = '/integrations/:integration_id/conversations/messages'

const SHARED = {
  tags: ['Messages'],
  description:
    'Marks a received message and all before it as read: the customer sees two blue ticks. With `typing` the customer sees that somebody is writing, for 25 seconds or until a message comes.',
  response: {
    200: Type.Object({ success: Type.Boolean({ examples: [true] }) }),
    ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503),
  },
}

const TypingField = Type.Optional(Type.Boolean({ description: 'Shows that somebody is writing.' }))

/** `POST` or `PUT …/messages/{message_id}/read`, and `POST …/messages/read` with the id in the body. */
export const markReadRoutes = (app: HttpApp, dependencies: Dependencies): void => {
  for (const method of ['POST', 'PUT'] as const)
    app.route({
      method,
      url: `${MESSAGES}/:message_id/read`,
      config: { access: 'send' },
      schema: {
        ...SHARED,
        hide: method === 'PUT',
        operationId: method === 'POST' ? 'markRead' : 'markReadByPut',
        summary: 'Mark a message as read',
        description: `${SHARED.description} \`PUT\` is the same as \`POST\`.`,
        params: MessageParams,
        body: Type.Object({ typing: TypingField }),
      },
      handler: (request) => read(dependencies, request, request.params.message_id, request.body.typing),
    })
  app.route({
    method: 'POST',
    url: `${MESSAGES}/read`,
    schema: {
      ...SHARED,
      operationId: 'markReadInBody',
      summary: 'Mark a message as read, named in the body',
      params: IntegrationParams,
      body: Type.Object({
        message_id: Type.String({ maxLength: 64, examples: ['gBEGkFBXUQRnAgnoOJ1ESPKBwME'] }),
        typing: TypingField,
      }),
    },
    handler: (request) => read(dependencies, request, request.body.message_id, request.body.typing),
  })
}

const read = async (
  { database, onAppended }: Dependencies,
  { integration, principal: { userId } }: FastifyRequest,
  messageId: string,
  isTyping = false,
): Promise<{ success: boolean }> => {
  const message = isMessageId(messageId) && (await findNamedMessage(database, integration.id, messageId))
  if (!message) throw notFound()
  const { wamid } = message
  if (message.direction === 'outbound' || wamid === null)
    throw validationError({
      message_id: ['The message_id field must name a message that was received, not one that was sent.'],
    })
  await database
    .transaction()
    .execute((tx) => markRead(tx, integration, { ...message, wamid }, { isTyping, userId }))
  onAppended()
  return { success: true }
}
