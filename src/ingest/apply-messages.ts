import { noteMessages } from '../chats/note-messages.ts'
import type { Tx } from '../database/database.ts'
import type { NewEvent } from '../events/append.ts'
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
  await noteMessages(
    tx,
    fresh.map((message) => ({ ...message, waId: null })),
    wishes,
    (chatIds) => [
      ...fresh.map((message, n) => receivedEvent(message, chatIds[n]!)),
      ...fresh.flatMap(fileEvent),
    ],
  )
}

const receivedEvent = (
  { integrationId, id, type, direction }: ReceivedMessage,
  chatId: number,
): NewEvent => ({
  type: 'message.received',
  integrationId,
  data: { message_id: id, chat_id: chatId, type, direction },
})

/** Of a file that is known to be out of reach; the others are told of when they have been fetched. */
const fileEvent = ({ integrationId, media }: ReceivedMessage): NewEvent[] =>
  media && media.reason !== null
    ? [
        {
          type: 'media.status',
          integrationId,
          data: { media_id: media.id, status: 'failed', reason: media.reason },
        },
      ]
    : []
