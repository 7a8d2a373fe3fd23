import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { type Sandbox, selectInstallation } from '../context.ts'
import { allParameters, leaveBodiesAsStreams } from '../http/body.ts'
import { maxFileBytes } from '../media/media-kinds.ts'
import { keepMedia, uploadedForMs } from '../media/store-media.ts'
import { createHandle } from '../media/upload-handle.ts'
import type { UploadSession } from '../media/upload-sessions.ts'
import { GraphError, invalidParameter, unknownObject } from './graph-error.ts'

/** What the documentation allows as header samples. */
const fileTypes = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4']

/** `/{app-id}/uploads` and `/upload:…`: a file in pieces (Graph API, resumable upload; for template header samples). */
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
    if (!Number.isInteger(length) || length < 1 || length > maxFileBytes) {
      throw invalidParameter(`Param file_length must be the file's size in bytes, ${maxFileBytes} at most.`)
    }
    const session = sandbox.uploads.start({
      fileType: String(fileType),
      fileLength: length,
      ...(typeof fileName === 'string' && { fileName }),
    })
    return { id: session.id }
  })

  // The bytes may come under any type: curl's `--data-binary` calls them a form unless told otherwise.
  app.register(async (scope) => {
    leaveBodiesAsStreams(scope)
    scope.post<{ Params: { rest: string } }>('/upload:::rest', async (request) => {
      const id = `upload:${request.params.rest}`
      const session = sandbox.uploads.find(id)
      if (!session) throw unknownObject('POST', id)
      const offset = Number(request.headers['file_offset'] ?? 0)
      if (session.isReceiving || offset !== session.file.sizeBytes()) {
        throw new GraphError(100, `The header file_offset must be ${session.file.sizeBytes()}.`)
      }
      return receivePiece(sandbox, session, request.body as IncomingMessage | undefined)
    })
  })
}

/** Appends what comes. The last bytes bring the handle; what was too much ends the session. */
const receivePiece = async (
  sandbox: Sandbox,
  session: UploadSession,
  piece: IncomingMessage | undefined,
): Promise<Record<string, unknown>> => {
  const { file, fileLength, fileType } = session
  const before = file.sizeBytes()
  session.isReceiving = true
  try {
    if (piece) await file.append(piece, fileLength)
  } finally {
    session.isReceiving = false
  }
  if (file.sizeBytes() === before) throw invalidParameter('The body must be the bytes of the file.')
  if (file.sizeBytes() < fileLength) return { id: session.id, file_offset: file.sizeBytes() }
  sandbox.uploads.finish(session)
  if (file.sizeBytes() > fileLength) {
    await file.discard()
    throw invalidParameter(`The upload was longer than the ${fileLength} bytes announced.`)
  }
  const media = await keepMedia(sandbox, file, {
    mimeType: fileType,
    filename: session.fileName,
    keptForMs: uploadedForMs,
  })
  await sandbox.journal.written()
  return { h: createHandle(media.id, fileType) }
}
