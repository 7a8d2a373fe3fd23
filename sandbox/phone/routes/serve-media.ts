import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../../context.ts'
import { ControlError } from '../../control/control-error.ts'
import { baseType } from '../../media/media-kinds.ts'
import { phoneMediaPath } from '../show-files.ts'

/** What a browser shows or plays without running anything that is in it; all else is a download. */
const isShown = (mimeType: string): boolean =>
  /^(?:image\/(?:png|jpeg|gif|webp)|audio\/.+|video\/.+)$/.test(baseType(mimeType))

type Range = { start: number; end: number }

/** One range of bytes, which players ask for; anything else is answered with the whole file (RFC 9110, 14.2). */
const findRange = (header: string | undefined, sizeBytes: number): Range | undefined => {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header ?? '')
  if (!match) return undefined
  const start = Number(match[1])
  const end = Math.min(match[2] ? Number(match[2]) : sizeBytes - 1, sizeBytes - 1)
  return start <= end ? { start, end } : undefined
}

/** `GET /_sandbox/phone/media/{id}`: a file as the phone shows it, without a token. */
export const addServeMedia = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get<{ Params: { id: string } }>(`${phoneMediaPath}:id`, async (request, reply) => {
    const file = sandbox.state.media.get(request.params.id)
    if (!file) throw new ControlError('There is no such file.', 404)
    const range = findRange(request.headers.range, file.sizeBytes)
    const { start, end } = range ?? { start: 0, end: file.sizeBytes - 1 }
    const name = encodeURIComponent(file.filename ?? file.id)
    reply
      .headers({
        'content-type': file.mimeType,
        'content-length': end - start + 1,
        'content-disposition': `${isShown(file.mimeType) ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'accept-ranges': 'bytes',
        'cache-control': 'private, max-age=3600, immutable',
      })
      .code(range ? 206 : 200)
    if (range) reply.header('content-range', `bytes ${start}-${end}/${file.sizeBytes}`)
    return reply.send(sandbox.mediaFolder.read(file.id, { start, end }))
  })
}
