import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { Available } from './turns.ts'

/** Key of the advisory lock under which chats are given out: whose turn it is has to be true until they are given. */
const TURNS_LOCK = 0x6d617365

/**
 * Until the transaction ends, nobody else gives chats out. To be taken after a user is locked and before chats are:
 * whoever goes offline then sees all that they were given, and whoever gives out does not give to them any more.
 */
export const lockTurns = async (tx: Tx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${TURNS_LOCK})`.execute(tx)
}

/** Who may be given chats now: everybody who is online, of whatever role. */
export const listAvailable = async (database: Database): Promise<Available[]> => {
  const { rows } = await sql<{
    id: number
    sees_all: boolean
    integration_ids: number[]
    active_chats: number
    waiting_since: Date
  }>`/* list-available */
    select users.id, users.role = 'administrator' as sees_all,
      array(select integration_id from user_integrations given where given.user_id = users.id) as integration_ids,
      (select count(*)::integer from chats where assignee_id = users.id and active_until > now()) as active_chats,
      greatest(users.agent_state_since,
        (select max(assigned_at) from chat_assignments a where a.user_id = users.id)) as waiting_since
    from users where agent_state = 'online' and disabled_at is null
    order by users.id`.execute(database)
  return rows.map((row) => ({
    id: row.id,
    integrationIds: row.sees_all ? 'all' : new Set(row.integration_ids),
    activeChats: row.active_chats,
    waitingSince: row.waiting_since.getTime(),
  }))
}
