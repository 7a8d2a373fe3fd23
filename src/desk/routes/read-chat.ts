import { Type } from 'typebox'
import { ChatItem } from '../../chats/item.ts'
import { moveOwnMark } from '../../chats/own-mark.ts'
import { ChatParams } from '../../chats/params.ts'
import type { Tx } from '../../database/database.ts'
import { validationError } from '../../error.ts'
import { appendEvents } from '../../events/append.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { actOnChat, type DeskDependencies } from '../act.ts'
import type { DeskChat } from '../lock-chat.ts'
import { chatNews } from '../news.ts'
import { requirePerson } from '../person.ts'

/** `POST …/chats/{chat_id}/read`. */
export const readChatRoute = (app: HttpApp, dependencies: DeskDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/chats/:chat_id/read',
    config: { access: 'read' },
    schema: {
      operationId: 'readChat',
      tags: ['Desk'],
      summary: 'Mark a chat as read by you',
      description:
        'What is unread is each user’s own. The customer sees nothing of it: `POST …/messages/read` tells WhatsApp. A key cannot, since it is nobody.',
      params: ChatParams,
      body: Type.Object({
        message_id: Type.Optional(
          Type.String({ maxLength: 64, description: 'Up to this one; by default, up to the last one.' }),
        ),
      }),
      response: { 200: ChatItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: (request) => {
      const userId = requirePerson(request.principal)
      const { message_id: messageId } = request.body
      return actOnChat(dependencies, request, async (tx, chat) => {
        const to = messageId === undefined ? undefined : await selectTime(tx, chat, messageId)
        const key = { integrationId: chat.integrationId, chatId: chat.id, userId, to }
        if (await moveOwnMark(tx, key)) await appendEvents(tx, [chatNews(chat)])
      })
    },
  })
}

/** When a message of the chat was written. Throws 422 for one that is not in it. */
const selectTime = async (tx: Tx, chat: DeskChat, messageId: string): Promise<Date> => {
  const row = await tx
    .selectFrom('messages as m')
    .innerJoin('contact_addresses as a', 'a.address', 'm.address')
    .select('m.created_at')
    .where('m.integration_id', '=', chat.integrationId)
    .where('m.id', '=', messageId)
    .where('a.contact_id', '=', chat.contactId)
    .whereRef('m.created_at', '>=', 'a.since')
    .whereRef('m.created_at', '<', 'a.until')
    .executeTakeFirst()
  if (!row) throw validationError({ message_id: ['The message_id field must name a message of this chat.'] })
  return row.created_at
}
