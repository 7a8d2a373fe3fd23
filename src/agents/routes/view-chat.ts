import { Type } from 'typebox'
import { ChatParams } from '../../chats/params.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AgentDependencies } from '../add-routes.ts'
import { selectChatViewer } from '../chat-viewer.ts'
import { ViewerItem } from '../viewers.ts'

/** `POST …/chats/{chat_id}/presence`. */
export const viewChatRoute = (app: HttpApp, { database, viewers, hearing }: AgentDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/chats/:chat_id/presence',
    config: { access: 'read' },
    schema: {
      operationId: 'viewChat',
      tags: ['Agents'],
      summary: 'Tell that you look at a chat',
      description:
        'To be called every few seconds while somebody has a chat open: after 12 seconds they are taken to have left it. The answer says who else is there. Streams of `GET /v1/events` tell users of each change as `presence`, an event without an id that is in no list.',
      params: ChatParams,
      body: Type.Object({
        typing: Type.Optional(Type.Boolean({ default: false, description: 'Whether you write an answer.' })),
      }),
      response: {
        200: Type.Object({
          chat_id: Type.Integer({ examples: [7] }),
          viewers: Type.Array(ViewerItem, { description: 'Who looks at the chat, you among them.' }),
        }),
        ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503),
      },
    },
    handler: async (request) => {
      const { chat, id, name } = await selectChatViewer(database, request)
      hearing.hear(id)
      viewers.view(chat, { id, name, isTyping: request.body.typing ?? false })
      return { chat_id: chat.chatId, viewers: viewers.list(chat) }
    },
  })
}
