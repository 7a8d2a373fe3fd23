import { noteMessages } from '../chats/note-messages.ts'
import type { Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
import { insertPreferences, type Preference } from '../opt-outs/preferences.ts'
import { readWish } from '../opt-outs/read-wish.ts'
import type { WishWords } from '../opt-outs/words.ts'
import { insertReceived } from './insert-received.ts'
import type { ReceivedMessage } from './received-message.ts'

/**
 * Stores what customers and the business's phone app wrote, and what people told of marketing messages, and
 * notes both in contacts and chats: one step, since all locks on contacts are taken at once.
 */
export const applyMessages = async (
  tx: Tx,
  messages: ReceivedMessage[],
  preferences: Preference[],
  words: WishWords,
): Promise<void> => {
  const fresh = await insertReceived(tx, messages)
  const wishes = [...preferences, ...fresh.flatMap((message) => readWish(message, words) ?? [])]
  await insertPreferences(tx, wishes)
  const chatIds = await noteMessages(
    tx,
    fresh.map((message) => ({ ...message, waId: null })),
    wishes,
  )
  await appendEvents(tx, [
    ...fresh.map(({ integrationId, id, type, direction }, n) => ({
      type: 'message.received' as const,
      integrationId,
      data: { message_id: id, chat_id: chatIds[n]!, type, direction },
    })),
    ...fresh.flatMap(({ integrationId, media }) =>
      media && media.reason !== null
        ? [
            {
              type: 'media.status' as const,
              integrationId,
              data: { media_id: media.id, status: 'failed' as const, reason: media.reason },
            },
          ]
        : [],
    ),
  ])
}
