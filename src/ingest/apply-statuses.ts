import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import { toMessageError } from '../messages/graph-failure.ts'
import { type MessageError, OWN_ERRORS } from '../messages/own-errors.ts'
import { advance, type Evidence, isUnsettled, type MessageState } from '../messages/states.ts'
import { classify } from '../whatsapp/error-codes.ts'
import type { MessageStatus } from '../whatsapp/webhook-statuses.ts'

/** A status of Meta's with the number that it speaks of. */
type TimedStatus = MessageStatus & { integrationId: number; receivedAt: Date }

const EVIDENCE: Record<string, Evidence> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  // A voice message heard; there is nothing above read.
  played: 'read',
  failed: 'failed',
}

export const isKnownStatus = (status: string): boolean => Object.hasOwn(EVIDENCE, status)

type Row = {
  i: number
  id: string
  address: string
  bulk_id: number | null
  state: MessageState
  created_at: Date
  error_code: number | null
  has_sent: boolean
  has_delivered: boolean
  has_read: boolean
  has_failed: boolean
}

/** What a batch of statuses makes of one message. */
type Change = {
  i: number
  id: string
  state: MessageState
  wamid: string
  sent?: Date
  delivered?: Date
  read?: Date
  failed?: Date
  error?: MessageError
  pricing?: object
}

type Event = {
  i: number
  d: { message_id: string; status: string; at: Date; error?: MessageError; bulk_id?: number }
}

/**
 * Applies statuses to the messages that they speak of: late, double, out of order and with states skipped
 * (Cloud API, statuses; promises 3 and 5). A message is found by our own id, which Meta echoes, else by
 * Meta's. Each state of a message is noted once, with one event. Answers the statuses of no message.
 */
export const applyStatuses = async <Status extends TimedStatus>(
  tx: Tx,
  statuses: Status[],
): Promise<Status[]> => {
  const messageOf = await findMessages(tx, statuses)
  const byMessage = Map.groupBy(
    statuses.filter((status) => messageOf.has(status)),
    (status) => messageOf.get(status)!,
  )
  const changes: Change[] = []
  const events: Event[] = []
  const settled: { i: number; id: string; a: string }[] = []
  for (const row of await lockMessages(tx, [...byMessage.keys()])) {
    const received = byMessage.get(keyOf(row.i, row.id))
    const change = received && changeOf(row, received, events)
    if (!change) continue
    changes.push(change)
    if (isUnsettled(row.state) || row.error_code === OWN_ERRORS.noStatus.code)
      settled.push({ i: row.i, id: row.id, a: row.address })
  }
  if (changes.length > 0) await writeChanges(tx, changes, events)
  if (settled.length > 0) await removeFromQueue(tx, settled)
  return statuses.filter((status) => !messageOf.has(status))
}

const keyOf = (integrationId: number, id: string): string => `${integrationId} ${id}`

/** The message of each status, by a key of integration and id. */
const findMessages = async <Status extends TimedStatus>(
  tx: Tx,
  statuses: Status[],
): Promise<Map<Status, string>> => {
  const rows = statuses.map((one, n) => ({
    n,
    i: one.integrationId,
    id: one.opaqueCallbackData,
    w: one.wamid,
  }))
  const { rows: found } = await sql<{ n: number; i: number; id: string }>`/* find-messages */
    select n, i, coalesce(
      (select m.id from messages m where m.integration_id = i and m.id = row.id),
      (select m.id from messages m where m.integration_id = i and m.wamid = w)) as id
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (n integer, i integer, id text, w text)`.execute(
    tx,
  )
  return new Map(
    found.filter(({ id }) => id !== null).map(({ n, i, id }) => [statuses[n]!, keyOf(i, id)] as const),
  )
}

