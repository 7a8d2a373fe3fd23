import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** The pauses grow to six hours: after twelve tries WhatsApp has not given the file for more than a day. */
const FETCH_ATTEMPTS = 12

/** For how long WhatsApp keeps what customers send (Cloud API, media). */
const KEPT_DAYS = 7

/** Has customers' files fetched in the background, once their rows are committed. */
export const insertFetchJobs = async (
  database: Database,
  files: { integrationId: number; id: string }[],
): Promise<void> => {
  const rows = files.map(({ integrationId, id }) => ({ i: integrationId, m: id }))
  await sql`/* insert-fetch-jobs */
    select ${addJob(sql`i`, sql`m`)}
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (i integer, m text)`.execute(database)
}

/** Has all files of a number fetched that are not here yet, when what kept them away is mended. */
export const insertMissingFetchJobs = async (database: Database, integrationId: number): Promise<void> => {
  await sql`
    select ${addJob(sql`integration_id`, sql`id`)} from media
    where integration_id = ${integrationId} and direction = 'inbound' and stored_at is null
      and meta_media_id is not null and created_at > now() - make_interval(days => ${KEPT_DAYS}::integer)`.execute(
    database,
  )
}

/** The key keeps it to one job a file that waits to be done. */
const addJob = (integrationId: ReturnType<typeof sql>, mediaId: ReturnType<typeof sql>) => sql`
  graphile_worker.add_job('fetch-media',
    json_build_object('integration_id', ${integrationId}, 'media_id', ${mediaId}),
    max_attempts => ${FETCH_ATTEMPTS}::integer, job_key => concat('fetch-media ', ${mediaId}))`
