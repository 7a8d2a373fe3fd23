import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { type ListWindow, type SortKey, wrongCursor } from '../http/pagination.ts'

/** What a message may stand at, as the API tells it. */
export const STATUSES = [
  'queued',
  'sending',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'expired',
  'cancelled',
  'received',
] as const

export type MessageFilter = {
  direction?: 'outbound' | 'inbound' | undefined
  status?: (typeof STATUSES)[number] | undefined
  from?: Date | undefined
  /** Those of this very moment are in. */
  to?: Date | undefined
}

/** The place of a message in the order of time: `at` in microseconds, as exact as the database keeps it. */
export type MessagePlace = { id: string; at: string; number: string }

/** The places of a number's messages, newest first. */
export const listPlaces = async (
  database: Database,
  integrationId: number,
  { direction, status, from, to }: MessageFilter,
  { offset, limit, after }: ListWindow,
): Promise<MessagePlace[]> => {
  const conditions = [
    sql`m.integration_id = ${integrationId}`,
    ...(direction ? [sql`m.direction = ${direction}`] : []),
    ...(status ? [standsAt(status)] : []),
    ...(from ? [sql`m.created_at >= ${from}`] : []),
    ...(to ? [sql`m.created_at <= ${to}`] : []),
    ...(after ? [isOlderThan(after)] : []),
  ]
  const { rows } = await sql<MessagePlace>`
    select m.id, (extract(epoch from m.created_at) * 1000000)::bigint as at, m.number from messages m
    where ${sql.join(conditions, sql` and `)}
    order by m.created_at desc, m.number desc offset ${offset} limit ${limit}`.execute(database)
  return rows
}

/** Of those that are queued, the queue's row tells which is being sent. */
const standsAt = (status: string): RawBuilder<unknown> => {
  if (status !== 'queued' && status !== 'sending') return sql`m.state = ${status}`
  const isSending = sql`exists (
    select from message_queue q
    where q.integration_id = m.integration_id and q.address = m.address and q.message_id = m.id
      and q.state = 'sending')`
  return sql`m.state = 'queued' and ${status === 'sending' ? isSending : sql`not ${isSending}`}`
}

/** By what lists of messages are sorted. */
export const placeKey = ({ at, number }: MessagePlace): SortKey => [at, number]

/** Of the messages `m`. Throws 422 for a key that no list of messages has made. */
export const isOlderThan = (key: SortKey): RawBuilder<unknown> =>
  sql`(m.created_at, m.number) < ${placeOf(key)}`

export const isNewerThan = (key: SortKey): RawBuilder<unknown> =>
  sql`(m.created_at, m.number) > ${placeOf(key)}`

const placeOf = ([at, number]: SortKey): RawBuilder<unknown> => {
  if (!/^\d{1,16}$/.test(String(at)) || !/^\d{1,18}$/.test(String(number))) throw wrongCursor()
  return sql`('epoch'::timestamptz + ${String(at)}::bigint * interval '1 microsecond', ${String(number)}::bigint)`
}
