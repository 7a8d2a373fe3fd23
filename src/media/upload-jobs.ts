import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { isLiving } from './living-upload.ts'

/** The pauses grow to six hours: after twelve tries Meta's media store has been away for more than a day. */
const UPLOAD_ATTEMPTS = 12

/**
 * Has files of a number uploaded in the background, once their rows are committed. The key keeps it to one job a
 * file that waits to be done. Those of the same content stand in one of 4,096 queues, whose jobs are done one after
 * the other: the second finds what the first has uploaded.
 */
export const insertUploadJobs = async (
  database: Database,
  integrationId: number,
  mediaIds: string[],
): Promise<void> => {
  await sql`
    select graphile_worker.add_job('upload-media',
      json_build_object('integration_id', integration_id, 'media_id', id),
      queue_name => concat('upload ', left(encode(sha256, 'hex'), 3)),
      max_attempts => ${UPLOAD_ATTEMPTS}::integer, job_key => concat('upload-media ', id))
    from media where integration_id = ${integrationId} and id = any(${mediaIds}::text[])`.execute(database)
}

/** Has all files of a number uploaded that messages wait for: those whose jobs ended when it was stopped. */
export const insertWaitingUploadJobs = async (database: Database, integrationId: number): Promise<void> => {
  const { rows } = await sql<{ id: string }>`
    select id from media
    where integration_id = ${integrationId} and not ${isLiving} and id in (
      select waits_for_media from message_queue where integration_id = ${integrationId})`.execute(database)
  const ids = rows.map(({ id }) => id)
  await insertUploadJobs(database, integrationId, ids)
}
