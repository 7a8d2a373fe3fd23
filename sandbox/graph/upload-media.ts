import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Sandbox } from '../context.ts'
import type { IncomingFile } from '../media/incoming-file.ts'
import { baseType, maxFileBytes, maxUploadBytes } from '../media/media-kinds.ts'
import { keepMedia, uploadedForMs } from '../media/store-media.ts'
import { invalidParameter } from './graph-error.ts'
import { selectSendingNumber } from './objects.ts'

type Form = { fields: Map<string, string>; file?: { mimeType: string; filename: string } }

/** Reads the form to its end, the part named `file` into `incoming`. What it may weigh is known only then. */
const readForm = async (request: FastifyRequest, incoming: IncomingFile): Promise<Form> => {
  const form: Form = { fields: new Map() }
  for await (const part of request.parts()) {
    if (part.type === 'field') form.fields.set(part.fieldname, String(part.value))
    else if (part.fieldname !== 'file') part.file.resume()
    else {
      await incoming.append(part.file, maxFileBytes)
      form.file = { mimeType: part.mimetype, filename: part.filename }
    }
  }
  return form
}

/** The file's facts as the form tells them; refuses what the documentation does not allow. */
const checkForm = ({ fields, file }: Form, sizeBytes: number): { mimeType: string; filename: string } => {
  if (fields.get('messaging_product') !== 'whatsapp') {
    throw invalidParameter('The parameter messaging_product is required and must be "whatsapp".')
  }
  if (!file) throw invalidParameter('The parameter file is required.')
  const mimeType = fields.get('type') || file.mimeType
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(baseType(mimeType)))
    throw invalidParameter(`Param type must be a MIME type; got ${mimeType}.`)
  if (sizeBytes === 0) throw invalidParameter('Param file must not be empty.')
  const maxBytes = maxUploadBytes(mimeType)
  if (sizeBytes > maxBytes) {
    throw invalidParameter(
      `Param file must have at most ${maxBytes} bytes as ${mimeType}; it has ${sizeBytes}.`,
    )
  }
  return { mimeType, filename: file.filename }
}

/**
 * `POST /{phone-number-id}/media`: a multipart form with `messaging_product`, `file` and, in words or as the
 * file's own content type, `type`.
 */
export const addUploadMedia = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.post<{ Params: { id: string } }>('/:id/media', async (request) => {
    selectSendingNumber(sandbox.state, request.params.id)
    if (!request.isMultipart())
      throw invalidParameter('The request must be multipart/form-data with a part named file.')
    const incoming = sandbox.mediaFolder.begin()
    try {
      const facts = checkForm(await readForm(request, incoming), incoming.sizeBytes())
      const media = await keepMedia(sandbox, incoming, { ...facts, keptForMs: uploadedForMs })
      await sandbox.journal.written()
      return { id: media.id }
    } catch (error) {
      await incoming.discard()
      throw error
    }
  })
}
