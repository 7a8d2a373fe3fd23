import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Sandbox, selectInstallation } from '../context.ts'
import { allParameters } from '../http/body.ts'
import { storeMedia, uploadedForMs } from '../media/store-media.ts'
import { createHandle } from '../media/upload-handle.ts'
import type { UploadSession } from '../media/upload-sessions.ts'
import { GraphError, invalidParameter, unknownObject } from './graph-error.ts'

/** What the documentation allows as header samples. */
const fileTypes = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4']
const maxBytes = 100 * 1024 * 1024

/** `POST /{app-id}/uploads`: begins a resumable upload (Graph API, resumable upload; for template header samples). */
export const addUploads = (app: FastifyInstance, sandbox: Sandbox): void => {
  app.post<{ Params: { id: string } }>('/:id/uploads', async (request) => {
    const { id } = request.params
    if (id !== 'app' && id !== selectInstallation(sandbox.state).appId) throw unknownObject('POST', id)
    const { file_type: fileType, file_length: fileLength, file_name: fileName } = allParameters(request)
    if (!fileTypes.includes(String(fileType))) {
      throw invalidParameter(
        `Param file_type must be one of {${fileTypes.join(', ')}}; got ${JSON.stringify(fileType)}.`,
      )
    }
    const length = Number(fileLength)
    if (!Number.isInteger(length) || length < 1 || length > maxBytes) {
      throw invalidParameter(`Param file_length must be the file's size in bytes, ${maxBytes} at most.`)
    }
    const session = sandbox.uploads.start({
      fileType: String(fileType),
      fileLength: length,
      ...(typeof fileName === 'string' && { fileName }),
    })
    return { id: session.id }
  })
}

/** `POST /upload:…` with the header `file_offset`: the bytes. The last of them bring the handle. */
export const continueUpload = async (
  sandbox: Sandbox,
  session: UploadSession,
  request: FastifyRequest,
): Promise<Record<string, unknown>> => {
  const offset = Number(request.headers['file_offset'] ?? 0)
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  if (bytes.length === 0) throw invalidParameter('The body must be the bytes of the file.')
  if (session.bytes.length + bytes.length > session.fileLength) {
    throw invalidParameter(`The upload would be longer than the ${session.fileLength} bytes announced.`)
  }
  if (!sandbox.uploads.append(session, offset, bytes)) {
    throw new GraphError(100, `The header file_offset must be ${session.bytes.length}.`)
  }
  if (session.bytes.length < session.fileLength) return { id: session.id, file_offset: session.bytes.length }
  sandbox.uploads.finish(session)
  const media = await storeMedia(sandbox, {
    bytes: session.bytes,
    mimeType: session.fileType,
    filename: session.fileName,
    keptForMs: uploadedForMs,
  })
  await sandbox.journal.written()
  return { h: createHandle(media.id, session.fileType) }
}
