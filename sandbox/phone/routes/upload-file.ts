import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../../context.ts'
import { ControlError } from '../../control/control-error.ts'
import { leaveBodiesAsStreams } from '../../http/body.ts'
import { baseType, maxFileBytes } from '../../media/media-kinds.ts'
import { keepMedia, receivedForMs } from '../../media/store-media.ts'

/**
 * `POST /_sandbox/phone/media?filename=`: the bytes of a file that a customer is about to send, under their own
 * content type. Its id then goes into a message.
 */
export const addUploadFile = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.register(async (scope) => {
    leaveBodiesAsStreams(scope)
    scope.post<{ Querystring: { filename?: string } }>('/_sandbox/phone/media', async (request) => {
      const mimeType = request.headers['content-type'] ?? 'application/octet-stream'
      if (!/^[\w.+-]+\/[\w.+-]+$/.test(baseType(mimeType)))
        throw new ControlError('The content type is none.')
      const file = sandbox.mediaFolder.begin()
      try {
        if (request.body) await file.append(request.body as IncomingMessage, maxFileBytes)
        if (file.sizeBytes() === 0) throw new ControlError('The file is empty.')
        if (file.sizeBytes() > maxFileBytes) {
          throw new ControlError(`The file has more than ${maxFileBytes} bytes.`, 413)
        }
        const { filename } = request.query
        const media = await keepMedia(sandbox, file, { mimeType, filename, keptForMs: receivedForMs })
        await sandbox.journal.written()
        return { id: media.id, mime_type: media.mimeType, size: media.sizeBytes }
      } catch (error) {
        await file.discard()
        throw error
      }
    })
  })
}