/** Reads and locks, in one order in every transaction. */
const lockMessages = async (tx: Tx, keys: string[]): Promise<Row[]> => {
  const rows = keys.map((key) => ({ i: Number(key.split(' ', 1)[0]), id: key.slice(key.indexOf(' ') + 1) }))
  const result = await sql<Row>`/* lock-messages */
    select m.integration_id as i, m.id, m.address, m.bulk_id, m.state, m.created_at, (m.error->>'code')::integer as error_code,
      m.sent_at is not null as has_sent, m.delivered_at is not null as has_delivered,
      m.read_at is not null as has_read, m.failed_at is not null as has_failed
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (i integer, id text)
    join messages m on m.integration_id = row.i and m.id = row.id
    order by m.integration_id, m.id
    for update of m`.execute(tx)
  return result.rows
}

const changeOf = (row: Row, received: TimedStatus[], events: Event[]): Change | undefined => {
  const isBySilence = row.error_code === OWN_ERRORS.noStatus.code
  const has = {
    accepted: true,
    sent: row.has_sent,
    delivered: row.has_delivered,
    read: row.has_read,
    // What Masa concluded from silence is not Meta's word, which may still come.
    failed: row.has_failed && !isBySilence,
  }
  const change: Change = { i: row.i, id: row.id, state: row.state, wamid: received[0]!.wamid }
  let isNew = false
  for (const status of received) {
    const evidence = EVIDENCE[status.status]
    if (evidence === undefined || evidence === 'accepted') continue
    change.state = advance(change.state, evidence, isBySilence)
    change.pricing ??= status.pricing
    if (has[evidence]) continue
    has[evidence] = true
    isNew = true
    // Meta's times are whole seconds: nothing happens to a message before it was made.
    const at = new Date(Math.max((status.at ?? status.receivedAt).getTime(), row.created_at.getTime()))
    change[evidence] = at
    const error = evidence === 'failed' ? failureOf(status) : undefined
    if (error) change.error = error
    const bulk_id = row.bulk_id ?? undefined
    events.push({ i: row.i, d: { message_id: row.id, status: evidence, at, error, bulk_id } })
  }
  return isNew ? change : undefined
}

const failureOf = ({ errors }: TimedStatus): MessageError => {
  const error = errors[0] ?? { isTransient: false, message: 'WhatsApp gave no reason.' }
  return toMessageError(error, classify(error))
}

const writeChanges = async (tx: Tx, changes: Change[], events: Event[]): Promise<void> => {
  await sql`/* write-statuses */
    update messages m
    set state = row.state, wamid = coalesce(m.wamid, row.wamid),
      sent_at = coalesce(m.sent_at, row.sent), delivered_at = coalesce(m.delivered_at, row.delivered),
      read_at = coalesce(m.read_at, row.read), failed_at = coalesce(row.failed, m.failed_at),
      pricing = coalesce(m.pricing, row.pricing),
      error = coalesce(row.error, case when m.failed_at is not null then m.error end)
    from json_to_recordset(${JSON.stringify(changes)}::json) as row (i integer, id text, state text,
      wamid text, sent timestamptz, delivered timestamptz, read timestamptz, failed timestamptz, error json,
      pricing json)
    where m.integration_id = row.i and m.id = row.id`.execute(tx)
  await sql`/* insert-status-events */
    insert into events (type, integration_id, data)
    select 'message.status', i, d
    from json_to_recordset(${JSON.stringify(events)}::json) as row (i integer, d json)`.execute(tx)
}

/**
 * Takes messages out of the queue of which Meta has spoken: one that waits for another try must not be sent
 * again. One that is being sent right now stays until its answer is settled.
 */
const removeFromQueue = async (tx: Tx, messages: { i: number; id: string; a: string }[]): Promise<void> => {
  await sql`
    delete from message_queue q
    using json_to_recordset(${JSON.stringify(messages)}::json) as row (i integer, id text, a text)
    where q.integration_id = row.i and q.address = row.a and q.message_id = row.id
      and q.state in ('queued', 'unknown')`.execute(tx)
}
