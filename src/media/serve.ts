import { pipeline, Transform } from 'node:stream'
import { mime, send } from '@fastify/send'
import { create } from 'content-disposition'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PublicError } from '../error.ts'
import { createCollector } from '../spent-buffers.ts'
import type { StoredMedia } from './queries.ts'
import type { MediaStore } from './store.ts'

/** What a browser may show by itself: raster images, audio and video. An SVG or a page could run a script. */
const SHOWN = /^(image\/(jpeg|png|gif|webp|avif|bmp)|audio\/|video\/)/

/** The name under which a file is kept by whoever loads it. */
export const filenameOf = ({ filename, id, mimeType }: StoredMedia): string =>
  filename || [id, mime.getExtension(mimeType)].filter(Boolean).join('.')

/**
 * Answers with a file, or the part of it that the request asks for, as a stream (public API, Files). A condition that it
 * does not meet is answered as HTTP has it: 412, without words. Throws 416 for a part that it does not have, 404 for a
 * file that is gone from the disk.
 */
export const serveFile = async (
  request: FastifyRequest,
  reply: FastifyReply,
  store: MediaStore,
  media: StoredMedia,
): Promise<FastifyReply> => {
  const found = await send(request.raw, `/${media.filePath}`, {
    root: store.root,
    cacheControl: false,
    contentType: false,
    index: false,
    // One that is not written as HTTP has it is to be passed over (RFC 9110, 14.2).
    acceptRanges: RANGE.test(request.headers.range ?? 'bytes=0-'),
  })
  const { statusCode, headers, stream } = found
  if (statusCode === 404) throw gone()
  if (found.type === 'error') {
    if (statusCode >= 500) throw found.metadata.error
    if (statusCode === 416) throw outOfRange(headers['Content-Range'])
    return reply.code(statusCode).send()
  }
  return reply
    .code(statusCode)
    .headers(headers)
    .headers({
      'content-type': media.mimeType,
      'content-disposition': create(filenameOf(media), {
        type: SHOWN.test(media.mimeType) ? 'inline' : 'attachment',
      }),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    })
    .send(pipeline(stream, collecting(), () => undefined))
}

const collecting = (): Transform => {
  const collect = createCollector()
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      collect(chunk)
      done(null, chunk)
    },
  })
}

const RANGE = /^bytes=(\d+-\d*|-\d+)(\s*,\s*(\d+-\d*|-\d+))*$/

const outOfRange = (range: string | undefined): PublicError =>
  new PublicError(
    416,
    'range_not_satisfiable',
    'The file has no such part; Content-Range tells how long it is.',
    {
      headers: range === undefined ? {} : { 'content-range': range },
    },
  )

const gone = (): PublicError =>
  new PublicError(404, 'not_found', "The file is not on this server's disk any more.")
