import { GraphError } from '../graph/graph-error.ts'
import { findMediaProblem, type MediaKind } from '../media/media-kinds.ts'
import type { State } from '../state/state.ts'
import { type Fields, invalid, optionalText, requireFields, requireHttpUrl } from './fields.ts'
import type { Outgoing } from './outgoing.ts'

type Failure = Outgoing['failure']

/**
 * A media object: exactly one of an uploaded file's `id` and a `link`. A file of the wrong type is found out
 * while sending (131053); a link is taken as fetched.
 */
export const checkMediaObject = (
  state: State,
  now: number,
  kind: MediaKind,
  media: Fields,
  path: string,
): Failure => {
  const hasId = media['id'] !== undefined && media['id'] !== null
  const hasLink = media['link'] !== undefined && media['link'] !== null
  if (hasId === hasLink) throw invalid(path, 'must have exactly one of id and link.')
  if (hasLink) {
    requireHttpUrl(media['link'], `${path}.link`)
    return undefined
  }
  const file = state.media.get(String(media['id']))
  if (!file || file.expiresAt <= now) {
    throw new GraphError(100, `There is no uploaded media with the id ${JSON.stringify(media['id'])}.`, {
      message: `(#100) Param ${path}['id'] is not a valid whatsapp business account media attachment ID`,
    })
  }
  const problem = findMediaProblem(kind, file.mimeType, file.sizeBytes)
  return problem === undefined ? undefined : { code: 131053, details: problem }
}

/** `image`, `video`, `document` (captions up to 1024), `audio` and `sticker` (none). */
export const checkMedia = (state: State, now: number, kind: MediaKind, value: unknown): Outgoing => {
  const media = requireFields(value, kind)
  const failure = checkMediaObject(state, now, kind, media, kind)
  const caption = optionalText(media['caption'], `${kind}.caption`, 1024)
  if (caption !== undefined && (kind === 'audio' || kind === 'sticker')) {
    throw invalid(`${kind}.caption`, `is not allowed: ${kind} messages have no caption.`)
  }
  if (kind === 'document') optionalText(media['filename'], 'document.filename', 1024)
  if (kind === 'audio' && media['voice'] !== undefined && typeof media['voice'] !== 'boolean') {
    throw invalid('audio.voice', 'must be true or false.')
  }
  const file = state.media.get(String(media['id']))
  const isWrongVoice = media['voice'] === true && file !== undefined && !file.mimeType.startsWith('audio/ogg')
  return {
    type: kind,
    failure:
      failure ??
      (isWrongVoice ? { code: 131053, details: 'A voice note must be an Ogg file with Opus.' } : undefined),
  }
}
