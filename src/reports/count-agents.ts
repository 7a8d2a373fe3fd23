import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { isWithin, type Window } from './window.ts'

/** What somebody of the team did with the chats that were given to them in some time (Desk360, "User Report"). */
export type AgentCounts = {
  user_id: number
  name: string
  email: string
  average_first_response_seconds: number | null
  average_resolution_seconds: number | null
  assigned_chats: number
  resolved_chats: number
  reactivated_chats: number
  forwarded_chats: number
}

/** Of everybody who is in the team, and of those who were and had chats then. */
export const countAgents = async (
  database: Database,
  integrationIds: readonly number[],
  window: Window,
): Promise<AgentCounts[]> => {
  const { rows } = await sql<AgentCounts>`
    select u.id as user_id, u.name, u.email, counted.* from users u
    cross join lateral (
      select round(extract(epoch from avg(a.first_reply_at - a.assigned_at)))::integer
          as average_first_response_seconds,
        round(extract(epoch from avg(a.ended_at - a.assigned_at) filter (where a.end_kind = 'closed')))::integer
          as average_resolution_seconds,
        count(*)::integer as assigned_chats,
        count(*) filter (where a.end_kind = 'closed')::integer as resolved_chats,
        count(*) filter (where a.end_kind in ('closed', 'archived') and ${CAME_BACK})::integer as reactivated_chats,
        count(*) filter (where a.end_kind = 'handed_over' and ${WAS_FORWARDED})::integer as forwarded_chats
      from chat_assignments a
      where a.user_id = u.id and a.integration_id = any(${[...integrationIds]}::integer[])
        and ${isWithin(window, sql`a.assigned_at`)}
    ) counted
    where u.disabled_at is null or counted.assigned_chats > 0
    order by lower(u.name), u.id`.execute(database)
  return rows
}

/** Out of the archive, before somebody else had it. */
const CAME_BACK = sql`exists (
  select from chat_history h
  where h.integration_id = a.integration_id and h.chat_id = a.chat_id and h.at >= a.ended_at
    and h.action in ('reactivated', 'reopened') and not exists (
      select from chat_assignments other
      where other.integration_id = a.integration_id and other.chat_id = a.chat_id and other.id > a.id
        and other.assigned_at < h.at))`

/** By themselves: not what was given to others because they went. */
const WAS_FORWARDED = sql`(
  select next.assigned_by = a.user_id from chat_assignments next
  where next.integration_id = a.integration_id and next.chat_id = a.chat_id and next.id > a.id
  order by next.id limit 1)`
