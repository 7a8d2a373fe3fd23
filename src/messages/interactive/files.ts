import type { Database } from '../../database/database.ts'
import type { FieldErrors } from '../../error.ts'
import { findFileProblem } from '../../media/file-kind.ts'
import { findMediaRow, type MediaRow, type StoredMedia, toStoredMedia } from '../../media/queries.ts'
import { createMediaId, isMediaId } from '../../media/store.ts'
import type { NewMedia } from '../message.ts'
import { type HeaderFile, type Interactive, listHeaderFiles } from './field.ts'

/**
 * Makes the files that headers name by their media_id files of this message: each row of `media` is one file of one
 * send, whatever it was before, and gets an id of Meta's by itself. Their ids change in the object. Notes what is
 * wrong with them.
 */
export const takeHeaderFiles = async (
  database: Database,
  integrationId: number,
  interactive: Interactive,
  errors: FieldErrors,
): Promise<NewMedia[]> => {
  const taken = new Map<string, NewMedia>()
  for (const header of listHeaderFiles(interactive)) {
    const { path, file } = header
    if (file.id === undefined) continue
    const row = isMediaId(file.id)
      ? await findMediaRow(database, { integrationId, mediaId: file.id })
      : undefined
    const stored = row && toStoredMedia(row)
    const problem = findProblem(row, stored, header)
    if (problem) errors[`${path}.id`] = [`The ${path}.id field ${problem}`]
    if (problem || !stored) continue
    const media = taken.get(file.id) ?? { ...stored, id: createMediaId() }
    taken.set(file.id, media)
    file.id = media.id
    if (header.kind === 'document') file.filename ??= stored.filename ?? undefined
  }
  return [...taken.values()]
}

const findProblem = (
  row: MediaRow | undefined,
  stored: StoredMedia | undefined,
  { kind }: HeaderFile,
): string | undefined => {
  if (!row) return 'must be a media_id of this integration.'
  if (stored) return findFileProblem(kind, stored)
  return row.fetch_error
    ? 'names a file that could not be fetched from WhatsApp.'
    : 'names a file that is still being fetched from WhatsApp. Try again in a moment.'
}
