import { randomUUID } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { type Rejected, readAnswer } from './graph-answer.ts'
import { exchange } from './graph-exchange.ts'
import { authorize, type GraphCredentials, type GraphUpstream, graphPath } from './graph-upstream.ts'
import { asId } from './json-reading.ts'
import { frameMultipart, streamMultipart } from './multipart.ts'
import type { NotSent, Unknown } from './transport-failure.ts'

export type UploadRequest = GraphCredentials & {
  phoneNumberId: string
  file: { path: string; sizeBytes: number }
  mimeType: string
  filename: string
  signal?: AbortSignal
}

/** The id may be sent from this number for 30 days. An upload that is `unknown` may safely be done again. */
export type UploadOutcome = { kind: 'uploaded'; mediaId: string } | Rejected | NotSent | Unknown

const unreadable = (detail: string): NotSent => ({ kind: 'not_sent', reason: 'file_unreadable', detail })

const openFile = async (file: UploadRequest['file']): Promise<FileHandle | NotSent> => {
  let handle: FileHandle | undefined
  try {
    handle = await open(file.path)
    const { size: sizeBytes } = await handle.stat()
    if (sizeBytes === file.sizeBytes) return handle
    await handle.close()
    return unreadable(`the file has ${sizeBytes} bytes in place of ${file.sizeBytes}`)
  } catch (error) {
    await handle?.close()
    return unreadable((error as NodeJS.ErrnoException).code ?? String(error))
  }
}

/** `POST /{phone-number-id}/media`, streamed from the disk. Never throws. */
export const uploadMedia = async (
  upstream: GraphUpstream,
  request: UploadRequest,
): Promise<UploadOutcome> => {
  const file = await openFile(request.file)
  if ('kind' in file) return file
  const boundary = `form-${randomUUID()}`
  const fields = { messaging_product: 'whatsapp', type: request.mimeType }
  const frame = frameMultipart(boundary, fields, {
    name: 'file',
    filename: request.filename,
    mimeType: request.mimeType,
  })
  const contentLength = frame.head.length + request.file.sizeBytes + frame.tail.length
  const body = streamMultipart(frame, file)
  try {
    const answer = await exchange(upstream.media, upstream.origin, {
      method: 'POST',
      path: graphPath(upstream, request, request.phoneNumberId, 'media'),
      headers: [
        ...authorize(request),
        'content-type',
        `multipart/form-data; boundary=${boundary}`,
        'content-length',
        String(contentLength),
      ],
      body,
      timeoutMs: upstream.timeouts.uploadMs,
      signal: request.signal,
    })
    if (answer.kind !== 'answered') return answer
    const read = readAnswer(answer)
    if (read.kind !== 'success') return read
    const mediaId = asId(read.json.id)
    if (mediaId) return { kind: 'uploaded', mediaId }
    return { kind: 'unknown', reason: 'unreadable_answer', detail: 'a success without a media id' }
  } finally {
    body.destroy()
    // Idempotent: a stream that was read to its end has closed the file already.
    await file.close()
  }
}
