/** The kinds of media message. */
const mediaKinds = ['image', 'video', 'audio', 'document', 'sticker'] as const
export type MediaKind = (typeof mediaKinds)[number]

const mebibyte = 1024 * 1024

/** No file may weigh more, whatever it is. */
export const maxFileBytes = 100 * mebibyte

/** Cloud API, supported media types. Of documents any type is taken; animated stickers may have 500 KB. */
const rules: Record<MediaKind, { types: readonly string[] | undefined; maxBytes: number }> = {
  image: { types: ['image/jpeg', 'image/png'], maxBytes: 5 * mebibyte },
  video: { types: ['video/mp4', 'video/3gpp'], maxBytes: 16 * mebibyte },
  audio: {
    types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/opus'],
    maxBytes: 16 * mebibyte,
  },
  document: { types: undefined, maxBytes: maxFileBytes },
  sticker: { types: ['image/webp'], maxBytes: 500 * 1024 },
}

/** A type without its parameters, in lower case: `audio/ogg; codecs=opus` → `audio/ogg`. */
export const baseType = (mimeType: string): string => (mimeType.split(';')[0] ?? '').trim().toLowerCase()

/** Why a file cannot be sent as `kind`, in words; undefined when it can. */
export const findMediaProblem = (
  kind: MediaKind,
  mimeType: string,
  sizeBytes: number,
): string | undefined => {
  const { types, maxBytes } = rules[kind]
  if (types && !types.includes(baseType(mimeType))) {
    return `A message of type ${kind} takes ${types.join(', ')}; the uploaded file is ${mimeType}.`
  }
  return sizeBytes > maxBytes
    ? `A message of type ${kind} takes files of up to ${maxBytes} bytes; the uploaded file has ${sizeBytes}.`
    : undefined
}

/** The largest upload of a type: that of the kind whose type it is, and of a document otherwise. */
export const maxUploadBytes = (mimeType: string): number => {
  const type = baseType(mimeType)
  for (const kind of ['image', 'video', 'audio', 'sticker'] as const) {
    if (rules[kind].types?.includes(type)) return rules[kind].maxBytes
  }
  return rules.document.maxBytes
}
