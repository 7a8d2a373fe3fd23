import send from '@fastify/send'
import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../../context.ts'
import { ControlError } from '../../control/control-error.ts'
import { baseType } from '../../media/media-kinds.ts'
import { phoneMediaPath } from '../show-files.ts'

/** What a browser shows or plays without running anything that is in it; all else is a download. */
const isShown = (mimeType: string): boolean =>
  /^(?:image\/(?:png|jpeg|gif|webp)|audio\/.+|video\/.+)$/.test(baseType(mimeType))

/** `GET /_sandbox/phone/media/{id}`: a file as the phone shows it, without a token, and in ranges as players want it. */
export const addServeMedia = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.get<{ Params: { id: string } }>(`${phoneMediaPath}:id`, async (request, reply) => {
    const file = sandbox.state.media.get(request.params.id)
    if (!file) throw new ControlError('There is no such file.', 404)
    const { statusCode, headers, stream } = await send(request.raw, file.id, {
      root: sandbox.mediaFolder.path,
      contentType: false,
      maxAge: '1h',
      immutable: true,
    })
    const name = encodeURIComponent(file.filename ?? file.id)
    return reply
      .code(statusCode)
      .headers({
        ...headers,
        'content-type': file.mimeType,
        'content-disposition': `${isShown(file.mimeType) ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      })
      .send(stream)
  })
}
