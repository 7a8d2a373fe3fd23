import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
import { isOfNumber, type LogEvent } from '../events/event.ts'
import { startFollower } from '../events/follower.ts'
import type { EventTail } from '../events/tail.ts'
import { lockDeskChats } from './lock-chat.ts'
import { chatNews } from './news.ts'
import { wakeChats } from './wake.ts'

type Options = {
  database: Database
  tail: EventTail
  log: { error(fields: object, message: string): void }
  /** Events were appended to the log. */
  onAppended: () => void
}

/** Notes of chats that have changed whether they have become active: by a customer's message, or by a merge. */
export const startDeskFollower = ({ onAppended, ...options }: Options) =>
  startFollower({
    ...options,
    name: 'desk',
    isWanted: isUpdate,
    hasWork: async (events) => (await listUnnoted(options.database, events)).length > 0,
    apply: noteActive,
    onApplied: onAppended,
  })

const isUpdate = ({ type }: LogEvent): boolean => type === 'chat.updated'

const noteActive = async (tx: Tx, events: LogEvent[]): Promise<void> => {
  const chats = await lockDeskChats(tx, await listUnnoted(tx, events))
  await appendEvents(tx, (await wakeChats(tx, chats)).map(chatNews))
}

/** The chats that events are about, but for the most of them that are as they were noted. */
const listUnnoted = async (database: Database, events: LogEvent[]) => {
  const keys = events
    .filter(isUpdate)
    .filter(isOfNumber)
    .map(({ integrationId, data }) => ({ integrationId, chatId: Number(data['chat_id']) }))
  const { rows } = await sql<{ integrationId: number; chatId: number }>`/* list-unnoted */
    select chats.integration_id as "integrationId", chats.id as "chatId"
    from json_to_recordset(${JSON.stringify(keys)}::json) as key ("integrationId" integer, "chatId" integer)
    join chats on chats.integration_id = key."integrationId" and chats.id = key."chatId"
    where not chats.is_active and chats.active_until > now()`.execute(database)
  return rows
}
