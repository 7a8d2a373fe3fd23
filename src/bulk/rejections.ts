import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Rejection } from './plan.ts'

/** The rows that were not planned, `limit` of each send at most, by the send. */
export const listRejections = async (
  database: Database,
  integrationId: number,
  bulkIds: number[],
  limit: number,
): Promise<Map<number, Rejection[]>> => {
  const { rows } = await sql<Rejection & { bulk_id: number }>`
    select given.id as bulk_id, row.line, row.phone, row.reason
    from unnest(${bulkIds}::integer[]) as given (id)
    cross join lateral (
      select line, phone, reason from bulk_rejections
      where integration_id = ${integrationId} and bulk_id = given.id
      order by line limit ${limit}) row
    order by row.line`.execute(database)
  return new Map(
    [...Map.groupBy(rows, ({ bulk_id }) => bulk_id)].map(([id, own]) => [
      id,
      own.map(({ line, phone, reason }) => ({ line, phone, reason })),
    ]),
  )
}
