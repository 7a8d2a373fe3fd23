import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../database/database.ts'
import { notFound, PublicError } from '../error.ts'
import { findMediaRow, type MediaKey, type StoredMedia, toStoredMedia } from './queries.ts'
import { isMediaId } from './store.ts'

const LOOK_EVERY_MS = 250

/**
 * A file that lies here; one that a customer sent a moment ago is waited for while it is fetched from WhatsApp. Throws
 * 404 for one that there is not or that could not be fetched, with the reason, and 503 when it does not come in time.
 */
export const awaitStored = async (
  database: Database,
  key: MediaKey,
  patienceMs: number,
): Promise<StoredMedia> => {
  for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
    const row = isMediaId(key.mediaId) ? await findMediaRow(database, key) : undefined
    if (!row) throw notFound()
    const stored = toStoredMedia(row)
    if (stored) return stored
    if (row.fetch_error) throw notFetched(row.fetch_error)
    if (waitedMs >= patienceMs) throw stillFetching()
    await sleep(LOOK_EVERY_MS)
  }
}

const notFetched = ({ reason }: Record<string, unknown>): PublicError =>
  new PublicError(404, 'not_found', `The file could not be fetched from WhatsApp. ${reason}`)

const stillFetching = (): PublicError =>
  new PublicError(503, 'service_unavailable', 'The file is still being fetched from WhatsApp. Try again.', {
    headers: { 'retry-after': '5' },
  })
