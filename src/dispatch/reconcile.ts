import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { OWN_ERRORS } from '../messages/own-errors.ts'
import { PRESENCE_LOCK } from '../processes/presence.ts'

/**
 * Rows of one statement, so that none holds its locks for long. The statements below take the locks of queue
 * and messages at once and skip what another holds, since all others lock messages first.
 */
const BATCH = 1_000

/**
 * Makes *unknown* what processes that have died were sending: whether WhatsApp got the request is known to
 * nobody here. The own process, which lives, knows of its messages even while its lock is lost. What a status has moved on in the meantime only leaves the queue. Answers how many became
 * unknown.
 */
export const markOrphansUnknown = async (database: Database, ownNumber: number): Promise<number> => {
  const { rows } = await sql`
    with orphan as (
      select q.integration_id, q.priority, q.number, q.message_id, m.state
      from message_queue q
      join messages m on m.integration_id = q.integration_id and m.id = q.message_id
      where q.state = 'sending' and q.claimed_by <> ${ownNumber} and not exists (
        select from pg_locks
        where locktype = 'advisory' and classid = ${PRESENCE_LOCK} and objid = q.claimed_by::oid and granted
          and database = (select oid from pg_database where datname = current_database()))
      order by m.integration_id, m.id
      limit ${BATCH}
      for update of q, m skip locked
    ), unknown as (
      update messages m
      set state = 'unknown', unknown_at = now(), error = ${JSON.stringify(OWN_ERRORS.outcomeUnknown)}::json
      from orphan
      where m.integration_id = orphan.integration_id and m.id = orphan.message_id and orphan.state = 'queued'
      returning m.integration_id, m.id, m.bulk_id
    ), kept as (
      update message_queue q set state = 'unknown', changed_at = now()
      from orphan
      where q.integration_id = orphan.integration_id and q.priority = orphan.priority
        and q.number = orphan.number and orphan.state in ('queued', 'unknown')
    ), settled as (
      delete from message_queue q using orphan
      where q.integration_id = orphan.integration_id and q.priority = orphan.priority
        and q.number = orphan.number and orphan.state not in ('queued', 'unknown')
    )
    insert into events (type, integration_id, data)
    select 'message.status', integration_id, json_strip_nulls(json_build_object('message_id', id,
      'status', 'unknown', 'error', ${JSON.stringify(OWN_ERRORS.outcomeUnknown)}::json, 'bulk_id', bulk_id))
    from unknown returning id`.execute(database)
  return rows.length
}

/** Ends messages that could not leave within their `expires_in` (promise 11). Answers how many. */
export const expireMessages = async (database: Database): Promise<number> => {
  const { rows } = await sql`
    with gone as (
      delete from message_queue q
      using (
        select e.integration_id, e.priority, e.number
        from message_queue e
        join messages m on m.integration_id = e.integration_id and m.id = e.message_id
        where e.expires_at <= now() and e.state = 'queued'
        order by e.expires_at limit ${BATCH} for update of e, m skip locked
      ) late
      where q.integration_id = late.integration_id and q.priority = late.priority and q.number = late.number
      returning q.integration_id, q.message_id
    ), ended as (
      update messages m
      set state = 'expired', expired_at = now(), error = ${JSON.stringify(OWN_ERRORS.expired)}::json
      from gone
      where m.integration_id = gone.integration_id and m.id = gone.message_id and m.state = 'queued'
      returning m.integration_id, m.id, m.bulk_id
    )
    insert into events (type, integration_id, data)
    select 'message.status', integration_id, json_strip_nulls(json_build_object('message_id', id,
      'status', 'expired', 'error', ${JSON.stringify(OWN_ERRORS.expired)}::json, 'bulk_id', bulk_id))
    from ended returning id`.execute(database)
  return rows.length
}

export type UnknownPolicy = { afterMs: number; outcome: 'fail' | 'resend' }

/**
 * Settles messages that have been *unknown* for longer than the operator allows and of which WhatsApp never
 * spoke: as failed, or into the queue again, as the operator chose (promise 7). Answers how many.
 */
export const settleLongUnknown = async (database: Database, policy: UnknownPolicy): Promise<number> => {
  const due = sql`
    select u.integration_id, u.priority, u.number, u.message_id
    from message_queue u
    join messages m on m.integration_id = u.integration_id and m.id = u.message_id
    where u.state = 'unknown'
      and u.changed_at <= now() - make_interval(secs => ${policy.afterMs / 1_000}::float8)
    order by u.changed_at limit ${BATCH} for update of u, m skip locked`
  const { rows } =
    policy.outcome === 'resend'
      ? await sql`
          with due as (${due}), queued as (
            update message_queue q set state = 'queued', changed_at = now()
            from due
            where q.integration_id = due.integration_id and q.priority = due.priority and q.number = due.number
          ), again as (
            update messages m set state = 'queued' from due
            where m.integration_id = due.integration_id and m.id = due.message_id and m.state = 'unknown'
            returning m.integration_id, m.id, m.bulk_id
          )
          insert into events (type, integration_id, data)
          select 'message.status', integration_id, json_strip_nulls(json_build_object('message_id', id,
            'status', 'queued', 'bulk_id', bulk_id))
          from again returning id`.execute(database)
      : await sql`
          with due as (${due}), gone as (
            delete from message_queue q using due
            where q.integration_id = due.integration_id and q.priority = due.priority and q.number = due.number
          ), ended as (
            update messages m
            set state = 'failed', failed_at = now(), error = ${JSON.stringify(OWN_ERRORS.noStatus)}::json
            from due
            where m.integration_id = due.integration_id and m.id = due.message_id and m.state = 'unknown'
            returning m.integration_id, m.id, m.bulk_id
          )
          insert into events (type, integration_id, data)
          select 'message.status', integration_id, json_strip_nulls(json_build_object('message_id', id,
            'status', 'failed', 'error', ${JSON.stringify(OWN_ERRORS.noStatus)}::json, 'bulk_id', bulk_id))
          from ended returning id`.execute(database)
  return rows.length
}
