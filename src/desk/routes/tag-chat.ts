import { Type } from 'typebox'
import { ChatItem } from '../../chats/item.ts'
import { ChatParams } from '../../chats/params.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { actOnChat, type DeskDependencies } from '../act.ts'
import { tagChat } from '../tag-chat.ts'
import { selectNamedTag, TagName } from '../tags.ts'

/** `POST …/chats/{chat_id}/tags`. */
export const tagChatRoute = (app: HttpApp, dependencies: DeskDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/chats/:chat_id/tags',
    schema: {
      operationId: 'tagChat',
      tags: ['Desk'],
      summary: 'Tag a chat',
      description:
        'By the id of a tag, or by its name, whatever its case. A name that no tag has makes a new one.',
      params: ChatParams,
      body: Type.Object({
        tag_id: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
        name: Type.Optional(TagName),
      }),
      response: { 200: ChatItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: (request) =>
      actOnChat(dependencies, request, async (tx, chat) => {
        const { body, principal } = request
        const tag = await selectNamedTag(tx, { id: body.tag_id, name: body.name }, principal.actor)
        await tagChat(tx, chat, tag, principal.userId ?? null)
      }),
  })
}
