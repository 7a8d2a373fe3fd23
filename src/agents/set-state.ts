import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { AgentState } from '../database/inbox-schema.ts'
import { agentNews } from '../desk/news.ts'
import { appendEvents } from '../events/append.ts'
import { handOn } from './hand-on.ts'

/** In the order in which a menu shows them (Desk360, "Agent status"). */
export const AGENT_STATES = ['online', 'invisible', 'break', 'offline'] as const satisfies AgentState[]

/**
 * Puts somebody of the team into a state, and begins its time. Whoever goes offline hands their chats on, in the same
 * transaction. Signing in sets `online`, signing out `offline`: asked for the state that one is in, it only notes that
 * they were heard of. `from`: does nothing when they are in none of these by now. Answers whether the state is another
 * one than before; false for a user that there is not.
 */
export const setAgentState = async (
  tx: Tx,
  userId: number,
  state: AgentState,
  from: readonly AgentState[] = AGENT_STATES,
): Promise<boolean> => {
  const { rows } = await sql<{ before: AgentState }>`
    select agent_state as before from users where id = ${userId} for no key update`.execute(tx)
  const before = rows[0]?.before
  if (before === undefined || !from.includes(before)) return false
  if (before === state) {
    await sql`update users set seen_at = clock_timestamp() where id = ${userId}`.execute(tx)
    return false
  }
  await sql`
    update users set agent_state = ${state}, agent_state_since = clock_timestamp()
    where id = ${userId}`.execute(tx)
  await noteState(tx, userId)
  await appendEvents(tx, agentNews([userId]))
  if (state === 'offline') await handOn(tx, userId)
  return true
}

/** What the reports count: the state before ends at the moment at which the new one begins. */
const noteState = async (tx: Tx, userId: number): Promise<void> => {
  await sql`
    update agent_states set until = users.agent_state_since from users
    where users.id = ${userId} and agent_states.user_id = users.id and until is null`.execute(tx)
  await sql`
    insert into agent_states (user_id, since, state)
    select id, agent_state_since, agent_state from users where id = ${userId}`.execute(tx)
}
