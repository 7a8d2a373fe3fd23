import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { MessageError } from '../messages/own-errors.ts'
import type { Upload } from './living-upload.ts'
import type { MediaKey, StoredMedia } from './queries.ts'

/**
 * Notes what Meta calls a file, and lets the messages go that wait for it. So do those that wait for the same content
 * of another send: they need not wait for jobs of their own.
 */
export const releaseMessages = (
  database: Database,
  { integrationId, id, sha256, mimeType }: StoredMedia,
  { metaMediaId, uploadedAt }: Upload,
): Promise<void> =>
  database.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      update media set meta_media_id = ${metaMediaId}, uploaded_at = ${uploadedAt}, upload_error = null
      where integration_id = ${integrationId} and id in (
        select m.id from media m
        where m.integration_id = ${integrationId} and m.id in (
            select ${id} union
            select waits_for_media from message_queue where integration_id = ${integrationId})
          and m.sha256 = ${sha256} and m.mime_type = ${mimeType} and m.direction = 'outbound'
        order by m.id for update)
      returning id`.execute(tx)
    await sql`
      update message_queue set waits_for_media = null
      where integration_id = ${integrationId}
        and waits_for_media = any(${rows.map((one) => one.id)}::text[])`.execute(tx)
  })

/** Ends the messages that wait for a file which WhatsApp does not take. */
export const failMessages = (
  database: Database,
  { integrationId, mediaId }: MediaKey,
  error: MessageError,
): Promise<void> =>
  database.transaction().execute(async (tx) => {
    // Messages are locked before their places in the queue, as everywhere.
    await sql`
      select from messages
      where integration_id = ${integrationId} and id in (
        select message_id from message_queue
        where integration_id = ${integrationId} and waits_for_media = ${mediaId})
      order by id for update`.execute(tx)
    await sql`
      with gone as (
        delete from message_queue
        where integration_id = ${integrationId} and waits_for_media = ${mediaId}
        returning message_id
      ), noted as (
        update media set upload_error = ${JSON.stringify(error)}::json
        where integration_id = ${integrationId} and id = ${mediaId}
      ), failed as (
        update messages m set state = 'failed', failed_at = now(), error = ${JSON.stringify(error)}::json
        from gone
        where m.integration_id = ${integrationId} and m.id = gone.message_id and m.state = 'queued'
        returning m.id, m.bulk_id
      )
      insert into events (type, integration_id, data)
      select 'message.status', ${integrationId}::integer, json_strip_nulls(json_build_object(
        'message_id', id, 'status', 'failed', 'error', ${JSON.stringify(error)}::json, 'bulk_id', bulk_id))
      from failed`.execute(tx)
  })
