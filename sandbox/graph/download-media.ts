import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../context.ts'
import { isValidMediaLink, mediaPath } from '../media/media-link.ts'

type Query = { mid?: string; ext?: string; hash?: string }

/** The bytes behind a media's address: with the bearer token, for five minutes, 404 from then on. */
export const addDownloadMedia = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get<{ Querystring: Query }>(mediaPath, async (request, reply) => {
    const { mid = '', ext = '', hash = '' } = request.query
    const file = sandbox.state.media.get(mid)
    if (!file || !isValidMediaLink(sandbox, mid, ext, hash))
      return reply.code(404).type('text/plain').send('')
    reply.header('content-type', file.mimeType).header('content-length', file.sizeBytes)
    return reply.send(sandbox.mediaFolder.read(file.id))
  })
}
