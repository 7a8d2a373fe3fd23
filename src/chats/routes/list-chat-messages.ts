import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import { validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, type ListWindow, linkBoth, listWindow, paginateList } from '../../http/pagination.ts'
import { MessageItem } from '../../messages/item.ts'
import { placeKey } from '../../messages/list.ts'
import { showMessages } from '../../messages/show.ts'
import { selectContactId } from '../chat-contact.ts'
import {
  type ChatKey,
  type ChatPart,
  findPartAround,
  isForward,
  listChatPlaces,
  listNewerPart,
} from '../list-messages.ts'
import { ChatParams } from '../params.ts'

/** `GET …/chats/{chat_id}/messages`: what was written in a chat, by both sides. */
export const listChatMessagesRoute = (
  app: HttpApp,
  database: Database,
  publicUrl: string | undefined,
): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/chats/:chat_id/messages',
    config: { isHistory: true },
    schema: {
      operationId: 'listChatMessages',
      tags: ['Chats'],
      summary: 'List the messages of a chat',
      description:
        'What was sent and received in a chat, newest first. With `around` the list opens in the middle: with the message and what was written before and after it; the Link of the answer names both sides, `rel=next` what is older and `rel=prev` what is newer.',
      params: ChatParams,
      querystring: Type.Object({
        around: Type.Optional(
          Type.String({ maxLength: 64, description: 'The message_id of a message of the chat.' }),
        ),
        ...ListQuery.properties,
      }),
      response: { 200: Type.Array(MessageItem), ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { integration, query, params } = request
      const window = listWindow(query)
      const contactId = await selectContactId(database, integration.id, params.chat_id)
      const chat = { integrationId: integration.id, contactId }
      const part = await findPart(database, chat, query.around, window)
      if (part) linkBoth(request, reply, publicUrl, part)
      const shown =
        part?.places ??
        paginateList(
          await listChatPlaces(database, chat, window),
          window,
          placeKey,
          request,
          reply,
          publicUrl,
        )
      return showMessages(
        database,
        integration,
        shown.map(({ id }) => id),
      )
    },
  })
}

/** The part of a chat that is asked for from its middle, or going forward; undefined for one that begins with the newest. */
const findPart = async (
  database: Database,
  chat: ChatKey,
  around: string | undefined,
  { limit, after }: ListWindow,
): Promise<ChatPart | undefined> => {
  if (around !== undefined) {
    const part = after ? undefined : await findPartAround(database, chat, around, limit - 1)
    if (!part)
      throw validationError({
        around: ['The around field must be a message of this chat, without a cursor.'],
      })
    return part
  }
  return isForward(after) ? listNewerPart(database, chat, after, limit - 1) : undefined
}
