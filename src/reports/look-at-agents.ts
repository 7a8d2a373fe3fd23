import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { AgentState } from '../database/inbox-schema.ts'

export type SeenAgent = { id: number; name: string; state: AgentState; since: Date; active_chats: number }

/** The team as it is at this moment, with the active chats of each with some numbers. */
export const lookAtAgents = async (
  database: Database,
  integrationIds: readonly number[],
): Promise<SeenAgent[]> => {
  const { rows } = await sql<SeenAgent>`
    select u.id, u.name, u.agent_state as state, u.agent_state_since as since, (
        select count(*)::integer from chats
        where chats.assignee_id = u.id and chats.active_until > now()
          and chats.integration_id = any(${[...integrationIds]}::integer[])) as active_chats
    from users u
    where u.disabled_at is null and (u.role = 'administrator' or exists (
      select from user_integrations ui
      where ui.user_id = u.id and ui.integration_id = any(${[...integrationIds]}::integer[])))
    order by lower(u.name), u.id`.execute(database)
  return rows
}

export type LastHour = { first_response: number | null; resolution: number | null }

/** How long people waited for a first answer that came in the last hour, and how long it took to close what was closed. */
export const averageLastHour = async (
  database: Database,
  integrationIds: readonly number[],
): Promise<LastHour> => {
  // Nothing that ends in the last hour was given out long before: a chat is active for some days at most.
  const { rows } = await sql<LastHour>`
    select round(extract(epoch from avg(a.first_reply_at - a.assigned_at)
        filter (where a.first_reply_at > now() - interval '1 hour')))::integer as first_response,
      round(extract(epoch from avg(a.ended_at - a.assigned_at)
        filter (where a.end_kind = 'closed' and a.ended_at > now() - interval '1 hour')))::integer as resolution
    from users u join chat_assignments a on a.user_id = u.id and a.assigned_at > now() - interval '7 days'
    where a.integration_id = any(${[...integrationIds]}::integer[])`.execute(database)
  return rows[0]!
}
