import { validationError } from '../error.ts'
import type { UploadedFile } from '../http/uploads.ts'
import type { NewMedia } from '../messages/message.ts'
import { findFileProblem, kindOf, kindOfUnnamed, type MediaKind } from './file-kind.ts'
import { readContent } from './read-content.ts'
import { createMediaId, type MediaStore } from './store.ts'

/** The file of a send, looked at but not yet ours. */
export type PendingAttachment = {
  kind: MediaKind
  mediaId: string
  filename: string
  mimeType: string
  upload: UploadedFile
}

/**
 * What the uploaded file is to a template, whose header says what it takes. Throws 422 on `attachment` for one larger
 * than WhatsApp takes of its kind.
 */
export const readAttachment = async (
  upload: UploadedFile | undefined,
): Promise<PendingAttachment | undefined> => {
  if (!upload) return undefined
  const { attachment, problem } = await readAs(upload, kindOf)
  if (problem) throw validationError({ attachment: [`The attachment field ${problem}`] })
  return attachment
}

/**
 * The uploaded file as a message of its own, of the kind that its sender named, else of the one that its content is;
 * and what keeps WhatsApp from taking it as such.
 */
export const readMediaAttachment = (upload: UploadedFile, named: MediaKind | undefined) =>
  readAs(upload, (mimeType) => named ?? kindOfUnnamed(mimeType, upload.declaredType))

const readAs = async (
  upload: UploadedFile,
  choose: (mimeType: string) => MediaKind,
): Promise<{ attachment: PendingAttachment; problem: string | undefined }> => {
  const content = await readContent(upload)
  const { mimeType } = content
  const kind = choose(mimeType)
  return {
    attachment: { kind, mimeType, mediaId: createMediaId(), filename: upload.filename, upload },
    problem: findFileProblem(kind, { ...content, sizeBytes: upload.sizeBytes }),
  }
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
