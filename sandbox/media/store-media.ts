import { Readable } from 'node:stream'
import { commit, type Sandbox } from '../context.ts'
import { createDigits } from '../ids.ts'
import type { MediaFile } from '../state/state.ts'
import type { IncomingFile } from './incoming-file.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Uploaded files are kept 30 days, those that customers sent 7 (Cloud API, media). */
export const uploadedForMs = 30 * dayMs
export const receivedForMs = 7 * dayMs

type Parts = Pick<Sandbox, 'state' | 'journal' | 'mediaFolder' | 'now'>
type Facts = { mimeType: string; filename?: string | undefined; keptForMs: number }

/** Keeps a file that has come in whole and puts it down; on the disk before it is told. */
export const keepMedia = async (sandbox: Parts, file: IncomingFile, facts: Facts): Promise<MediaFile> => {
  const now = sandbox.now()
  const media: MediaFile = {
    id: createDigits(16),
    mimeType: facts.mimeType,
    sizeBytes: file.sizeBytes(),
    sha256: file.sha256(),
    ...(facts.filename !== undefined && { filename: facts.filename }),
    createdAt: now,
    expiresAt: now + facts.keptForMs,
  }
  await sandbox.mediaFolder.keep(file, media.id)
  commit(sandbox, { t: 'media', media })
  return media
}

/** The same for a file whose bytes are at hand. */
export const storeMedia = async (
  sandbox: Parts,
  { bytes, ...facts }: Facts & { bytes: Buffer },
): Promise<MediaFile> => {
  const file = sandbox.mediaFolder.begin()
  await file.append(Readable.from([bytes]), bytes.length)
  return keepMedia(sandbox, file, facts)
}
