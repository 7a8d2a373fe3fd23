import type { Database } from '../database/database.ts'

export type MediaKey = { integrationId: number; mediaId: string }

/** A file that lies here. */
export type StoredMedia = {
  integrationId: number
  id: string
  /** Relative to the media folder. */
  filePath: string
  filename: string | null
  mimeType: string
  sizeBytes: number
  sha256: Buffer
}

/** What is known of a file of a number: what came with a send, or what a customer sent. */
export const findMediaRow = (database: Database, { integrationId, mediaId }: MediaKey) =>
  database
    .selectFrom('media')
    .selectAll()
    .where('integration_id', '=', integrationId)
    .where('id', '=', mediaId)
    .executeTakeFirst()

export type MediaRow = NonNullable<Awaited<ReturnType<typeof findMediaRow>>>

/** The file, once it is stored: what a customer sent is fetched first. */
export const toStoredMedia = (row: MediaRow): StoredMedia | undefined => {
  const { file_path: filePath, size_bytes: sizeBytes, sha256 } = row
  if (filePath === null || sizeBytes === null || sha256 === null) return undefined
  return {
    integrationId: row.integration_id,
    id: row.id,
    filePath,
    filename: row.filename,
    mimeType: row.mime_type,
    sizeBytes: Number(sizeBytes),
    sha256,
  }
}

export const findMedia = async (database: Database, key: MediaKey): Promise<StoredMedia | undefined> => {
  const row = await findMediaRow(database, key)
  return row && toStoredMedia(row)
}
