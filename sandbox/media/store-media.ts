import { createHash } from 'node:crypto'
import { commit, type Sandbox } from '../context.ts'
import { createDigits } from '../ids.ts'
import type { MediaFile } from '../state/state.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Uploaded files are kept 30 days, those that customers sent 7 (Cloud API, media). */
export const uploadedForMs = 30 * dayMs
export const receivedForMs = 7 * dayMs

/** Stores a file's bytes and puts it down; on the disk before it is told. */
export const storeMedia = async (
  sandbox: Pick<Sandbox, 'state' | 'journal' | 'mediaFolder' | 'now'>,
  file: { bytes: Buffer; mimeType: string; filename?: string | undefined; keptForMs: number },
): Promise<MediaFile> => {
  const now = sandbox.now()
  const media: MediaFile = {
    id: createDigits(16),
    mimeType: file.mimeType,
    sizeBytes: file.bytes.length,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    ...(file.filename !== undefined && { filename: file.filename }),
    createdAt: now,
    expiresAt: now + file.keptForMs,
  }
  await sandbox.mediaFolder.write(media.id, file.bytes)
  commit(sandbox, { t: 'media', media })
  return media
}
