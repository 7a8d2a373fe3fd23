import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import { notFound, PublicError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { cancelMessages } from '../cancel.ts'
import { MessageParams } from '../fields.ts'
import { isMessageId } from '../message-id.ts'
import { findNamedMessage } from '../queries.ts'

/** `DELETE …/messages/{message_id}`: it is not sent any more. `onAppended`: told when an event was appended. */
export const cancelMessageRoute = (app: HttpApp, database: Database, onAppended: () => void): void => {
  app.route({
    method: 'DELETE',
    url: '/integrations/:integration_id/conversations/messages/:message_id',
    schema: {
      operationId: 'cancelMessage',
      tags: ['Messages'],
      summary: 'Cancel a message',
      description:
        'Cancels a message that is still queued. One that is being sent, or was, cannot be called back: that is a 409.',
      params: MessageParams,
      response: { 204: Type.Null(), ...errorResponses(401, 404, 409, 429, 503) },
    },
    handler: async ({ params: { message_id }, integration: { id } }, reply) => {
      const message = isMessageId(message_id) && (await findNamedMessage(database, id, message_id))
      if (!message) throw notFound()
      if ((await cancelMessages(database, id, [message_id])) === 0)
        throw new PublicError(
          409,
          'conflict',
          'Only a message that is still queued can be cancelled. GET it to see where it stands.',
        )
      onAppended()
      return reply.code(204).send(null)
    },
  })
}
