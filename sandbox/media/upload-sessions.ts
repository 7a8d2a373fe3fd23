import { randomBytes } from 'node:crypto'
import type { IncomingFile } from './incoming-file.ts'
import type { MediaFolder } from './media-folder.ts'

/** A resumable upload that has begun (Graph API, resumable upload). */
export type UploadSession = {
  id: string
  fileType: string
  fileLength: number
  fileName?: string
  file: IncomingFile
  /** A piece is coming in. */
  isReceiving: boolean
}

export type UploadSessions = {
  start(file: { fileType: string; fileLength: number; fileName?: string | undefined }): UploadSession
  find(id: string): UploadSession | undefined
  finish(session: UploadSession): void
}

const maxOpen = 100

/** Sessions in progress. What they are is in memory: one that a restart cut off is begun anew. */
export const createUploadSessions = (mediaFolder: MediaFolder): UploadSessions => {
  const sessions = new Map<string, UploadSession>()
  return {
    start({ fileType, fileLength, fileName }) {
      const id = `upload:${randomBytes(24).toString('base64url')}`
      const session = {
        id,
        fileType,
        fileLength,
        ...(fileName !== undefined && { fileName }),
        file: mediaFolder.begin(),
        isReceiving: false,
      }
      sessions.set(id, session)
      const [oldest] = sessions.values()
      if (sessions.size > maxOpen && oldest) {
        sessions.delete(oldest.id)
        void oldest.file.discard()
      }
      return session
    },
    find: (id) => sessions.get(id),
    finish(session) {
      sessions.delete(session.id)
    },
  }
}
