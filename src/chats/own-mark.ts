import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** What a user has read of a chat: up to `to`, or, without, up to the last message that the person wrote. */
export type OwnMark = { integrationId: number; chatId: number; userId: number; to?: Date | undefined }

/**
 * Moves what a user has read of a chat, forward alone. WhatsApp is told nothing: it knows of the business's reading, not
 * of each person's. Answers whether that was news.
 */
export const moveOwnMark = async (
  tx: Tx,
  { integrationId, chatId, userId, to }: OwnMark,
): Promise<boolean> => {
  const { rows } = await sql`
    insert into chat_reads as r (integration_id, chat_id, user_id, read_to)
    select integration_id, id, ${userId}, coalesce(${to ?? null}::timestamptz, last_inbound_at) from chats
    where integration_id = ${integrationId} and id = ${chatId}
      and coalesce(${to ?? null}::timestamptz, last_inbound_at) is not null
    on conflict (integration_id, chat_id, user_id) do update set read_to = excluded.read_to
      where r.read_to < excluded.read_to
    returning user_id`.execute(tx)
  return rows.length > 0
}
