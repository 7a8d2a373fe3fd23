import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

/** What the desk decides by, of a chat that is locked. */
export type DeskChat = {
  integrationId: number
  id: number
  contactId: number
  assigneeId: number | null
  /** By the time, whatever is noted so far. */
  isActive: boolean
  /** Whether that is noted. */
  isNoted: boolean
  isWindowOpen: boolean
  priority: number
}

type ChatKey = { integrationId: number; chatId: number }

/** Reads and locks chats, in the order of their ids in every transaction. Those that are gone are left out. */
export const lockDeskChats = async (tx: Tx, keys: ChatKey[]): Promise<DeskChat[]> => {
  const rows = keys.map(({ integrationId, chatId }) => ({ i: integrationId, c: chatId }))
  const locked = await sql<{ integration_id: number; id: number }>`
    select chats.integration_id, chats.id
    from (select distinct i, c from json_to_recordset(${JSON.stringify(rows)}::json) as row (i integer, c integer)) key
    join chats on chats.integration_id = key.i and chats.id = key.c
    order by chats.integration_id, chats.id for no key update of chats`.execute(tx)
  return locked.rows.length === 0 ? [] : readLocked(tx, locked.rows)
}

/** A statement of its own, after the lock: it has to see what was committed before the lock was had. */
const readLocked = async (tx: Tx, keys: { integration_id: number; id: number }[]): Promise<DeskChat[]> => {
  const { rows } = await sql<{
    integration_id: number
    id: number
    contact_id: number
    assignee_id: number | null
    is_active: boolean
    is_noted: boolean
    is_window_open: boolean
    priority: number
  }>`
    select chats.integration_id, chats.id, contact_id, assignee_id, is_active as is_noted, priority,
      coalesce(active_until > clock_timestamp(), false) as is_active,
      coalesce(window_expires_at > clock_timestamp(), false) as is_window_open
    from json_to_recordset(${JSON.stringify(keys)}::json) as key (integration_id integer, id integer)
    join chats on chats.integration_id = key.integration_id and chats.id = key.id
    order by chats.integration_id, chats.id`.execute(tx)
  return rows.map((row) => ({
    integrationId: row.integration_id,
    id: row.id,
    contactId: row.contact_id,
    assigneeId: row.assignee_id,
    isActive: row.is_active,
    isNoted: row.is_noted,
    isWindowOpen: row.is_window_open,
    priority: row.priority,
  }))
}

/** One of them; undefined when it is gone. */
export const lockDeskChat = async (
  tx: Tx,
  integrationId: number,
  chatId: number,
): Promise<DeskChat | undefined> => (await lockDeskChats(tx, [{ integrationId, chatId }]))[0]
