import type { Tx } from '../../database/database.ts'
import type { FieldErrors } from '../../error.ts'
import type { Integration } from '../../integrations/directory.ts'
import { insertFile } from '../../media/insert.ts'
import { findMedia } from '../../media/queries.ts'
import { isMediaId } from '../../media/store.ts'
import type { NewMedia } from '../../messages/message.ts'
import type { MediaKind } from '../definition.ts'
import type { HeaderFields, Sample, TranslationFields } from './fields.ts'
import type { TranslationInput } from './input-schema.ts'

/** The file of a request, kept but not stored yet: it becomes the sample of every media header without another. */
export type SampleFile = { media: NewMedia; isStored: boolean }

/** What Meta's resumable upload takes (Graph API, resumable upload). */
const TYPES: Readonly<Record<MediaKind, readonly string[]>> = {
  image: ['image/jpeg', 'image/png'],
  video: ['video/mp4'],
  document: ['application/pdf'],
}
const WORDS: Readonly<Record<MediaKind, string>> = {
  image: 'a picture as JPEG or PNG',
  video: 'a video as MP4',
  document: 'a PDF',
}

type Given = { input: TranslationInput; file: SampleFile | undefined; path: string }

/**
 * The sample of a translation's media header: the file that the request names or brings along, else the one that it
 * had. A file that is not this number's, or of another kind, goes to `errors`.
 */
export const findSample = async (
  tx: Tx,
  integration: Integration,
  { header, sample }: TranslationFields,
  { input, file, path }: Given,
  errors: FieldErrors,
): Promise<Sample | null> => {
  if (!isMedia(header)) return null
  const refuse = (field: string, problem: string): null => {
    errors[field] = [`The ${field} field ${problem}`]
    return null
  }
  const named = input.header_media_id
  if (named === sample?.mediaId && sample) return sample
  if (named) {
    const media = isMediaId(named)
      ? await findMedia(tx, { integrationId: integration.id, mediaId: named })
      : undefined
    const field = `${path}.header_media_id`
    if (!media) return refuse(field, 'must be the media_id of a file of this integration.')
    if (!TYPES[header.kind].includes(media.mimeType))
      return refuse(field, `must name ${WORDS[header.kind]}; this file is ${media.mimeType}.`)
    return { integrationId: integration.id, mediaId: media.id }
  }
  if (!file) return named === undefined ? sample : null
  if (!TYPES[header.kind].includes(file.media.mimeType))
    return refuse(
      `${path}.header_media_id`,
      `must be ${WORDS[header.kind]} for this header; the attachment is ${file.media.mimeType}.`,
    )
  if (!file.isStored) await insertFile(tx, file.media)
  file.isStored = true
  return { integrationId: integration.id, mediaId: file.media.id }
}

const isMedia = (header: HeaderFields | null): header is { kind: MediaKind } =>
  header !== null && header.kind !== 'text' && header.kind !== 'location'
