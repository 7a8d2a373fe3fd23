import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { createMessageId } from '../messages/message-id.ts'
import type { BulkKey } from './queries.ts'

/** Rows of one statement. */
const CHUNK = 2_000

/**
 * Lets the recipients of a send wait again whose messages have failed, each with a message id of its own for the new
 * attempt; the failed message stays as it is. The send is locked by then. Answers how many.
 */
export const retryFailed = async (tx: Tx, { integrationId, bulkId }: BulkKey): Promise<number> => {
  let count = 0
  for (let after = 0; ; ) {
    const { rows } = await sql<{ number: number }>`
      select r.number from bulk_recipients r
      join messages m on m.integration_id = r.integration_id and m.id = r.message_id
      where r.integration_id = ${integrationId} and r.bulk_id = ${bulkId} and r.number > ${after}
        and m.state = 'failed'
      order by r.number limit ${CHUNK}`.execute(tx)
    if (rows.length === 0) return count
    const again = rows.map(({ number }) => ({ n: number, id: createMessageId() }))
    await sql`
      update bulk_recipients r set state = 'waiting', message_id = row.id, attempts = attempts + 1
      from json_to_recordset(${JSON.stringify(again)}::json) as row (n integer, id text)
      where r.integration_id = ${integrationId} and r.bulk_id = ${bulkId} and r.number = row.n`.execute(tx)
    count += rows.length
    after = rows.at(-1)!.number
  }
}
