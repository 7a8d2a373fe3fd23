import { Type } from 'typebox'
import { ChatItem } from '../../chats/item.ts'
import { ChatParams } from '../../chats/params.ts'
import { PRIORITIES } from '../../chats/priorities.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { actOnChat, type DeskDependencies } from '../act.ts'
import { setPriority } from '../priority.ts'

/** `PUT …/chats/{chat_id}`. */
export const changeChatRoute = (app: HttpApp, dependencies: DeskDependencies): void => {
  app.route({
    method: 'PUT',
    url: '/integrations/:integration_id/chats/:chat_id',
    schema: {
      operationId: 'changeChat',
      tags: ['Desk'],
      summary: 'Change a chat',
      description: 'Sets how much it matters.',
      params: ChatParams,
      body: Type.Object({ priority: Type.Optional(Type.Enum([...PRIORITIES])) }),
      response: { 200: ChatItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: (request) =>
      actOnChat(dependencies, request, async (tx, chat) => {
        const { priority } = request.body
        if (priority !== undefined) await setPriority(tx, chat, priority, request.principal.userId ?? null)
      }),
  })
}
