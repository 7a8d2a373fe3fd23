import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** A delivery that is about to be attempted, with its endpoint as it is now. */
export type Claim = {
  integration_id: number
  id: string
  endpoint_id: number
  webhook_message_id: string
  body: string
  attempts: number
  tries: number
} & EndpointAccess

/** What an attempt needs of an endpoint. */
export type EndpointAccess = {
  url: string
  token_sealed: Buffer | null
  secret_sealed: Buffer
  old_secret_sealed: Buffer | null
  old_secret_until: Date | null
}

/** Endpoints that are on and have something due at `now`, which nobody is at. */
export const listDueEndpoints = async (database: Database, now: Date): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`/* list-due-endpoints */
    select id from webhook_endpoints e
    where active and exists (
      select from webhook_deliveries
      where endpoint_id = e.id and claimed_by is null and next_attempt_at <= ${now})`.execute(database)
  return rows.map(({ id }) => id)
}

/**
 * Claims for each endpoint as many deliveries as it has places, longest due first, in one committed statement:
 * an endpoint with a hundred thousand of them costs no more than one with two. A claim of another process is
 * skipped, or no longer fits when PostgreSQL looks again.
 */
export const claimDeliveries = async (
  database: Database,
  processNumber: number,
  places: ReadonlyMap<number, number>,
  now: Date,
): Promise<Claim[]> => {
  const wanted = JSON.stringify([...places].map(([e, n]) => ({ e, n })))
  const { rows } = await sql<Claim>`/* claim-deliveries */
    with next as (
      select d.integration_id, d.id, e.url, e.token_sealed, e.secret_sealed, e.old_secret_sealed,
        e.old_secret_until
      from json_to_recordset(${wanted}::json) as wanted (e integer, n integer)
      join webhook_endpoints e on e.id = wanted.e and e.active
      cross join lateral (
        select integration_id, id from webhook_deliveries
        where endpoint_id = wanted.e and claimed_by is null and next_attempt_at <= ${now}
        order by next_attempt_at, id
        limit wanted.n
        for update skip locked
      ) d
    )
    update webhook_deliveries d set claimed_by = ${processNumber}
    from next
    where d.integration_id = next.integration_id and d.id = next.id
    returning d.integration_id, d.id, d.endpoint_id, d.webhook_message_id, d.body, d.attempts, d.tries,
      next.url, next.token_sealed, next.secret_sealed, next.old_secret_sealed, next.old_secret_until`.execute(
    database,
  )
  return rows
}
