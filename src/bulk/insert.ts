import { sql } from 'kysely'
import { copyIn } from '../database/copy.ts'
import type { Database } from '../database/database.ts'
import type { Rejection } from './plan.ts'

/** A bulk send as it is planned, with what does not change any more. */
export type NewBulkSend = {
  integrationId: number
  id: number
  name: string | undefined
  templateId: number
  templateName: string
  languageCode: string
  mediaId: string | undefined
  planned: number
  rejected: number
  startAt: Date | undefined
  expiresAt: Date | undefined
  createdBy: string
}

/** A recipient with what they get. */
export type NewRecipient = {
  line: number
  address: string
  name: string | undefined
  messageId: string
  /** The Cloud API's template, as JSON text. */
  content: string
}

/** Draws the id of a new bulk send. */
export const drawBulkId = async (database: Database): Promise<number> => {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('bulk_sends', 'id'))::integer as id`.execute(database)
  return rows[0]!.id
}

export const insertBulkSend = async (database: Database, bulk: NewBulkSend): Promise<void> => {
  await database
    .insertInto('bulk_sends')
    .values({
      integration_id: bulk.integrationId,
      id: bulk.id,
      name: bulk.name ?? null,
      template_id: bulk.templateId,
      template_name: bulk.templateName,
      language_code: bulk.languageCode,
      media_id: bulk.mediaId ?? null,
      planned: bulk.planned,
      rejected: bulk.rejected,
      status: bulk.startAt ? 'planned' : 'running',
      start_at: bulk.startAt ?? null,
      started_at: bulk.startAt ? null : sql<Date>`now()`,
      expires_at: bulk.expiresAt ?? null,
      // Those who have all opted out end a send that has only just begun.
      is_changed: true,
      created_by: bulk.createdBy,
    })
    .execute()
}

/** In the order of a chunk's bytes. */
const COLUMNS = ['integration_id', 'bulk_id', 'number', 'address', 'name', 'message_id', 'content', 'state']

/** `bytes`: recipients as a chunk has them. */
export const insertRecipients = (database: Database, bytes: Buffer): Promise<void> =>
  copyIn(database, 'bulk_recipients', COLUMNS, bytes)

/** Recipients who are not sent to after all, by their lines. */
export const markOptedOut = async (
  database: Database,
  integrationId: number,
  bulkId: number,
  lines: number[],
): Promise<void> => {
  await sql`
    update bulk_recipients set state = 'opted_out', message_id = null, content = null
    where integration_id = ${integrationId} and bulk_id = ${bulkId} and number = any(${lines}::integer[])
      and state = 'waiting'`.execute(database)
}

/** What a name, a cell or a reason may hold at most; a cell may be anything. */
const MAX_TEXT = 500

export const insertRejections = async (
  database: Database,
  integrationId: number,
  bulkId: number,
  rejections: Rejection[],
): Promise<void> => {
  const rows = rejections.map(({ line, phone, reason }) => ({
    n: line,
    p: storable(phone),
    r: storable(reason),
  }))
  await sql`
    insert into bulk_rejections (integration_id, bulk_id, line, phone, reason)
    select ${integrationId}::integer, ${bulkId}::integer, n, p, r
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (n integer, p text, r text)`.execute(
    database,
  )
}

/** A file may hold what the database cannot keep. */
export const storable = (text: string): string =>
  text.slice(0, MAX_TEXT).toWellFormed().replaceAll('\0', '\uFFFD')
