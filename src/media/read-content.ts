import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { UNKNOWN_TYPE } from './file-kind.ts'

/** Names that are in use for types that WhatsApp takes under another. */
const SAME: Record<string, string> = {
  'audio/x-m4a': 'audio/mp4',
  'video/x-m4v': 'video/mp4',
  'image/apng': 'image/png',
}

/** Types that a file's first bytes do not tell apart from each other, by the type that they do tell. */
const WITHIN: Record<string, RegExp> = {
  'application/x-cfb': /^application\/(msword|vnd\.ms-(excel|powerpoint|outlook))$/,
  'application/xml': /^(text\/[\w.+-]+|image\/svg\+xml)$/,
}
const PLAIN = /^(text\/[\w.+-]+|application\/(json|xml)|image\/svg\+xml)$/

/**
 * What a file is by its content: its name and declared type count only where the content tells nothing, as with plain
 * text, or not enough, as with the old formats of Office.
 */
export const readContent = async (file: {
  path: string
  declaredType: string
}): Promise<{ mimeType: string; isAnimated?: boolean }> => {
  const found = (await fileTypeFromFile(file.path))?.mime
  if (found === 'image/webp') return { mimeType: found, isAnimated: await isAnimatedWebp(file.path) }
  const declared = file.declaredType.toLowerCase()
  if (found === undefined) return { mimeType: PLAIN.test(declared) ? declared : UNKNOWN_TYPE }
  return { mimeType: WITHIN[found]?.test(declared) ? declared : (SAME[found] ?? found) }
}

/** The extended header's flag for an animation (WebP container, "Extended file format": VP8X, bit 1 of byte 20). */
const isAnimatedWebp = async (path: string): Promise<boolean> => {
  const handle = await open(path)
  try {
    const { buffer } = await handle.read(Buffer.alloc(21), 0, 21, 0)
    return buffer.toString('latin1', 12, 16) === 'VP8X' && (buffer[20]! & 2) !== 0
  } finally {
    await handle.close()
  }
}
