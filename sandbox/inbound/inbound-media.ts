import type { Sandbox } from '../context.ts'
import { ControlError } from '../control/control-error.ts'
import { createMediaLink } from '../media/media-link.ts'
import { readSample, type SampleKind } from '../media/samples.ts'
import { receivedForMs, storeMedia } from '../media/store-media.ts'
import type { Fields } from '../messages/fields.ts'
import type { MediaFile } from '../state/state.ts'

const kinds: Record<string, SampleKind> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'audio',
  document: 'document',
  sticker: 'sticker',
}

export const isInboundMediaType = (type: string): boolean => Object.hasOwn(kinds, type)

const readData = (data: unknown): Buffer => {
  if (typeof data !== 'string' || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(data)) {
    throw new ControlError('The data of a media must be base64.')
  }
  return Buffer.from(data, 'base64')
}

/** The file of a customer's media: one given as base64, one uploaded before, or a small sample of the kind. */
const findFile = async (sandbox: Sandbox, type: string, content: Fields): Promise<MediaFile | undefined> => {
  if (content['data'] === undefined && content['id'] !== undefined)
    return sandbox.state.media.get(String(content['id']))
  const sample = readSample(kinds[type]!)
  const mimeType = typeof content['mime_type'] === 'string' ? content['mime_type'] : sample.mimeType
  const bytes = content['data'] === undefined ? sample.bytes : readData(content['data'])
  return storeMedia(sandbox, { bytes, mimeType, keptForMs: receivedForMs })
}

/**
 * A media object as webhooks carry it: id, type, base64 hash and, since October 2025, the address. An id that
 * is not known here goes out as it is, for whoever wants to see a file that cannot be fetched.
 */
export const completeInboundMedia = async (
  sandbox: Sandbox,
  type: string,
  content: Fields,
): Promise<Fields> => {
  const file = await findFile(sandbox, type, content)
  const { data: _, ...given } = content
  if (!file) return given
  return {
    ...(type === 'audio' && { voice: false }),
    ...(type === 'sticker' && { animated: false }),
    ...(type === 'document' && { filename: file.filename ?? 'document.pdf' }),
    mime_type: file.mimeType,
    sha256: Buffer.from(file.sha256, 'hex').toString('base64'),
    ...given,
    id: file.id,
    url: createMediaLink(sandbox, file.id),
  }
}
