import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { conflict, validationError } from '../error.ts'
import { appendEvents } from '../events/append.ts'
import { endAssignments } from './assign.ts'
import { appendHistory } from './history.ts'
import type { DeskChat } from './lock-chat.ts'
import { agentNews, chatNews } from './news.ts'

/**
 * Closes an active chat, which is locked, with a reason. It goes to the archive and is nobody's. Throws 409 for one that
 * is there already, whose reason cannot be changed (Desk360, "Archive"), 422 for a reason that is not in use.
 */
export const closeChat = async (
  tx: Tx,
  chat: DeskChat,
  { reasonId, actorId }: { reasonId: number; actorId: number | null },
): Promise<void> => {
  if (!chat.isActive)
    throw conflict('This chat is in the archive already. What it was closed with cannot be changed.')
  const reason = await tx
    .selectFrom('closing_reasons')
    .select('is_active')
    .where('id', '=', reasonId)
    .forKeyShare()
    .executeTakeFirst()
  if (!reason?.is_active)
    throw validationError({ reason_id: ['The reason_id field must be the id of an active closing reason.'] })
  await endAssignments(tx, [chat], 'closed')
  // WhatsApp's clock may be ahead: what it has told of so far was before.
  await sql`
    update chats set closed_at = greatest(clock_timestamp(), last_inbound_at), closed_by = ${actorId},
      reason_id = ${reasonId}, reopened_until = null, is_active = false, assignee_id = null, assigned_at = null,
      last_assignee_id = coalesce(assignee_id, last_assignee_id)
    where integration_id = ${chat.integrationId} and id = ${chat.id}`.execute(tx)
  await appendHistory(tx, [
    {
      integrationId: chat.integrationId,
      chatId: chat.id,
      action: 'closed',
      actorId,
      userId: chat.assigneeId,
      reasonId,
    },
  ])
  await appendEvents(tx, [chatNews(chat), ...agentNews([chat.assigneeId])])
}
