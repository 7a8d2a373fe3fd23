/** How WhatsApp shows a file. */
export const MEDIA_KINDS = ['image', 'video', 'audio', 'document', 'sticker'] as const
export type MediaKind = (typeof MEDIA_KINDS)[number]

const KILOBYTE = 1_024
const MEGABYTE = 1_024 * KILOBYTE

/** The types that each kind takes, and bytes at most (Cloud API, media). A document may be of any type. */
const RULES: Record<MediaKind, { types: readonly string[]; words: string; maxBytes: number }> = {
  image: { types: ['image/jpeg', 'image/png'], words: 'images as JPEG or PNG', maxBytes: 5 * MEGABYTE },
  video: { types: ['video/mp4', 'video/3gpp'], words: 'videos as MP4 or 3GP', maxBytes: 16 * MEGABYTE },
  audio: {
    types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg; codecs=opus'],
    words: 'audio as AAC, AMR, MP3, M4A or Ogg with Opus',
    maxBytes: 16 * MEGABYTE,
  },
  document: { types: [], words: 'documents of any type', maxBytes: 100 * MEGABYTE },
  sticker: { types: ['image/webp'], words: 'stickers as WebP', maxBytes: 500 * KILOBYTE },
}
const MAX_STILL_STICKER_BYTES = 100 * KILOBYTE

/** The type of what tells nothing of itself. */
export const UNKNOWN_TYPE = 'application/octet-stream'

/** What a file is by its content. */
export type FileContent = {
  mimeType: string
  sizeBytes: number
  /** Of a WebP: has frames. */
  isAnimated?: boolean | undefined
}

/** The kind as which WhatsApp takes a type; what it shows in no other way is a document. */
export const kindOf = (mimeType: string): MediaKind =>
  MEDIA_KINDS.find((kind) => RULES[kind].types.includes(mimeType)) ?? 'document'

/** What stands in the way of sending a file as `kind`, to go on after the name of its field; undefined: nothing. */
export const findFileProblem = (kind: MediaKind, file: FileContent): string | undefined => {
  const { mimeType, sizeBytes } = file
  const { types, words } = RULES[kind]
  if (sizeBytes === 0) return 'holds an empty file.'
  if (kind !== 'document' && !types.includes(mimeType))
    return `holds ${mimeType}; WhatsApp takes ${words}. ${adviceFor(mimeType)}`
  const limit = limitOf(kind, file)
  if (sizeBytes <= limit) return undefined
  const advice = kind === 'sticker' ? ' A WebP is a sticker to WhatsApp; send a picture as JPEG or PNG.' : ''
  return `holds ${sizeBytes} bytes; WhatsApp takes ${limit} at most for this kind (${kind}).${advice}`
}

const limitOf = (kind: MediaKind, { isAnimated = true }: FileContent): number =>
  kind === 'sticker' && !isAnimated ? MAX_STILL_STICKER_BYTES : RULES[kind].maxBytes

const adviceFor = (mimeType: string): string => {
  const kind = kindOf(mimeType)
  return kind === 'document'
    ? 'Convert it, or send it as a file with the type document.'
    : `Send it with the type ${kind} or document.`
}

/**
 * The kind of a file whose sender named none. A picture, film or sound that WhatsApp does not show as one, or a file
 * that only calls itself one, would arrive as something to download, which its sender does not expect: then it is the
 * kind that it should be, whose problem is told.
 */
export const kindOfUnnamed = (mimeType: string, declaredType: string): MediaKind => {
  const kind = kindOf(mimeType)
  if (kind !== 'document') return kind
  return familyOf(mimeType) ?? (mimeType === UNKNOWN_TYPE ? familyOf(declaredType) : undefined) ?? kind
}

const familyOf = (type: string): MediaKind | undefined =>
  MEDIA_KINDS.find((kind) => /^(image|video|audio)$/.test(kind) && type.startsWith(`${kind}/`))
