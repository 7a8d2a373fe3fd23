import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { InboxSchema } from '../database/inbox-schema.ts'
import { appendEvents } from '../events/append.ts'
import { type Action, appendHistory } from './history.ts'
import { type DeskChat, lockDeskChat } from './lock-chat.ts'
import { agentNews, chatNews } from './news.ts'
import { wakeChats } from './wake.ts'

export type Assignment = {
  integrationId: number
  chatId: number
  /** Who gets it; null: nobody. That the user may have it is for the caller to look at. */
  userId: number | null
  /** Who gives it; null for a program, and for what is given out by itself. */
  actorId: number | null
  /** Given out by itself. */
  isAutomatic?: boolean
  /** It has to be one of these people's by now, null for nobody's; without, it may be anybody's. */
  expected?: readonly (number | null)[]
}

/**
 * `unchanged`: it was theirs already. `taken`: it is somebody's who was not expected. `archived`: those in the archive
 * are nobody's. `gone`: there is no such chat (any more).
 */
export type AssignOutcome =
  | { kind: 'assigned' | 'unchanged' | 'archived' | 'gone' }
  | { kind: 'taken'; assigneeId: number | null }

/**
 * Gives a chat to somebody, or takes it from who has it: under the chat's lock, so that of two who claim it at once
 * one gets it, and the other learns who has it. History, assignments and events are written along.
 */
export const assignChat = async (tx: Tx, assignment: Assignment): Promise<AssignOutcome> => {
  const { integrationId, chatId, userId, expected } = assignment
  const chat = await lockDeskChat(tx, integrationId, chatId)
  if (!chat) return { kind: 'gone' }
  if (chat.assigneeId === userId) return { kind: 'unchanged' }
  if (expected && !expected.includes(chat.assigneeId)) return { kind: 'taken', assigneeId: chat.assigneeId }
  if (!chat.isActive) return { kind: 'archived' }
  await wakeChats(tx, [chat])
  const { how, end, action } = kindOf(assignment, chat)
  await endAssignments(tx, [chat], end)
  await sql`
    update chats set assignee_id = ${userId}, last_assignee_id = coalesce(assignee_id, last_assignee_id),
      assigned_at = case when ${userId}::integer is null then null else clock_timestamp() end
    where integration_id = ${integrationId} and id = ${chatId}`.execute(tx)
  if (userId !== null) await beginAssignment(tx, { ...assignment, userId }, how)
  await appendHistory(tx, [
    { integrationId, chatId, action, actorId: assignment.actorId, userId: userId ?? chat.assigneeId },
  ])
  await appendEvents(tx, [chatNews(chat), ...agentNews([chat.assigneeId, userId])])
  return { kind: 'assigned' }
}

type How = InboxSchema['chat_assignments']['how']
export type EndKind = NonNullable<InboxSchema['chat_assignments']['end_kind']>

const kindOf = (
  { userId, actorId, isAutomatic }: Assignment,
  { assigneeId }: DeskChat,
): { how: How; end: EndKind; action: Action } => {
  if (userId === null) return { how: 'handed_over', end: 'released', action: 'released' }
  if (isAutomatic) return { how: 'automatic', end: 'handed_over', action: 'assigned' }
  if (userId !== actorId)
    return {
      how: 'handed_over',
      end: 'handed_over',
      action: assigneeId === null ? 'assigned' : 'handed_over',
    }
  return assigneeId === null
    ? { how: 'claimed', end: 'released', action: 'claimed' }
    : { how: 'taken_over', end: 'taken_over', action: 'taken_over' }
}

const beginAssignment = async (
  tx: Tx,
  { integrationId, chatId, userId, actorId }: Assignment & { userId: number },
  how: How,
): Promise<void> => {
  await sql`
    insert into chat_assignments (integration_id, chat_id, user_id, assigned_at, assigned_by, how)
    values (${integrationId}, ${chatId}, ${userId}, clock_timestamp(), ${actorId}, ${how})`.execute(tx)
}

/** Ends the open assignments of locked chats, of those that are somebody's. */
export const endAssignments = async (
  tx: Tx,
  chats: Pick<DeskChat, 'integrationId' | 'id' | 'assigneeId'>[],
  end: EndKind,
): Promise<void> => {
  const keys = chats
    .filter(({ assigneeId }) => assigneeId !== null)
    .map(({ integrationId, id }) => ({ i: integrationId, c: id }))
  if (keys.length === 0) return
  await sql`
    update chat_assignments a set ended_at = clock_timestamp(), end_kind = ${end}
    from json_to_recordset(${JSON.stringify(keys)}::json) as key (i integer, c integer)
    where a.integration_id = key.i and a.chat_id = key.c and a.ended_at is null`.execute(tx)
}
