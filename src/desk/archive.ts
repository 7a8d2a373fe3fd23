import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
import { endAssignments } from './assign.ts'
import { appendHistory } from './history.ts'
import type { DeskChat } from './lock-chat.ts'
import { agentNews, chatNews } from './news.ts'

/**
 * Notes of chats whose time is over that they are in the archive, and nobody's any more. Answers how many; processes
 * that are at it together take others each.
 */
export const archiveChats = (database: Database, limit: number): Promise<number> =>
  database.transaction().execute(async (tx) => {
    const chats = await claimEnded(tx, limit)
    if (chats.length === 0) return 0
    await endAssignments(tx, chats, 'archived')
    const keys = chats.map(({ integrationId, id }) => ({ i: integrationId, c: id }))
    await sql`
      update chats set is_active = false, assignee_id = null, assigned_at = null,
        last_assignee_id = coalesce(assignee_id, last_assignee_id)
      from json_to_recordset(${JSON.stringify(keys)}::json) as key (i integer, c integer)
      where chats.integration_id = key.i and chats.id = key.c`.execute(tx)
    await appendHistory(
      tx,
      chats.map(({ integrationId, id: chatId, assigneeId: userId }) => ({
        integrationId,
        chatId,
        action: 'archived',
        actorId: null,
        userId,
      })),
    )
    await appendEvents(tx, [...chats.map(chatNews), ...agentNews(chats.map(({ assigneeId }) => assigneeId))])
    return chats.length
  })

type EndedChat = Pick<DeskChat, 'integrationId' | 'id' | 'contactId' | 'assigneeId'>

const claimEnded = async (tx: Tx, limit: number): Promise<EndedChat[]> => {
  const { rows } = await sql<EndedChat>`/* claim-ended-chats */
    select integration_id as "integrationId", id, contact_id as "contactId", assignee_id as "assigneeId"
    from chats where is_active and coalesce(active_until, '-infinity') <= now()
    order by coalesce(active_until, '-infinity') limit ${limit} for no key update skip locked`.execute(tx)
  return rows
}
