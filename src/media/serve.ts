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
 * Answers with a file, or the part of it that the request asks for, as a stream (public API, Files). A part that it
 * does not have, and a condition that it does not meet, are answered as HTTP has it: 416 and 412, without words. Throws
 * 404 for a file that is gone from the disk.
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
  })
  const { statusCode, headers, stream } = found
  if (statusCode === 404) throw gone()
  if (found.type === 'error') {
    if (statusCode >= 500) throw found.metadata.error
    const range = headers['Content-Range']
    return reply
      .code(statusCode)
      .headers(range === undefined ? {} : { 'content-range': range })
      .send()
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

const gone = (): PublicError =>
  new PublicError(404, 'not_found', "The file is not on this server's disk any more.")
