import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { PublicError } from '../error.ts'
import { type ListWindow, type SortKey, wrongCursor } from '../http/pagination.ts'

export const DELIVERY_STATUSES = ['pending', 'succeeded', 'failed', 'given_up'] as const
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]

/** A delivery as the API shows it. */
export type Delivery = {
  id: string
  webhook_message_id: string
  event: string
  status: DeliveryStatus
  created_at: Date
  next_attempt_at: Date | null
  attempts: {
    /** ISO 8601. */
    at: string
    duration_ms: number
    response_status: number | null
    response_body: string | null
    error: string | null
  }[]
}

const COLUMNS = sql`d.id, d.webhook_message_id, d.event, d.status, d.created_at, d.next_attempt_at,
  (select coalesce(json_agg(json_build_object('at', a.at, 'duration_ms', a.duration_ms,
      'response_status', a.response_status, 'response_body', a.response_body, 'error', a.error)
      order by a.number), '[]')
    from webhook_attempts a
    where a.integration_id = d.integration_id and a.delivery_id = d.id) as attempts`

/** Where deliveries are looked for: those of one endpoint of a number. */
export type DeliveryPlace = { integrationId: number; endpointId: number }

/** One delivery of a number; of this very endpoint where one is named. */
export type DeliveryName = { integrationId: number; endpointId?: number | undefined; id: string }

const isNamed = ({ integrationId, endpointId, id }: DeliveryName) => sql`
  d.integration_id = ${integrationId} and d.id = ${id} and d.endpoint_id = coalesce(${endpointId}, d.endpoint_id)`

export type DeliveryFilter = {
  status?: DeliveryStatus | undefined
  from?: Date | undefined
  /** Those of this very moment are in. */
  to?: Date | undefined
}

/** Newest first. */
export const listDeliveries = async (
  database: Database,
  { integrationId, endpointId }: DeliveryPlace,
  { status, from, to }: DeliveryFilter,
  { offset, limit, after }: ListWindow,
): Promise<Delivery[]> => {
  const conditions = [
    sql`d.endpoint_id = ${endpointId} and d.integration_id = ${integrationId}`,
    ...(status ? [sql`d.status = ${status}`] : []),
    ...(from ? [sql`d.created_at >= ${from}`] : []),
    ...(to ? [sql`d.created_at <= ${to}`] : []),
    ...(after ? [olderThan(after)] : []),
  ]
  const { rows } = await sql<Delivery>`
    select ${COLUMNS} from webhook_deliveries d
    where ${sql.join(conditions, sql` and `)}
    order by d.created_at desc, d.id desc offset ${offset} limit ${limit}`.execute(database)
  return rows
}

/** By what the list is sorted. */
export const deliveryKey = ({ created_at, id }: Delivery): [string, string] => [created_at.toISOString(), id]

const olderThan = ([at, id]: SortKey) => {
  const moment = new Date(String(at))
  const isOurs =
    !Number.isNaN(moment.getTime()) && moment.toISOString() === at && /^\d{1,18}$/.test(String(id))
  if (!isOurs) throw wrongCursor()
  return sql`(d.created_at, d.id) < (${at}::timestamptz, ${id}::bigint)`
}

/** With the body as it was sent. */
export const findDelivery = async (
  database: Database,
  name: DeliveryName,
): Promise<(Delivery & { body: string }) | undefined> => {
  const { rows } = await sql<Delivery & { body: string }>`
    select ${COLUMNS}, d.body from webhook_deliveries d where ${isNamed(name)}`.execute(database)
  return rows[0]
}

/**
 * Starts a delivery anew: the schedule from its beginning, the same message. Answers its endpoint, undefined when
 * there is no such delivery. Throws 409 while it is being attempted.
 */
export const replayDelivery = async (
  database: Database,
  name: DeliveryName,
  now: Date,
): Promise<number | undefined> => {
  const { rows } = await sql<{ endpoint_id: number; is_free: boolean }>`
    with found as (
      select d.integration_id, d.id, d.endpoint_id, d.claimed_by is null as is_free from webhook_deliveries d
      where ${isNamed(name)}
      for update
    ), replayed as (
      update webhook_deliveries d set status = 'pending', tries = 0, next_attempt_at = ${now}
      from found where d.integration_id = found.integration_id and d.id = found.id and is_free
    )
    select endpoint_id, is_free from found`.execute(database)
  const [found] = rows
  if (found && !found.is_free)
    throw new PublicError(
      409,
      'conflict',
      'This delivery is being attempted at this moment. Look at what comes of it.',
    )
  return found?.endpoint_id
}

/** Starts deliveries of a time anew, but for those that are being attempted. Answers how many. */
export const replayDeliveries = async (
  database: Database,
  { integrationId, endpointId }: DeliveryPlace,
  { from, to, statuses }: { from: Date; to: Date; statuses: DeliveryStatus[] },
  now: Date,
): Promise<number> => {
  const { numAffectedRows } = await sql`
    update webhook_deliveries set status = 'pending', tries = 0, next_attempt_at = ${now}
    where endpoint_id = ${endpointId} and integration_id = ${integrationId}
      and created_at >= ${from} and created_at <= ${to}
      and status = any(${statuses}) and claimed_by is null`.execute(database)
  return Number(numAffectedRows ?? 0)
}

/** Deliveries of one statement, so that none holds its locks for long. */
const BATCH = 1_000

/** Deletes deliveries older than `days` of which nothing more is to come, with their attempts. */
export const forgetDeliveries = async (database: Database, days: number): Promise<void> => {
  for (let count = BATCH; count >= BATCH; ) {
    const { numAffectedRows } = await sql`
      delete from webhook_deliveries d
      using (
        select old.integration_id, old.id from webhook_endpoints e
        cross join lateral (
          select integration_id, id from webhook_deliveries
          where endpoint_id = e.id and created_at < now() - make_interval(days => ${days}::integer)
            and next_attempt_at is null and claimed_by is null
          order by created_at, id
          limit ${BATCH}
        ) old
        limit ${BATCH}
      ) gone
      where d.integration_id = gone.integration_id and d.id = gone.id
        -- One that is replayed at this moment stays.
        and d.next_attempt_at is null`.execute(database)
    count = Number(numAffectedRows ?? 0)
  }
}
