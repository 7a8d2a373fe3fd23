import { isDatabaseAway } from '../database/database.ts'
import type { UploadedFile } from '../http/uploads.ts'
import type { NewMedia } from '../messages/message.ts'
import { checkFileSize, detectFileKind, type MediaKind } from './file-kind.ts'
import { createMediaId, type MediaStore } from './store.ts'

/** The file of a send, looked at but not yet ours. */
export type PendingAttachment = {
  kind: MediaKind
  mediaId: string
  filename: string
  mimeType: string
  upload: UploadedFile
}

/** What the uploaded file is. Throws 422 on `attachment` for one larger than WhatsApp takes of its kind. */
export const readAttachment = async (
  upload: UploadedFile | undefined,
): Promise<PendingAttachment | undefined> => {
  if (!upload) return undefined
  const { kind, mimeType } = await detectFileKind(upload)
  checkFileSize('attachment', kind, upload.sizeBytes)
  return { kind, mimeType, mediaId: createMediaId(), filename: upload.filename, upload }
}

/**
 * Makes the attachment ours for the time of `store`, and for good when that resolves true; when it resolves
 * false (nothing new was stored) or rejects for good, the file goes again.
 */
export const keepAttachment = async (
  files: MediaStore,
  integrationId: number,
  { upload, mediaId, mimeType }: PendingAttachment,
  store: (media: NewMedia) => Promise<boolean>,
): Promise<void> => {
  const media = await files.adopt(upload, { id: mediaId, integrationId, mimeType })
  let isKept = false
  try {
    isKept = await store(media)
  } catch (error) {
    // The answer to a commit may be lost, not the commit.
    isKept = isDatabaseAway(error)
    throw error
  } finally {
    if (!isKept) await files.discard(media)
  }
}
