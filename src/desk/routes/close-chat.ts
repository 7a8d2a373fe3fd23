import { Type } from 'typebox'
import { ChatItem } from '../../chats/item.ts'
import { ChatParams } from '../../chats/params.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { actOnChat, type DeskDependencies } from '../act.ts'
import { closeChat } from '../close.ts'

/** `POST …/chats/{chat_id}/close`. */
export const closeChatRoute = (app: HttpApp, dependencies: DeskDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/chats/:chat_id/close',
    schema: {
      operationId: 'closeChat',
      tags: ['Desk'],
      summary: 'Close a chat',
      description:
        'Moves an active chat to the archive, with a reason. It is nobody’s then. When the person writes again, it is active again.',
      params: ChatParams,
      body: Type.Object({
        reason_id: Type.Integer({
          minimum: 1,
          maximum: 2_147_483_647,
          description: 'An active closing reason.',
        }),
      }),
      response: { 200: ChatItem, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: (request) =>
      actOnChat(dependencies, request, (tx, chat) =>
        closeChat(tx, chat, {
          reasonId: request.body.reason_id,
          actorId: request.principal.userId ?? null,
        }),
      ),
  })
}
