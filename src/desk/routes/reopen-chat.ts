import { ChatItem } from '../../chats/item.ts'
import { ChatParams } from '../../chats/params.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { actOnChat, type DeskDependencies } from '../act.ts'
import { reopenChat } from '../reopen.ts'

/** `POST …/chats/{chat_id}/reopen`. */
export const reopenChatRoute = (app: HttpApp, dependencies: DeskDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/chats/:chat_id/reopen',
    schema: {
      operationId: 'reopenChat',
      tags: ['Desk'],
      summary: 'Reopen a chat',
      description:
        'Moves a chat that was closed back from the archive, as long as the person’s 24 hours are not over. After that a template that somebody of the team sends does it.',
      params: ChatParams,
      response: { 200: ChatItem, ...errorResponses(400, 401, 404, 409, 413, 415, 429, 503) },
    },
    handler: (request) =>
      actOnChat(dependencies, request, (tx, chat) => reopenChat(tx, chat, request.principal.userId ?? null)),
  })
}
