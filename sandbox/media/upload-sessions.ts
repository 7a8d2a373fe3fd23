import { randomBytes } from 'node:crypto'

/** A resumable upload that has begun (Graph API, resumable upload). */
export type UploadSession = {
  id: string
  fileType: string
  fileLength: number
  fileName?: string
  bytes: Buffer
}

export type UploadSessions = {
  start(file: { fileType: string; fileLength: number; fileName?: string | undefined }): UploadSession
  find(id: string): UploadSession | undefined
  /** Appends bytes that begin at `offset`; undefined when that is not where the session is. */
  append(session: UploadSession, offset: number, bytes: Buffer): UploadSession | undefined
  finish(session: UploadSession): void
}

const maxOpen = 100

/** Sessions in progress. They live in memory: one that a restart cut off is begun anew. */
export const createUploadSessions = (): UploadSessions => {
  const sessions = new Map<string, UploadSession>()
  return {
    start({ fileType, fileLength, fileName }) {
      const id = `upload:${randomBytes(24).toString('base64url')}`
      const session = {
        id,
        fileType,
        fileLength,
        ...(fileName !== undefined && { fileName }),
        bytes: Buffer.alloc(0),
      }
      sessions.set(id, session)
      const [oldest] = sessions.keys()
      if (sessions.size > maxOpen && oldest) sessions.delete(oldest)
      return session
    },
    find: (id) => sessions.get(id),
    append(session, offset, bytes) {
      if (offset !== session.bytes.length) return undefined
      session.bytes = Buffer.concat([session.bytes, bytes])
      return session
    },
    finish(session) {
      sessions.delete(session.id)
    },
  }
}
