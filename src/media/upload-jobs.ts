import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** The pauses grow to six hours: after twelve tries Meta's media store has been away for more than a day. */
const UPLOAD_ATTEMPTS = 12

/** Has a file uploaded in the background, once its row is committed. */
export const insertUploadJob = async (
  database: Database,
  media: { integrationId: number; id: string },
): Promise<void> => {
  await sql`select ${addJob(sql`${media.integrationId}::integer`, sql`${media.id}::text`)}`.execute(database)
}

/** Has all files of a number uploaded that messages wait for: those whose jobs ended when it was stopped. */
export const insertWaitingUploadJobs = async (database: Database, integrationId: number): Promise<void> => {
  await sql`
    select ${addJob(sql`media.integration_id`, sql`media.id`)} from media
    where integration_id = ${integrationId} and meta_media_id is null and id in (
      select waits_for_media from message_queue where integration_id = ${integrationId})`.execute(database)
}

/** The key keeps it to one job a file that waits to be done. */
const addJob = (integrationId: ReturnType<typeof sql>, mediaId: ReturnType<typeof sql>) => sql`
  graphile_worker.add_job('upload-media',
    json_build_object('integration_id', ${integrationId}, 'media_id', ${mediaId}),
    max_attempts => ${UPLOAD_ATTEMPTS}::integer, job_key => concat('upload-media ', ${mediaId}))`
