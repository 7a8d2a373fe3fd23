import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
import { agentNews } from './news.ts'

/** Two chats of a number that are with one person; both are locked. */
export type Merge = { integrationId: number; from: number; into: number }

/**
 * Moves what the desk knows of a chat to the one that stays. Where both are somebody's, it stays with who has that one.
 * It is active if either was, until the time that was later.
 */
export const mergeDesk = async (tx: Tx, merge: Merge): Promise<void> => {
  await joinAssignments(tx, merge)
  await joinChats(tx, merge)
  for (const table of ['chat_assignments', 'chat_history', 'chat_notes'])
    await sql`update ${sql.table(table)} set chat_id = ${merge.into} where ${isFrom(merge)}`.execute(tx)
  await sql`
    insert into chat_tags (integration_id, chat_id, tag_id, tagged_by, tagged_at)
    select integration_id, ${merge.into}, tag_id, tagged_by, tagged_at from chat_tags where ${isFrom(merge)}
    on conflict do nothing`.execute(tx)
  await sql`
    insert into chat_reads (integration_id, chat_id, user_id, read_to)
    select integration_id, ${merge.into}, user_id, read_to from chat_reads where ${isFrom(merge)}
    on conflict (integration_id, chat_id, user_id)
      do update set read_to = greatest(chat_reads.read_to, excluded.read_to)`.execute(tx)
  await sql`
    insert into auto_reply_sends (integration_id, chat_id, kind, sent_at)
    select integration_id, ${merge.into}, kind, sent_at from auto_reply_sends where ${isFrom(merge)}
    on conflict (integration_id, chat_id, kind)
      do update set sent_at = greatest(auto_reply_sends.sent_at, excluded.sent_at)`.execute(tx)
}

const isFrom = ({ integrationId, from }: Merge) =>
  sql`integration_id = ${integrationId} and chat_id = ${from}`

/** A chat is one person's at a time. */
const joinAssignments = async (tx: Tx, { integrationId, from, into }: Merge): Promise<void> => {
  const { rows } = await sql<{ user_id: number }>`
    update chat_assignments a set ended_at = clock_timestamp(), end_kind = 'released'
    where a.integration_id = ${integrationId} and a.chat_id = ${from} and a.ended_at is null and exists (
      select from chat_assignments other
      where other.integration_id = ${integrationId} and other.chat_id = ${into} and other.ended_at is null)
    returning a.user_id`.execute(tx)
  await appendEvents(tx, agentNews(rows.map(({ user_id }) => user_id)))
}

const joinChats = async (tx: Tx, { integrationId, from, into }: Merge): Promise<void> => {
  await sql`
    update chats kept
    set assignee_id = coalesce(kept.assignee_id, gone.assignee_id),
      assigned_at = case when kept.assignee_id is null then gone.assigned_at else kept.assigned_at end,
      last_assignee_id = coalesce(kept.last_assignee_id, gone.last_assignee_id),
      priority = least(kept.priority, gone.priority),
      reopened_until = greatest(kept.reopened_until, gone.reopened_until),
      closed_at = case when not either.is_active then kept.closed_at end,
      closed_by = case when not either.is_active then kept.closed_by end,
      reason_id = case when not either.is_active then kept.reason_id end,
      is_active = kept.is_active or gone.is_active
    from chats gone
    cross join lateral (
      select coalesce(greatest(gone.active_until, k.active_until) > now(), false) as is_active
      from chats k where k.integration_id = ${integrationId} and k.id = ${into}
    ) either
    where gone.integration_id = ${integrationId} and gone.id = ${from}
      and kept.integration_id = ${integrationId} and kept.id = ${into}`.execute(tx)
}
