import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { PRESENCE_LOCK } from '../processes/presence.ts'

/** Processes that hold claims and have died: a living one holds the lock of its number. */
export const listDeadClaimants = async (database: Database, ownNumber: number): Promise<number[]> => {
  const { rows } = await sql<{ claimed_by: number }>`
    select distinct claimed_by from webhook_deliveries d
    where claimed_by is not null and claimed_by <> ${ownNumber} and not exists (
      select from pg_locks
      where locktype = 'advisory' and classid = ${PRESENCE_LOCK} and objid = d.claimed_by::oid and granted
        and database = (select oid from pg_database where datname = current_database()))`.execute(database)
  return rows.map(({ claimed_by }) => claimed_by)
}

/** Gives free what a process had claimed, but for what it is known to be at. Answers how many. */
export const releaseClaims = async (
  database: Database,
  processNumber: number,
  known: string[] = [],
): Promise<number> => {
  const { numAffectedRows } = await sql`
    update webhook_deliveries set claimed_by = null
    where claimed_by = ${processNumber} and id <> all(${known}::bigint[])`.execute(database)
  return Number(numAffectedRows ?? 0)
}
