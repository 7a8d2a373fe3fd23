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

/** Puts the attachment's file where it stays, and answers with the row to store for it. */
export const keepAttachment = async (
  files: MediaStore,
  integrationId: number,
  { upload, mediaId, filename, mimeType }: PendingAttachment,
): Promise<NewMedia> => ({
  integrationId,
  id: mediaId,
  filePath: await files.adopt(upload),
  filename,
  mimeType,
  sizeBytes: upload.sizeBytes,
  sha256: upload.sha256,
})
