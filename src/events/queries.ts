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
    integration_id: number
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

/** The highest id that the clean-up has taken away: what comes after it is whole. */
export const selectForgottenTo = async (database: Database): Promise<number> => {
  const { forgotten_to } = await database
    .selectFrom('event_log')
    .select('forgotten_to')
    .executeTakeFirstOrThrow()
  return Number(forgotten_to)
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
