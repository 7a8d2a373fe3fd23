import type { Database } from '../database/database.ts'
import type { NewMedia } from '../messages/message.ts'
import { findLivingUpload } from './living-upload.ts'
import { insertUploadJobs } from './upload-jobs.ts'

/**
 * Stores the rows of files. One whose content lives at Meta already takes that id over; the others are uploaded in
 * the background: their ids are the answer, for messages to wait for.
 */
export const insertMedia = async (database: Database, media: NewMedia[]): Promise<Set<string>> => {
  const waiting = new Set<string>()
  for (const one of media) {
    const living = await findLivingUpload(database, one)
    await database
      .insertInto('media')
      .values({
        integration_id: one.integrationId,
        id: one.id,
        file_path: one.filePath,
        filename: one.filename,
        mime_type: one.mimeType,
        size_bytes: one.sizeBytes,
        sha256: one.sha256,
        stored_at: new Date(),
        meta_media_id: living?.metaMediaId ?? null,
        uploaded_at: living?.uploadedAt ?? null,
      })
      .execute()
    if (living) continue
    await insertUploadJobs(database, one.integrationId, [one.id])
    waiting.add(one.id)
  }
  return waiting
}
