import type { Database } from '../database/database.ts'
import type { NewMedia } from '../messages/message.ts'
import { findLivingUpload, type Upload } from './living-upload.ts'
import { insertUploadJobs } from './upload-jobs.ts'

/**
 * Stores the rows of files. One whose content lives at Meta already takes that id over; the others are uploaded in
 * the background: their ids are the answer, for messages to wait for.
 */
export const insertMedia = async (database: Database, media: NewMedia[]): Promise<Set<string>> => {
  const waiting = new Set<string>()
  for (const one of media) {
    const living = await findLivingUpload(database, one)
    await insertFile(database, one, living)
    if (living) continue
    await insertUploadJobs(database, one.integrationId, [one.id])
    waiting.add(one.id)
  }
  return waiting
}

/** Stores the row of a file, which nobody uploads. */
export const insertFile = async (database: Database, media: NewMedia, living?: Upload): Promise<void> => {
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
      stored_at: new Date(),
      meta_media_id: living?.metaMediaId ?? null,
      uploaded_at: living?.uploadedAt ?? null,
    })
    .execute()
}
