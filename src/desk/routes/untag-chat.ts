import { Type } from 'typebox'
import { ChatParams } from '../../chats/params.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IdParam } from '../../http/id-param.ts'
import { type DeskDependencies, withChat } from '../act.ts'
import { untagChat } from '../tag-chat.ts'

/** `DELETE …/chats/{chat_id}/tags/{tag_id}`. */
export const untagChatRoute = (app: HttpApp, dependencies: DeskDependencies): void => {
  app.route({
    method: 'DELETE',
    url: '/integrations/:integration_id/chats/:chat_id/tags/:tag_id',
    schema: {
      operationId: 'untagChat',
      tags: ['Desk'],
      summary: 'Take a tag from a chat',
      description: 'The tag itself stays.',
      params: Type.Object({ ...ChatParams.properties, tag_id: IdParam }),
      response: { 204: Type.Null(), ...errorResponses(401, 404, 429, 503) },
    },
    handler: async (request, reply) => {
      const { params, principal } = request
      await withChat(dependencies, request, (tx, chat) =>
        untagChat(tx, chat, Number(params.tag_id), principal.userId ?? null),
      )
      return reply.code(204).send(null)
    },
  })
}
