import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { MediaKey } from './queries.ts'
import type { IncomingFile } from './store.ts'

/** A customer's file that is not here yet. */
export type WantedFile = {
  mimeType: string
  /** As the webhook told it. */
  sha256: Buffer | null
  metaMediaId: string
  url: string | null
  createdAt: Date
}

/** Undefined for a file that is here already, or that Meta never had. */
export const findWantedFile = async (
  database: Database,
  { integrationId, mediaId }: MediaKey,
): Promise<WantedFile | undefined> => {
  const row = await database
    .selectFrom('media')
    .select(['mime_type', 'sha256', 'meta_media_id', 'fetch_url', 'created_at'])
    .where('integration_id', '=', integrationId)
    .where('id', '=', mediaId)
    .where('direction', '=', 'inbound')
    .where('stored_at', 'is', null)
    .executeTakeFirst()
  if (!row?.meta_media_id) return undefined
  return {
    mimeType: row.mime_type,
    sha256: row.sha256,
    metaMediaId: row.meta_media_id,
    url: row.fetch_url,
    createdAt: row.created_at,
  }
}

/** Notes where a file lies, once, with the event that tells it. */
export const noteStored = async (
  database: Database,
  { integrationId, mediaId }: MediaKey,
  { sizeBytes, sha256 }: IncomingFile,
  filePath: string,
): Promise<void> => {
  await sql`
    with stored as (
      update media set file_path = ${filePath}, size_bytes = ${sizeBytes}, sha256 = ${sha256}, stored_at = now(),
        fetch_url = null, fetch_error = null
      where integration_id = ${integrationId} and id = ${mediaId} and stored_at is null
      returning integration_id, id
    )
    insert into events (type, integration_id, data)
    select 'media.status', integration_id, json_build_object('media_id', id, 'status', 'stored')
    from stored`.execute(database)
}

/** Notes why a file is not here, with the event when nothing more is tried. */
export const noteNotFetched = async (
  database: Database,
  { integrationId, mediaId }: MediaKey,
  reason: string,
  isEnd: boolean,
): Promise<void> => {
  await sql`
    with noted as (
      update media set fetch_error = ${JSON.stringify({ reason })}::json
      where integration_id = ${integrationId} and id = ${mediaId} and stored_at is null
      returning integration_id, id
    )
    insert into events (type, integration_id, data)
    select 'media.status', integration_id,
      json_build_object('media_id', id, 'status', 'failed', 'reason', ${reason}::text)
    from noted where ${isEnd}::boolean`.execute(database)
}
