import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/**
 * What is done with a chat. `reactivated`: the customer wrote again; `reopened`: somebody of the team did it, by hand or
 * by a template; `archived`: the time had passed.
 */
export const ACTIONS = [
  'claimed',
  'assigned',
  'handed_over',
  'taken_over',
  'released',
  'closed',
  'reopened',
  'reactivated',
  'archived',
  'tagged',
  'untagged',
  'prioritized',
] as const

export type Action = (typeof ACTIONS)[number]

export type NewEntry = {
  integrationId: number
  chatId: number
  action: Action
  /** Who did it; null for a program, and for what came by itself. */
  actorId: number | null
  /** Whom it concerns: who has the chat now, or had it. */
  userId?: number | null
  reasonId?: number
  details?: Record<string, unknown>
}

/** Appends to the histories of chats, which have to be locked, in the order given. */
export const appendHistory = async (tx: Tx, entries: NewEntry[]): Promise<void> => {
  if (entries.length === 0) return
  const rows = entries.map(({ integrationId, chatId, action, actorId, userId, reasonId, details }) => ({
    i: integrationId,
    c: chatId,
    a: action,
    b: actorId,
    u: userId ?? null,
    r: reasonId ?? null,
    d: details ?? null,
  }))
  // The time of the lock and not of the transaction, which may have waited for it.
  await sql`
    insert into chat_history (integration_id, chat_id, at, action, actor_id, user_id, reason_id, details)
    select i, c, clock_timestamp(), a, b, u, r, d from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (i integer, c integer, a text, b integer, u integer, r integer, d json)`.execute(tx)
}
