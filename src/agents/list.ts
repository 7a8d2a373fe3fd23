import { type RawBuilder, sql } from 'kysely'
import type { Principal, Role } from '../accounts/principal.ts'
import type { Database } from '../database/database.ts'
import type { AgentState } from '../database/inbox-schema.ts'
import { CONNECTED_SECONDS } from './hear.ts'

export type ListedAgent = {
  id: number
  name: string
  role: Role
  agent_state: AgentState
  agent_state_since: Date
  active_chats: number
  is_connected: boolean
}

/** Whose team is asked for: all, or those who share one of these numbers. */
export type Team = { integrationIds: Principal['integrationIds']; userId: number | undefined }

/** The users who are not disabled, of one team, by name. */
export const listAgents = (database: Database, team: Team): Promise<ListedAgent[]> =>
  selectAgents(database, isOfTeam(team))

export const findAgent = async (
  database: Database,
  team: Team,
  id: number,
): Promise<ListedAgent | undefined> =>
  (await selectAgents(database, sql`users.id = ${id} and ${isOfTeam(team)}`))[0]

const selectAgents = async (database: Database, condition: RawBuilder<unknown>): Promise<ListedAgent[]> => {
  const { rows } = await sql<ListedAgent>`
    select users.id, users.name, users.role, users.agent_state, users.agent_state_since,
      (select count(*)::integer from chats where assignee_id = users.id and active_until > now()) as active_chats,
      coalesce(users.seen_at > now() - make_interval(secs => ${CONNECTED_SECONDS}::integer), false) as is_connected
    from users where disabled_at is null and ${condition}
    order by lower(users.name), users.id`.execute(database)
  return rows
}

/** An administrator is of every team, and everybody of their own. */
const isOfTeam = ({ integrationIds, userId }: Team): RawBuilder<unknown> =>
  integrationIds === 'all'
    ? sql`true`
    : sql`(users.role = 'administrator' or users.id = ${userId ?? null}::integer or exists (
        select from user_integrations given
        where given.user_id = users.id and given.integration_id = any(${[...integrationIds]}::integer[])))`
