import type { FieldErrors } from '../error.ts'
import type { UploadedFile } from '../http/uploads.ts'
import { keepAttachment, readMediaAttachment } from '../media/attachment.ts'
import type { MediaKind } from '../media/file-kind.ts'
import type { MediaStore } from '../media/store.ts'
import type { Composed } from './send-single.ts'

/** Characters of a caption (Cloud API, limits). */
const MAX_CAPTION = 1_024

const WITHOUT_CAPTION: Partial<Record<MediaKind, string>> = { audio: 'audio', sticker: 'a sticker' }

export type MediaWishes = {
  /** As what the file is sent; by its content when absent. */
  kind?: MediaKind | undefined
  /** The words below it, with the name of the field that holds them. */
  caption: { field: 'caption' | 'text'; words: string | undefined }
  filename?: string | undefined
}

/** The words below a file: of the two fields that may hold them the one that comes first, where both do. */
export const captionOf = (
  body: { caption?: string | undefined; text?: string | undefined },
  [first, second]: ['caption', 'text'] | ['text', 'caption'],
): MediaWishes['caption'] => {
  const field = body[first] === undefined ? second : first
  return { field, words: body[field] }
}

/** The message that a file is, after noting what is wrong. */
export const composeMedia = async (
  files: MediaStore,
  integrationId: number,
  upload: UploadedFile,
  { kind: named, caption: { field, words }, filename }: MediaWishes,
  errors: FieldErrors,
): Promise<Composed> => {
  const { attachment: file, problem } = await readMediaAttachment(upload, named)
  const attachment = { ...file, filename: filename ?? file.filename }
  const { kind, mediaId: id } = attachment
  if (problem) errors['attachment'] = [`The attachment field ${problem}`]
  const captionProblem = words && findCaptionProblem(kind, words)
  if (captionProblem) errors[field] = [`The ${field} field ${captionProblem}`]
  return {
    type: kind,
    content: {
      id,
      ...(words && { caption: words }),
      ...(kind === 'document' && { filename: attachment.filename }),
    },
    keepFiles: async () => [await keepAttachment(files, integrationId, attachment)],
  }
}

const findCaptionProblem = (kind: MediaKind, words: string): string | undefined => {
  if (WITHOUT_CAPTION[kind]) return `is not taken: WhatsApp shows no caption with ${WITHOUT_CAPTION[kind]}.`
  const length = [...words].length
  return length > MAX_CAPTION
    ? `must not have more than ${MAX_CAPTION} characters beside a file; it has ${length}.`
    : undefined
}
