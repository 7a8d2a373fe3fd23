import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { insertUploadJob } from '../media/upload-jobs.ts'
import type { NewBulkSend, NewMedia, OutboundMessage, Priority } from './message.ts'

/** Rows of one statement at most; a larger send is stored in several of one transaction. */
const CHUNK = 2_000

/**
 * Stores messages with their places in the queue and their events. One statement for up to 2,000 rows, which
 * is its own transaction when `database` is none: one insert a request reaches a third to a half of an empty
 * route's throughput, coalesced ones nine tenths. The rows travel as one JSON text, since building arrays of
 * parameters costs the server's own thread three times as much.
 *
 * The events select from the inserted messages, so that the transaction has its number before it draws the
 * events' ones: a reader of the log counts on that order.
 */
export const insertMessages = async (
  database: Database,
  messages: { message: OutboundMessage; priority: Priority }[],
): Promise<void> => {
  for (let from = 0; from < messages.length; from += CHUNK) {
    const rows = JSON.stringify(messages.slice(from, from + CHUNK).map(toRow))
    await sql`/* insert-messages */
      with rows as (
        select * from json_to_recordset(${rows}::json) as row (
          i integer, id text, type text, a text, c json, r text, m text, t integer, b integer, e timestamptz,
          p smallint)
      ), stored as (
        insert into messages (integration_id, id, direction, type, address, content, reply_to_id, media_id,
          template_id, bulk_id, expires_at, state)
        select i, id, 'outbound', type, a, c, r, m, t, b, e, 'queued' from rows
        returning integration_id, id
      ), queued as (
        insert into message_queue (integration_id, priority, message_id, address, expires_at, waits_for_media)
        select i, p, id, a, e, m from rows
      )
      insert into events (type, integration_id, data)
      select 'message.status', integration_id, json_build_object('message_id', id, 'status', 'queued')
      from stored`.execute(database)
  }
}

const toRow = ({ message, priority }: { message: OutboundMessage; priority: Priority }) => ({
  i: message.integrationId,
  id: message.id,
  type: message.type,
  a: message.address,
  c: message.content,
  r: message.replyToId,
  m: message.mediaId,
  t: message.templateId,
  b: message.bulkId,
  e: message.expiresAt,
  p: priority,
})

/** Stores a file's row with the job that uploads it. */
export const insertMedia = async (database: Database, media: NewMedia): Promise<void> => {
  await insertUploadJob(database, media)
  await database
    .insertInto('media')
    .values({
      integration_id: media.integrationId,
      id: media.id,
      file_path: media.filePath,
      filename: media.filename,
      mime_type: media.mimeType,
      size_bytes: media.sizeBytes,
      sha256: media.sha256,
    })
    .execute()
}

export const insertBulkSend = async (database: Database, bulk: NewBulkSend): Promise<void> => {
  await database
    .insertInto('bulk_sends')
    .values({
      integration_id: bulk.integrationId,
      id: bulk.id,
      template_id: bulk.templateId,
      language_code: bulk.languageCode,
      planned: bulk.planned,
      rejected: bulk.rejected,
      created_by: bulk.createdBy,
    })
    .execute()
}
