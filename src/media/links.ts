import { createHmac, timingSafeEqual } from 'node:crypto'
import type { MediaKey } from './queries.ts'

/** How long a link to a file works without a token (public API, Files). */
const VALID_MS = 5 * 60_000

/** Links to files for those who have no token, such as the `src` of a picture in a page. */
export type FileLinks = {
  /** The path of a link that works for five minutes from now. */
  pathOf(media: MediaKey): string
  /** False for a link that was not made here, was changed, or is too old. */
  isValid(media: MediaKey, link: { expires?: string; signature?: string }): boolean
}

/** `now`: Unix ms. */
export const createFileLinks = (key: Buffer, now: () => number = Date.now): FileLinks => {
  const sign = ({ integrationId, mediaId }: MediaKey, expires: string): Buffer =>
    createHmac('sha256', key).update(`${integrationId} ${mediaId} ${expires}`).digest()
  return {
    pathOf: (media) => {
      const expires = String(Math.ceil((now() + VALID_MS) / 1_000))
      const signature = sign(media, expires).toString('base64url')
      return `/files/${media.integrationId}/${media.mediaId}?expires=${expires}&signature=${signature}`
    },
    isValid: (media, { expires = '', signature = '' }) => {
      const given = Buffer.from(signature, 'base64url')
      const right = sign(media, expires)
      return given.length === right.length && timingSafeEqual(given, right) && now() < Number(expires) * 1_000
    },
  }
}
