import { readHash } from '../../media/read-hash.ts'
import { createMediaId } from '../../media/store.ts'
import { classify } from '../../whatsapp/error-codes.ts'
import { describeGraphError, type GraphError } from '../../whatsapp/graph-error.ts'
import { asId, asText, type JsonRecord } from '../../whatsapp/json-reading.ts'

/** A customer's file, to be fetched. */
export type ReceivedMedia = {
  id: string
  metaMediaId: string | null
  /** Where it can be had for five minutes, when Meta said so. */
  url: string | null
  mimeType: string
  filename: string | null
  sha256: Buffer | null
  /** Why it cannot be fetched, in words, when that is known already. */
  reason: string | null
}

/** `voice` is what audio recordings were called until 2021. */
const MEDIA_TYPES = new Set(['image', 'video', 'audio', 'voice', 'document', 'sticker'])

export const isMediaType = (type: string): boolean => MEDIA_TYPES.has(type)

/** The media object as it is stored, with our id in place of Meta's, and the file that it speaks of. */
export const readMedia = (
  content: JsonRecord,
  [error]: GraphError[],
): { content: JsonRecord; media: ReceivedMedia } => {
  const id = createMediaId()
  const { url, ...kept } = content
  const metaMediaId = asId(content.id) ?? null
  return {
    content: { ...kept, id },
    media: {
      id,
      metaMediaId,
      url: asText(url) ?? null,
      mimeType: asText(content.mime_type) ?? 'application/octet-stream',
      filename: asText(content.filename) ?? null,
      sha256: readHash(asText(content['sha256'])),
      reason: error
        ? `${describeGraphError(error)}. ${classify(error).whatToDo}`
        : metaMediaId === null
          ? 'WhatsApp named no file. Ask for it to be sent again.'
          : null,
    },
  }
}
