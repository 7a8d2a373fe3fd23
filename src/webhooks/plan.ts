import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { isOfNumber, type LogEvent } from '../events/event.ts'
import { loadPayloads } from './load-payloads.ts'
import { isToldStatus } from './payloads/message-status.ts'
import { drawMessageId } from './sign.ts'

type Subscriber = { id: number; integration_id: number; events: string[]; created_at: Date }

/**
 * Makes of events what is to be delivered: one delivery for each active endpoint that subscribes to the kind
 * and is not younger than the event. Belongs into the transaction that notes how far the log was followed.
 * Events of numbers without endpoints cost one look for all. Answers the endpoints that have something new.
 */
export const planDeliveries = async (tx: Tx, events: LogEvent[], now: Date): Promise<number[]> => {
  const told = events.filter(isTold).filter(isOfNumber)
  if (told.length === 0) return []
  const subscribers = Map.groupBy(
    await lockSubscribers(tx, [...new Set(told.map(({ integrationId }) => integrationId))]),
    ({ integration_id }) => integration_id,
  )
  if (subscribers.size === 0) return []
  const planned = told.flatMap((event) => {
    const own = (subscribers.get(event.integrationId) ?? []).filter((one) => isFor(one, event))
    return own.map(({ id }) => ({ event, endpointId: id }))
  })
  if (planned.length === 0) return []
  const payloads = await loadPayloads(tx, [...new Set(planned.map(({ event }) => event))])
  const rows = planned.flatMap(({ event, endpointId }) => {
    const body = payloads.get(event)
    // A message that was erased meanwhile has nothing to tell.
    return body === undefined
      ? []
      : [{ i: event.integrationId, e: endpointId, m: drawMessageId(), k: event.type, b: body }]
  })
  if (rows.length > 0) await insertDeliveries(tx, rows, now)
  return [...new Set(rows.map(({ e }) => e))]
}

/** Whether programs are told of an event. What the business's own phone app sent is no received message. */
export const isTold = ({ type, data }: LogEvent): boolean => {
  if (type === 'message.received') return data['direction'] === 'inbound'
  if (type === 'message.status') return isToldStatus(data['status'])
  return type === 'template.status' || type === 'integration.status'
}

const isFor = ({ events, created_at }: Subscriber, { type, at }: LogEvent): boolean =>
  events.includes(type) && at >= created_at

/** Locked, so that none is deleted before its deliveries are stored. */
const lockSubscribers = async (tx: Tx, integrationIds: number[]): Promise<Subscriber[]> => {
  const { rows } = await sql<Subscriber>`/* lock-subscribers */
    select id, integration_id, events, created_at from webhook_endpoints
    where integration_id = any(${integrationIds}::integer[]) and active
    order by id
    for key share`.execute(tx)
  return rows
}

const insertDeliveries = async (tx: Tx, rows: object[], now: Date): Promise<void> => {
  await sql`/* insert-deliveries */
    insert into webhook_deliveries
      (integration_id, endpoint_id, webhook_message_id, event, body, next_attempt_at, created_at)
    select i, e, m, k, b, ${now}, ${now}
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (i integer, e integer, m text, k text, b text)`.execute(
    tx,
  )
}
