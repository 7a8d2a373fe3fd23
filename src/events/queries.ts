import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { EventType, LogEvent } from './event.ts'

/** Events after `after` up to `upTo`, ascending, `limit` at most. `upTo` has to come from the horizon. */
export const listEvents = async (
  database: Database,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<LogEvent[]> => {
  const { rows } = await sql<{
    id: string
    type: EventType
    at: Date
    integration_id: number | null
    data: Record<string, unknown>
  }>`/* list-events */
    select id, type, at, integration_id, data from events
    where id > ${after} and id <= ${upTo} order by id limit ${limit}`.execute(database)
  return rows.map(({ id, integration_id, ...row }) => ({
    ...row,
    id: Number(id),
    integrationId: integration_id,
  }))
}

/**
 * Whether what comes after an id is not whole any more, or the id is of another log: that of a database which
 * was put back since. An id that is only ahead of what this process has read is neither.
 */
export const isForgotten = async (database: Database, after: number, position: number): Promise<boolean> => {
  const { rows } = await sql<{ is_forgotten: boolean }>`
    select ${after}::bigint < forgotten_to
      or (${after}::bigint > ${position}::bigint and ${after}::bigint > (select last_value from events_id_seq))
      as is_forgotten
    from event_log`.execute(database)
  return rows[0]!.is_forgotten
}

/** Deletes events older than `days`, and notes up to where the log is gone. */
export const forgetEvents = async (database: Database, days: number): Promise<void> => {
  await sql`
    with gone as (
      delete from events where at < now() - make_interval(days => ${days}::integer) returning id
    )
    update event_log set forgotten_to = greatest(forgotten_to, (select max(id) from gone))
    where exists (select from gone)`.execute(database)
}
