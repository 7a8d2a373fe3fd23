import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { ReceivedStatus } from './work.ts'

/** Notes in which events there are statuses of messages that are not known here, or not yet. */
export const insertWaitingStatuses = async (tx: Tx, statuses: ReceivedStatus[]): Promise<void> => {
  const rows = statuses.map(({ integrationId, wamid, eventId }) => ({
    i: integrationId,
    w: wamid,
    e: eventId,
  }))
  await sql`/* insert-waiting-statuses */
    insert into waiting_statuses (integration_id, wamid, event_id)
    select distinct i, w, e from json_to_recordset(${JSON.stringify(rows)}::json)
      as row (i integer, w text, e bigint)
    order by i, w, e on conflict do nothing`.execute(tx)
}

/**
 * Has the events applied again whose statuses waited for one of these messages, where it is stored by now. Answers
 * how many.
 */
export const reviveStatuses = async (
  database: Database,
  messages: { integrationId: number; wamid: string }[],
): Promise<number> => {
  const rows = messages.map(({ integrationId, wamid }) => ({ i: integrationId, w: wamid }))
  return revive(
    database,
    sql`json_to_recordset(${JSON.stringify(rows)}::json) as row (i integer, w text)
      join waiting_statuses on integration_id = i and wamid = w`,
  )
}

/** As `reviveStatuses`, of all that wait: what a process that died at the wrong moment has left. */
export const reviveAllStatuses = (database: Database): Promise<number> =>
  revive(database, sql`waiting_statuses`)

const revive = async (database: Database, from: ReturnType<typeof sql>): Promise<number> => {
  const { rows } = await sql`
    with ready as (
      select waiting_statuses.* from ${from}
      where exists (
        select from messages m where m.integration_id = waiting_statuses.integration_id
          and m.wamid = waiting_statuses.wamid)
    ), done as (
      delete from waiting_statuses w using ready
      where w.integration_id = ready.integration_id and w.wamid = ready.wamid and w.event_id = ready.event_id
    )
    update inbound_events set state = 'received', reason = null
    where id in (select event_id from ready) and state = 'unprocessed'
    returning id`.execute(database)
  return rows.length
}
