import { type RawBuilder, sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import type { BulkStatus, PausedBy, RecipientState } from './states.ts'

export type StoredBulkSend = {
  integration_id: number
  id: number
  name: string | null
  template_id: number
  template_name: string | null
  language_code: string
  status: BulkStatus
  paused_by: PausedBy | null
  paused_reason: string | null
  media_id: string | null
  planned: number
  rejected: number
  created_by: string
  created_at: Date
  start_at: Date | null
  expires_at: Date | null
  started_at: Date | null
  finished_at: Date | null
}

export type BulkKey = { integrationId: number; bulkId: number }

const COLUMNS = [
  'integration_id',
  'id',
  'name',
  'template_id',
  'template_name',
  'language_code',
  'status',
  'paused_by',
  'paused_reason',
  'media_id',
  'planned',
  'rejected',
  'created_by',
  'created_at',
  'start_at',
  'expires_at',
  'started_at',
  'finished_at',
] as const

export const findBulkSend = (
  database: Database,
  { integrationId, bulkId }: BulkKey,
): Promise<StoredBulkSend | undefined> =>
  database
    .selectFrom('bulk_sends')
    .select(COLUMNS)
    .where('integration_id', '=', integrationId)
    .where('id', '=', bulkId)
    .executeTakeFirst()

/** Whoever changes a send, or feeds it, holds its row: nothing of it moves meanwhile. */
export const lockBulkSend = (
  tx: Tx,
  { integrationId, bulkId }: BulkKey,
): Promise<StoredBulkSend | undefined> =>
  tx
    .selectFrom('bulk_sends')
    .select(COLUMNS)
    .where('integration_id', '=', integrationId)
    .where('id', '=', bulkId)
    .forUpdate()
    .executeTakeFirst()

/** The bulk sends of a number, newest first. */
export const listBulkSends = (
  database: Database,
  integrationId: number,
  { offset, limit, beforeId }: { offset: number; limit: number; beforeId: number | undefined },
): Promise<StoredBulkSend[]> =>
  database
    .selectFrom('bulk_sends')
    .select(COLUMNS)
    .where('integration_id', '=', integrationId)
    .$if(beforeId !== undefined, (query) => query.where('id', '<', beforeId!))
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()

/**
 * Where a recipient `r` of the send `b` stands, by their latest message `m`. Those who wait for one stand where the
 * send leaves them: a stop ends all of them at once, and so does its time.
 */
export const recipientState: RawBuilder<RecipientState> = sql`case
  when m.state = 'queued' then 'waiting'
  when m.state is not null then m.state
  when r.state = 'opted_out' then r.state
  when r.state = 'fed' then 'unknown'
  when b.status = 'stopped' then 'cancelled'
  when b.expires_at <= now() then 'expired'
  else 'waiting' end`

/** Recipients `r` of sends `b` with their messages `m`. */
export const recipientsWithMessages = sql`bulk_sends b
  join bulk_recipients r on r.integration_id = b.integration_id and r.bulk_id = b.id
  left join messages m on m.integration_id = r.integration_id and m.id = r.message_id`
