import type { FastifyInstance } from 'fastify'
import type { Sandbox } from '../context.ts'
import { baseType, maxUploadBytes } from '../media/media-kinds.ts'
import { storeMedia, uploadedForMs } from '../media/store-media.ts'
import { invalidParameter } from './graph-error.ts'
import { selectSendingNumber } from './objects.ts'

/**
 * `POST /{phone-number-id}/media`: a multipart form with `messaging_product`, `file` and, in words or as the
 * file's own content type, `type`.
 */
export const addUploadMedia = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.post<{ Params: { id: string } }>('/:id/media', async (request) => {
    selectSendingNumber(sandbox.state, request.params.id)
    if (!request.isMultipart())
      throw invalidParameter('The request must be multipart/form-data with a part named file.')
    const fields = new Map<string, string>()
    let file: { bytes: Buffer; mimeType: string; filename: string } | undefined
    for await (const part of request.parts()) {
      if (part.type === 'field') fields.set(part.fieldname, String(part.value))
      else {
        const bytes = await part.toBuffer()
        if (part.fieldname === 'file') file = { bytes, mimeType: part.mimetype, filename: part.filename }
      }
    }
    if (fields.get('messaging_product') !== 'whatsapp') {
      throw invalidParameter('The parameter messaging_product is required and must be "whatsapp".')
    }
    if (!file) throw invalidParameter('The parameter file is required.')
    const mimeType = fields.get('type') || file.mimeType
    if (!/^[\w.+-]+\/[\w.+-]+$/.test(baseType(mimeType)))
      throw invalidParameter(`Param type must be a MIME type; got ${mimeType}.`)
    if (file.bytes.length === 0) throw invalidParameter('Param file must not be empty.')
    const maxBytes = maxUploadBytes(mimeType)
    if (file.bytes.length > maxBytes) {
      throw invalidParameter(
        `Param file must have at most ${maxBytes} bytes as ${mimeType}; it has ${file.bytes.length}.`,
      )
    }
    const media = await storeMedia(sandbox, { ...file, mimeType, keptForMs: uploadedForMs })
    await sandbox.journal.written()
    return { id: media.id }
  })
}
