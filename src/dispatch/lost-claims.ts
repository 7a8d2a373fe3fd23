import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/**
 * Puts claims of this process back into the queue of which it knows nothing: they were committed, but the
 * answer was lost with the connection, so that no request was written. `known` are the queue's numbers of what
 * it does work on. To be called between claims, never beside one. Answers how many.
 */
export const releaseLostClaims = async (
  database: Database,
  processNumber: number,
  known: string[],
): Promise<number> => {
  const { rows } = await sql`
    update message_queue
    set state = 'queued', claimed_by = null, attempts = attempts - 1, changed_at = now()
    where claimed_by = ${processNumber} and state = 'sending' and number <> all(${known}::bigint[])
    returning number`.execute(database)
  return rows.length
}
