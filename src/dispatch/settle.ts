import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { MessageError } from '../messages/own-errors.ts'

/** What became of a claimed message. */
export type Settlement = {
  integrationId: number
  priority: number
  number: string
  id: string
  attempts: number
} & (
  | { end: 'accepted'; wamid: string; waId?: string }
  | { end: 'retry'; notBefore: Date; error: MessageError }
  | { end: 'failed'; error: MessageError }
  | { end: 'unknown'; error: MessageError }
)

/**
 * Settles claimed messages: message, place in the queue and event in one transaction. A status of Meta's may
 * have come first; a message that it has moved on stays there. Safe to run again with the same settlements,
 * however much later: the number of attempts tells one claim of a message from the next, which is not touched.
 */
export const settleMessages = async (database: Database, settlements: Settlement[]): Promise<void> => {
  const accepted = settlements.filter(({ end }) => end === 'accepted')
  const others = settlements.filter(({ end }) => end !== 'accepted')
  if (others.length === 0) return settleAccepted(database, accepted)
  await database.transaction().execute(async (tx) => {
    await lockMessages(tx, settlements)
    if (accepted.length > 0) await settleAccepted(tx, accepted)
    await settleOthers(tx, others)
  })
}

/** Sorted, so that two transactions take the rows' locks in one order. */
const toRows = (settlements: Settlement[]): string =>
  JSON.stringify(
    settlements
      .map((one) => ({
        i: one.integrationId,
        id: one.id,
        p: one.priority,
        n: one.number,
        a: one.attempts,
        end: one.end,
        w: one.end === 'accepted' ? one.wamid : undefined,
        wa: one.end === 'accepted' ? one.waId : undefined,
        e: one.end === 'accepted' ? undefined : one.error,
        t: one.end === 'retry' ? one.notBefore : undefined,
      }))
      .sort((a, b) => a.i - b.i || (a.id < b.id ? -1 : 1)),
  )

/** All at once, where two statements that lock some each would lock them in another order than others do. */
const lockMessages = async (database: Database, settlements: Settlement[]): Promise<void> => {
  await sql`
    select from json_to_recordset(${toRows(settlements)}::json) as row (i integer, id text)
    join messages m on m.integration_id = row.i and m.id = row.id
    order by m.integration_id, m.id
    for update of m`.execute(database)
}

const settleAccepted = async (database: Database, settlements: Settlement[]): Promise<void> => {
  await sql`/* settle-accepted */
    with rows as (
      select * from json_to_recordset(${toRows(settlements)}::json)
        as row (i integer, id text, p smallint, n bigint, a smallint, w text, wa text)
    ), before as (
      select m.integration_id, m.id, m.state, rows.a, rows.w, rows.wa
      from rows join messages m on m.integration_id = rows.i and m.id = rows.id
      order by m.integration_id, m.id
      for update of m
    ), settled as (
      update messages m
      set state = case when before.state in ('queued', 'unknown') then 'accepted' else before.state end,
        wamid = before.w, wa_id = before.wa, attempts = before.a, accepted_at = now(),
        error = case when before.state in ('queued', 'unknown') then null else m.error end
      from before
      where m.integration_id = before.integration_id and m.id = before.id
      returning m.integration_id, m.id, m.bulk_id, before.state
    ), unqueued as (
      delete from message_queue q using rows
      where q.integration_id = rows.i and q.priority = rows.p and q.number = rows.n
    )
    insert into events (type, integration_id, data)
    select 'message.status', integration_id,
      json_strip_nulls(json_build_object('message_id', id, 'status', 'accepted', 'bulk_id', bulk_id))
    from settled where state in ('queued', 'unknown')`.execute(database)
}

const settleOthers = async (database: Database, settlements: Settlement[]): Promise<void> => {
  await sql`
    with rows as (
      select * from json_to_recordset(${toRows(settlements)}::json)
        as row (i integer, id text, p smallint, n bigint, a smallint, "end" text, e json, t timestamptz)
    ), before as (
      select m.integration_id, m.id, rows.a, rows.e, rows.t, rows.p, rows.n,
        case when m.state in ('queued', 'unknown') then rows."end" else 'ended' end as "end"
      from rows join messages m on m.integration_id = rows.i and m.id = rows.id
      order by m.integration_id, m.id
      for update of m
    ), requeued as (
      update message_queue q
      set state = case before."end" when 'retry' then 'queued' else 'unknown' end,
        not_before = coalesce(before.t, q.not_before), changed_at = now(), claimed_by = null
      from before
      where q.integration_id = before.integration_id and q.priority = before.p and q.number = before.n
        and q.attempts = before.a and q.state <> 'queued' and before."end" in ('retry', 'unknown')
      returning before.*
    ), unqueued as (
      delete from message_queue q using before
      where q.integration_id = before.integration_id and q.priority = before.p and q.number = before.n
        and q.attempts = before.a and q.state <> 'queued' and before."end" in ('failed', 'ended')
      returning before.*
    ), settled as (
      update messages m
      set state = case moved."end" when 'retry' then 'queued' else moved."end" end,
        attempts = moved.a, error = moved.e,
        failed_at = case when moved."end" = 'failed' then now() else m.failed_at end,
        unknown_at = case when moved."end" = 'unknown' then now() else m.unknown_at end
      from (select * from requeued union all select * from unqueued) moved
      where m.integration_id = moved.integration_id and m.id = moved.id and moved."end" <> 'ended'
      returning m.integration_id, m.id, m.bulk_id, moved."end", moved.e, moved.t
    )
    insert into events (type, integration_id, data)
    select 'message.status', integration_id, json_strip_nulls(json_build_object('message_id', id,
      'status', case "end" when 'retry' then 'queued' else "end" end, 'error', e, 'next_attempt_at', t,
      'bulk_id', bulk_id))
    from settled`.execute(database)
}
