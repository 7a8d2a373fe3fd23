import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { type Health, judge, type Notice, type Outcomes } from './health.ts'

/** What came of one claimed delivery's attempt. */
export type Settlement = {
  integrationId: number
  id: string
  endpointId: number
  /** The number of the attempt, from 1. */
  number: number
  at: Date
  durationMs: number
  responseStatus?: number | undefined
  responseBody?: string | undefined
  error?: string | undefined
  status: 'succeeded' | 'failed' | 'given_up'
  nextAttemptAt?: Date | undefined
}

/** What is told of an endpoint, by an event and to the operator. */
export type EndpointNotice = Notice & { endpointId: number; integrationId: number }

/**
 * Writes attempts down and moves their deliveries on, in one transaction with what they say of the endpoints'
 * health and its event. Endpoints are locked before deliveries, as where one is deleted. Safe to run again: a
 * delivery that this process no longer holds, or that another attempt has moved on, is not touched.
 */
export const settleAttempts = async (
  database: Database,
  processNumber: number,
  settlements: Settlement[],
): Promise<EndpointNotice[]> => {
  const isCommon = settlements.every(({ status }) => status === 'succeeded')
  if (isCommon && (await settleDeliveries(database, processNumber, settlements, 'in health'))) return []
  return database.transaction().execute(async (tx) => {
    const notices = await settleHealth(tx, outcomesOf(settlements))
    await settleDeliveries(tx, processNumber, settlements, 'in any health')
    return notices
  })
}

const outcomesOf = (settlements: Settlement[]): Map<number, Outcomes> => {
  const byEndpoint = Map.groupBy(settlements, ({ endpointId }) => endpointId)
  return new Map(
    [...byEndpoint].map(([endpointId, all]) => {
      const inOrder = all.toSorted((a, b) => a.at.getTime() - b.at.getTime())
      const lastSuccess = inOrder.findLastIndex(({ status }) => status === 'succeeded')
      const failures = inOrder.slice(lastSuccess + 1)
      return [
        endpointId,
        {
          hasSucceeded: lastSuccess >= 0,
          failedAt: failures[0]?.at,
          lastFailedAt: failures.at(-1)?.at,
          isGone: failures.some(({ responseStatus }) => responseStatus === 410),
        },
      ]
    }),
  )
}

const settleHealth = async (tx: Tx, outcomes: Map<number, Outcomes>): Promise<EndpointNotice[]> => {
  const rows = await lockTroubled(tx, outcomes)
  const changes: object[] = []
  const notices: EndpointNotice[] = []
  for (const { id, integration_id, active, disabled_reason, failing_since, warned_at } of rows) {
    const before: Health = {
      active,
      disabledReason: disabled_reason,
      failingSince: failing_since,
      warnedAt: warned_at,
    }
    const { health, notice } = judge(before, outcomes.get(id)!)
    changes.push({ id, ...health })
    if (notice) notices.push({ ...notice, endpointId: id, integrationId: integration_id })
  }
  if (changes.length > 0) await writeHealth(tx, changes)
  if (notices.length > 0) await appendNotices(tx, notices)
  return notices
}

type TroubledRow = {
  id: number
  integration_id: number
  active: boolean
  disabled_reason: string | null
  failing_since: Date | null
  warned_at: Date | null
}

/** Endpoints that have failed, or had: an endpoint in health that succeeds once more is not written. */
const lockTroubled = async (tx: Tx, outcomes: Map<number, Outcomes>): Promise<TroubledRow[]> => {
  const ids = [...outcomes.keys()]
  const failed = ids.filter((id) => outcomes.get(id)!.failedAt !== undefined)
  const { rows } = await sql<TroubledRow>`/* lock-troubled */
    select id, integration_id, active, disabled_reason, failing_since, warned_at from webhook_endpoints
    where id = any(${ids}::integer[]) and (failing_since is not null or id = any(${failed}::integer[]))
    order by id
    for no key update`.execute(tx)
  return rows
}

const writeHealth = async (tx: Tx, changes: object[]): Promise<void> => {
  await sql`/* write-health */
    update webhook_endpoints e
    set active = row.active, disabled_reason = row."disabledReason", failing_since = row."failingSince",
      warned_at = row."warnedAt"
    from json_to_recordset(${JSON.stringify(changes)}::json) as row (id integer, active boolean,
      "disabledReason" text, "failingSince" timestamptz, "warnedAt" timestamptz)
    where e.id = row.id`.execute(tx)
}

const appendNotices = async (tx: Tx, notices: EndpointNotice[]): Promise<void> => {
  await tx
    .insertInto('events')
    .values(
      notices.map(({ integrationId, endpointId, status, reason }) => ({
        type: 'webhook.status',
        integration_id: integrationId,
        data: JSON.stringify({ webhook_id: endpointId, status, reason }),
      })),
    )
    .execute()
}

/** False where an endpoint has failed before, and those in health alone were to be written: then nothing is. */
const settleDeliveries = async (
  database: Database,
  processNumber: number,
  settlements: Settlement[],
  condition: 'in health' | 'in any health',
): Promise<boolean> => {
  const rows = settlements.map((one) => ({
    i: one.integrationId,
    id: one.id,
    n: one.number,
    at: one.at,
    ms: one.durationMs,
    rs: one.responseStatus,
    rb: one.responseBody,
    e: one.error,
    s: one.status,
    next: one.nextAttemptAt,
  }))
  const suspects = condition === 'in health' ? settlements.map(({ endpointId }) => endpointId) : []
  const { rows: answer } = await sql<{ is_done: boolean }>`/* settle-deliveries */
    with troubled as (
      select from webhook_endpoints where id = any(${[...new Set(suspects)]}::integer[]) and failing_since is not null
    ), held as (
      select row.* from json_to_recordset(${JSON.stringify(rows)}::json)
        as row (i integer, id bigint, n integer, at timestamptz, ms integer, rs smallint, rb text, e text, s text,
          next timestamptz)
      join webhook_deliveries d on d.integration_id = row.i and d.id = row.id
      where d.claimed_by = ${processNumber} and d.attempts = row.n - 1 and not exists (select from troubled)
      order by d.integration_id, d.id
      for update of d
    ), noted as (
      insert into webhook_attempts
        (integration_id, delivery_id, number, at, duration_ms, response_status, response_body, error)
      select i, id, n, at, ms, rs, rb, e from held
    ), moved as (
      update webhook_deliveries d
      set status = held.s, attempts = held.n, tries = d.tries + 1, next_attempt_at = held.next, claimed_by = null
      from held where d.integration_id = held.i and d.id = held.id
    )
    select not exists (select from troubled) as is_done`.execute(database)
  return answer[0]!.is_done
}
