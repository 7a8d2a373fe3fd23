import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { BulkKey } from './queries.ts'
import { type Counts, countsOf, type RecipientState } from './states.ts'

type Row = { id: number; planned: number; state: RecipientState; count: number }

/**
 * How many recipients of each send stand where, counted in the tables by one look: whatever happens beside it, each is
 * counted once. Joining each recipient with their message takes ten times as long, so recipients are counted by
 * themselves, and those who have a message are moved from *unknown* to where it stands; messages of attempts before
 * the latest are taken off. The answer is that of `recipientState` for each.
 */
export const countRecipients = async (
  database: Database | Tx,
  integrationId: number,
  bulkIds: number[],
): Promise<Map<number, Counts>> => {
  const { rows } = await sql<Row>`/* count-recipients */
    select b.id, b.planned, counted.state, counted.count::integer as count
    from bulk_sends b
    cross join lateral (
      select case
          when r.state = 'opted_out' then r.state
          when r.state <> 'waiting' then 'unknown'
          when b.status = 'stopped' then 'cancelled'
          when b.expires_at <= now() then 'expired'
          else r.state end as state, count(*) as count
      from bulk_recipients r
      where r.integration_id = b.integration_id and r.bulk_id = b.id
      group by 1
      union all
      select place.state, own.count * place.sign
      from (
        select m.state, count(*) as count from messages m
        where m.integration_id = b.integration_id and m.bulk_id = b.id
        group by 1
        union all
        select m.state, -count(*) from bulk_recipients r
        join messages m on m.integration_id = r.integration_id and m.bulk_id = r.bulk_id
          and m.bulk_number = r.number and m.id <> r.message_id
        where r.integration_id = b.integration_id and r.bulk_id = b.id and r.attempts > 1
        group by 1
      ) own
      cross join lateral (values
        (case when own.state = 'queued' then 'waiting' else own.state end, 1), ('unknown', -1)
      ) as place (state, sign)
    ) counted
    where b.integration_id = ${integrationId} and b.id = any(${bulkIds}::integer[])`.execute(database)
  const counts = new Map<number, Counts>()
  for (const { id, planned, state, count } of rows) {
    const own = counts.get(id) ?? countsOf(planned, {})
    own[state] += count
    counts.set(id, own)
  }
  return counts
}

export const countRecipientsOf = async (
  database: Database | Tx,
  { integrationId, bulkId }: BulkKey,
): Promise<Counts> =>
  (await countRecipients(database, integrationId, [bulkId])).get(bulkId) ?? countsOf(0, {})
