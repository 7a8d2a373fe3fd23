import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

const WORDS: Record<string, [status: number, message: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'The address and the headers of the request are longer than 16 kB together.'],
  HPE_INVALID_METHOD: [400, 'The method of the request is none that HTTP knows.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come to its end in time.'],
}

/** Answers what is no HTTP request, before any route sees it, in the shape of all other errors. */
export const createClientErrorHandler =
  (publicUrl: string | undefined) =>
  (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const [status, message] = WORDS[error.code ?? ''] ?? [400, 'This is no valid HTTP request.']
    const body = JSON.stringify({
      error: { code: 'bad_request', message, doc_url: `${publicUrl ?? ''}/docs#error-bad_request` },
    })
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
