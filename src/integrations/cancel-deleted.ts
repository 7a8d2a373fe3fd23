import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { cancelMessages } from '../messages/cancel.ts'

const BATCH = 1_000

/** Cancels what numbers still had to send when they were deleted, and what another process took in just after. */
export const cancelOfDeleted = async (database: Database): Promise<void> => {
  const { rows: deleted } = await sql<{ id: number }>`
    select id from integrations where deleted_at is not null order by id`.execute(database)
  for (const { id } of deleted) while ((await cancelBatch(database, id)) > 0);
}

/** Nothing for a number that was connected again meanwhile. */
const cancelBatch = async (database: Database, integrationId: number): Promise<number> => {
  const { rows } = await sql<{ message_id: string }>`
    select message_id from message_queue
    where integration_id = ${integrationId} and state = 'queued'
      and exists (select from integrations where id = ${integrationId} and deleted_at is not null)
    order by priority, number limit ${BATCH}`.execute(database)
  const ids = rows.map((row) => row.message_id)
  return ids.length === 0 ? 0 : cancelMessages(database, integrationId, ids)
}
