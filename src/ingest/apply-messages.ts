import { sql } from 'kysely'
import { noteMessages } from '../chats/note-messages.ts'
import type { Preference } from '../chats/stored-sightings.ts'
import type { Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
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
): Promise<void> => {
  const fresh = await insertReceived(tx, messages)
  await insertPreferences(tx, preferences)
  const chatIds = await noteMessages(
    tx,
    fresh.map((message) => ({ ...message, waId: null })),
    preferences,
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

/** Of two that were told in the same second, *stop* counts, whichever came first. */
const insertPreferences = async (tx: Tx, preferences: Preference[]): Promise<void> => {
  if (preferences.length === 0) return
  const rows = preferences.map(({ wabaId, address, userId, value, at }) => ({
    b: wabaId,
    a: address,
    u: userId ?? '',
    v: value,
    t: at,
  }))
  await sql`
    insert into contact_preferences (waba_id, address, told_at, user_id, value)
    select b, a, t, u, max(v) from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (b text, a text, t timestamptz, u text, v text)
    group by b, a, t, u order by b, a, t, u
    on conflict (waba_id, address, told_at, user_id) do update
    set value = greatest(contact_preferences.value, excluded.value)`.execute(tx)
}
