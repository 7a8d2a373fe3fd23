import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { conflict } from '../error.ts'
import { appendEvents } from '../events/append.ts'
import { appendHistory } from './history.ts'
import { type DeskChat, lockDeskChats } from './lock-chat.ts'
import { chatNews } from './news.ts'

/**
 * Moves a chat, which is locked, back from the archive, until the person's 24 hours are over. Throws 409 when they are
 * (Desk360, "Archive"): a template can bring it back then.
 */
export const reopenChat = async (tx: Tx, chat: DeskChat, actorId: number | null): Promise<void> => {
  if (chat.isActive) throw conflict('This chat is active already.')
  if (!chat.isWindowOpen)
    throw conflict(
      'The 24 hours since the last message of this person are over. Send a template, or wait until they write.',
    )
  await sql`
    update chats set reopened_until = window_expires_at, is_active = true, closed_at = null, closed_by = null,
      reason_id = null
    where integration_id = ${chat.integrationId} and id = ${chat.id}`.execute(tx)
  await appendHistory(tx, [
    { integrationId: chat.integrationId, chatId: chat.id, action: 'reopened', actorId },
  ])
  await appendEvents(tx, [chatNews(chat)])
}

/** A template that somebody of the team sent. */
export type TemplateSend = { integrationId: number; chatId: number; sentBy: number; at: Date }

/** Moves chats back from the archive to whose people templates were sent, for 24 hours from then on. */
export const reopenByTemplates = async (tx: Tx, sends: TemplateSend[]): Promise<void> => {
  const chats = await lockDeskChats(tx, sends)
  const archived = chats.filter(({ isActive }) => !isActive)
  for (const chat of archived) {
    const last = sends.findLast(
      ({ integrationId, chatId }) => integrationId === chat.integrationId && chatId === chat.id,
    )!
    const { numUpdatedRows } = await tx
      .updateTable('chats')
      .set({
        reopened_until: sql<Date>`${last.at}::timestamptz + interval '24 hours'`,
        is_active: true,
        closed_at: null,
        closed_by: null,
        reason_id: null,
      })
      .where('integration_id', '=', chat.integrationId)
      .where('id', '=', chat.id)
      // One that was closed since stays closed.
      .where(sql<boolean>`coalesce(closed_at < ${last.at}, true)`)
      .where(sql<boolean>`${last.at}::timestamptz > now() - interval '24 hours'`)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) continue
    await appendHistory(tx, [
      {
        integrationId: chat.integrationId,
        chatId: chat.id,
        action: 'reopened',
        actorId: last.sentBy,
        details: { by: 'template' },
      },
    ])
    await appendEvents(tx, [chatNews(chat)])
  }
}
