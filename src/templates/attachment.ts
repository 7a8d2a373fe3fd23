import { attachmentError, type CompileError } from './compile-error.ts'
import type { Header, MediaKind } from './definition.ts'

/** The file of a send, already told by its content what it is. */
export type Attachment = {
  readonly kind: MediaKind | 'audio' | 'sticker'
  /** Goes into the template as it stands: Meta's id, or a reference that is replaced by it later. */
  readonly mediaId: string
  /** The name that a document is shown with. */
  readonly filename?: string
}

const WORDS: Readonly<Record<Attachment['kind'], string>> = {
  image: 'an image',
  video: 'a video',
  document: 'a document',
  audio: 'an audio file',
  sticker: 'a sticker',
}

/** The kind of file that a header takes; undefined when it takes none. */
export const mediaKindOf = (header: Header | null): MediaKind | undefined =>
  header?.kind === 'image' || header?.kind === 'video' || header?.kind === 'document'
    ? header.kind
    : undefined

/** What is wrong with a send's attachment for a header that takes a file of this kind. */
export const findAttachmentError = (
  taken: MediaKind,
  attachment: Attachment | undefined,
): CompileError | undefined => {
  if (!attachment) return attachmentError(`is required: the header of this template takes ${WORDS[taken]}.`)
  if (attachment.kind === taken) return undefined
  return attachmentError(
    `must be ${WORDS[taken]} for the header of this template, not ${WORDS[attachment.kind]}.`,
  )
}
