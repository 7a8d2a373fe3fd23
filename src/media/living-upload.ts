import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** An uploaded file may be sent for 30 days (Cloud API, media); it is uploaded anew a day before they are over. */
export const isLiving = sql<boolean>`coalesce(meta_media_id is not null
  and uploaded_at > now() - interval '29 days', false)`

export type Upload = { metaMediaId: string; uploadedAt: Date }

/** What tells one upload from another: a number's file, by its content and the type that Meta is told. */
export type UploadKey = { integrationId: number; sha256: Buffer; mimeType: string }

/** The latest upload of the same content by the same number that may still be sent. */
export const findLivingUpload = async (
  database: Database,
  { integrationId, sha256, mimeType }: UploadKey,
): Promise<Upload | undefined> => {
  const { rows } = await sql<Upload>`
    select meta_media_id as "metaMediaId", uploaded_at as "uploadedAt" from media
    where integration_id = ${integrationId} and sha256 = ${sha256} and mime_type = ${mimeType}
      and direction = 'outbound' and ${isLiving}
    order by uploaded_at desc limit 1`.execute(database)
  return rows[0]
}
