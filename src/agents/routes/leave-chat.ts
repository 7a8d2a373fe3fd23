import { Type } from 'typebox'
import { ChatParams } from '../../chats/params.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import type { AgentDependencies } from '../add-routes.ts'
import { selectChatViewer } from '../chat-viewer.ts'

/** `DELETE …/chats/{chat_id}/presence`. */
export const leaveChatRoute = (app: HttpApp, { database, viewers }: AgentDependencies): void => {
  app.route({
    method: 'DELETE',
    url: '/integrations/:integration_id/chats/:chat_id/presence',
    config: { access: 'read' },
    schema: {
      operationId: 'leaveChat',
      tags: ['Agents'],
      summary: 'Tell that you have left a chat',
      description: 'At once, in place of after 12 seconds.',
      params: ChatParams,
      response: { 204: Type.Null(), ...errorResponses(401, 404, 429, 503) },
    },
    handler: async (request, reply) => {
      const { chat, id } = await selectChatViewer(database, request)
      viewers.leave(chat, id)
      return reply.code(204).send(null)
    },
  })
}
