import { fileTypeFromFile } from 'file-type'
import { validationError } from '../error.ts'

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

const KINDS: Record<string, MediaKind> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'sticker',
  'video/mp4': 'video',
  'video/3gpp': 'video',
  'audio/aac': 'audio',
  'audio/amr': 'audio',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/x-m4a': 'audio',
  'audio/ogg': 'audio',
  'audio/ogg; codecs=opus': 'audio',
}

const MEGABYTE = 1_024 * 1_024

/** Bytes at most by kind (Cloud API, media). */
const LIMITS: Record<MediaKind, number> = {
  image: 5 * MEGABYTE,
  video: 16 * MEGABYTE,
  audio: 16 * MEGABYTE,
  document: 100 * MEGABYTE,
  sticker: 500 * 1_024,
}

/**
 * What a file is by its content; its name and declared type count only where the content tells nothing, as
 * with plain text. Whatever WhatsApp shows in no other way is a document.
 */
export const detectFileKind = async (file: {
  path: string
  declaredType: string
}): Promise<{ kind: MediaKind; mimeType: string }> => {
  const found = await fileTypeFromFile(file.path)
  if (found) return { kind: KINDS[found.mime] ?? 'document', mimeType: found.mime }
  const isText = /^text\/[\w.+-]+$/.test(file.declaredType)
  return { kind: 'document', mimeType: isText ? file.declaredType : 'application/octet-stream' }
}

/** Throws 422 for a file larger than WhatsApp takes of its kind, naming both sizes. */
export const checkFileSize = (field: string, kind: MediaKind, sizeBytes: number): void => {
  const limit = LIMITS[kind]
  if (sizeBytes === 0) throw validationError({ [field]: [`The ${field} field holds an empty file.`] })
  if (sizeBytes > limit)
    throw validationError({
      [field]: [
        `The ${field} field holds ${sizeBytes} bytes; WhatsApp takes ${limit} at most for this kind (${kind}).`,
      ],
    })
}
