import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { assignChat } from '../desk/assign.ts'
import { listAvailable, lockTurns } from './available.ts'
import { readAssignmentSettings } from './settings.ts'
import { type Available, createTurns } from './turns.ts'

/** Chats of one transaction at most: it holds their locks, which customers' messages wait for. */
export const MOST_GIVEN = 50

/**
 * Gives chats that wait for somebody to those who are online, those that have waited longest first. A chat goes back to
 * who had it last where they are online, else to who is least busy. Any number of processes may do it beside each other.
 * Answers how many were given out; there may be more when it is `MOST_GIVEN`.
 */
export const giveOutChats = async (database: Database): Promise<number> => {
  if (!(await isAnyToGive(database))) return 0
  return database.transaction().execute(async (tx) => {
    await lockTurns(tx)
    // Again, since somebody else may have given them out until the lock was had.
    const available = await listAvailable(tx)
    const waiting = await listWaiting(tx, available)
    const turns = createTurns(available)
    const given = waiting.flatMap((chat) => {
      const preferred = chat.reserved_for ?? chat.last_assignee_id
      const userId = turns.next(chat.integration_id, preferred)
      if (userId === undefined) return []
      turns.take(userId)
      return [{ integrationId: chat.integration_id, chatId: chat.id, userId }]
    })
    let count = 0
    // Locked in the order of their keys, as everywhere.
    for (const one of given.sort((a, b) => a.integrationId - b.integrationId || a.chatId - b.chatId)) {
      const outcome = await assignChat(tx, { ...one, actorId: null, isAutomatic: true, expected: [null] })
      if (outcome.kind === 'assigned') count += 1
    }
    return count
  })
}

const isAnyToGive = async (database: Database): Promise<boolean> => {
  const { automatic } = await readAssignmentSettings(database)
  if (!automatic) return false
  const available = await listAvailable(database)
  return available.length > 0 && (await listWaiting(database, available)).length > 0
}

type Waiting = {
  integration_id: number
  id: number
  last_assignee_id: number | null
  /** Who brought it back, when the customer has not written since: for nobody else. */
  reserved_for: number | null
}

/**
 * Active chats that are nobody's. What somebody has put back by hand waits until the customer writes again, and what
 * somebody has brought back until then is theirs alone.
 */
const listWaiting = async (database: Database | Tx, available: readonly Available[]): Promise<Waiting[]> => {
  const numbers = available.some(({ integrationIds }) => integrationIds === 'all')
    ? sql`true`
    : sql`c.integration_id = any(${[...new Set(available.flatMap(({ integrationIds }) => [...integrationIds]))]}::integer[])`
  const ids = available.map(({ id }) => id)
  const { rows } = await sql<Waiting>`
    select c.integration_id, c.id, c.last_assignee_id,
      case when last.action = 'reopened' then last.actor_id end as reserved_for
    from chats c
    left join lateral (
      select h.action, h.actor_id from chat_history h
      where h.integration_id = c.integration_id and h.chat_id = c.id
        and h.at > coalesce(c.last_inbound_at, '-infinity')
        and h.action not in ('tagged', 'untagged', 'prioritized')
      order by h.at desc, h.id desc limit 1
    ) last on last.actor_id is not null and last.action in ('released', 'reopened')
    where c.is_active and c.assignee_id is null and c.active_until > now() and ${numbers}
      and (last.action is null or (last.action = 'reopened' and last.actor_id = any(${ids}::integer[])))
    order by c.last_inbound_at, c.id limit ${MOST_GIVEN}`.execute(database)
  return rows
}
