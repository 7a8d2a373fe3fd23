import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { appendHistory } from './history.ts'
import type { DeskChat } from './lock-chat.ts'

/**
 * Notes of locked chats that have become active that they are. What was said when one was closed is over then, and
 * stays in its history, where a chat that had been in the archive before is told to be back. Answers those of which
 * it was not noted.
 */
export const wakeChats = async (tx: Tx, chats: DeskChat[]): Promise<DeskChat[]> => {
  const woken = chats.filter((chat) => chat.isActive && !chat.isNoted)
  if (woken.length === 0) return []
  const keys = woken.map((chat) => ({ i: chat.integrationId, c: chat.id }))
  const { rows } = await sql<{ integration_id: number; id: number }>`
    with woken as (
      update chats set is_active = true, closed_at = null, closed_by = null, reason_id = null
      from json_to_recordset(${JSON.stringify(keys)}::json) as key (i integer, c integer)
      where chats.integration_id = key.i and chats.id = key.c
      returning chats.integration_id, chats.id
    )
    select woken.integration_id, woken.id from woken
    join lateral (
      select action from chat_history h
      where h.integration_id = woken.integration_id and h.chat_id = woken.id
        and h.action in ('closed', 'archived', 'reopened', 'reactivated')
      order by h.id desc limit 1
    ) last on last.action in ('closed', 'archived')`.execute(tx)
  await appendHistory(
    tx,
    rows.map(({ integration_id: integrationId, id: chatId }) => ({
      integrationId,
      chatId,
      action: 'reactivated',
      actorId: null,
    })),
  )
  return woken
}
