import type { Sandbox } from '../context.ts'
import { type Fields, isFields } from '../messages/fields.ts'
import type { Content, ShownFile } from './shapes.ts'

export type FileParts = Pick<Sandbox, 'state' | 'baseUrl' | 'now' | 'typing'>

const mediaKeys = new Set(['image', 'video', 'audio', 'voice', 'document', 'sticker', 'media'])

export const phoneMediaPath = '/_sandbox/phone/media/'

/** The file of a media object. A link is followed only to the sandbox itself: nothing is loaded from the network. */
const findFile = ({ state, baseUrl }: FileParts, { id, link }: Fields): ShownFile | undefined => {
  const own = `${baseUrl()}/whatsapp_business/samples/`
  const fileId = typeof link === 'string' && link.startsWith(own) ? link.slice(own.length) : String(id)
  const file = state.media.get(fileId)
  if (!file) return undefined
  return {
    url: `${phoneMediaPath}${file.id}`,
    mime_type: file.mimeType,
    size: file.sizeBytes,
    ...(file.filename !== undefined && { name: file.filename }),
  }
}

/** A copy of a message's content in which each media object has its `file`, as long as that is kept. */
export const withFiles = (parts: FileParts, key: string, value: unknown): Content => {
  if (Array.isArray(value)) return value.map((item) => withFiles(parts, key, item))
  if (!isFields(value)) return value
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withFiles(parts, name, item)]),
  )
  const file = mediaKeys.has(key) ? findFile(parts, value) : undefined
  return file ? { ...copy, file } : copy
}
