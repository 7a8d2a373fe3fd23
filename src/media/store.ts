import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { UploadedFile } from '../http/uploads.ts'
import type { NewMedia } from '../messages/message.ts'

/** The folder of files: `incoming/` while a request is read, then by the first letters of their ids. */
export type MediaStore = {
  incomingDir: string
  /** Makes an uploaded file ours. It is on disk for good when this resolves. */
  adopt(upload: UploadedFile, as: { id: string; integrationId: number; mimeType: string }): Promise<NewMedia>
  /** Takes an adopted file back, when the send that it came with was not stored. */
  discard(media: NewMedia): Promise<void>
  /** Where a file lies. */
  pathOf(filePath: string): string
  /** Deletes what killed processes left of requests that they were reading. */
  sweepIncoming(): Promise<void>
}

/** No request takes so long. */
const FORGOTTEN_MS = 86_400_000

/** A new media id: 36 hex digits, too many to stand in a text by accident. */
export const createMediaId = (): string => randomBytes(18).toString('hex')

export const createMediaStore = (dataDir: string): MediaStore => {
  const root = join(dataDir, 'media')
  const pathOf = (filePath: string): string => join(root, filePath)
  return {
    incomingDir: join(root, 'incoming'),
    pathOf,
    adopt: async (upload, { id, integrationId, mimeType }) => {
      const filePath = join(id.slice(0, 2), id)
      await mkdir(dirname(pathOf(filePath)), { recursive: true })
      await syncToDisk(upload.path)
      await rename(upload.path, pathOf(filePath))
      await syncToDisk(dirname(pathOf(filePath)))
      return {
        integrationId,
        id,
        filePath,
        filename: upload.filename,
        mimeType,
        sizeBytes: upload.sizeBytes,
        sha256: upload.sha256,
      }
    },
    discard: (media) => rm(pathOf(media.filePath), { force: true }),
    sweepIncoming: async () => {
      for (const name of await readdir(join(root, 'incoming'))) {
        const path = join(root, 'incoming', name)
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
        if (Date.now() - mtimeMs > FORGOTTEN_MS) await rm(path, { force: true })
      }
    },
  }
}

const syncToDisk = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
