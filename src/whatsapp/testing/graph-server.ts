import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type SeenRequest = { method: string; url: URL; headers: IncomingMessage['headers']; body: Buffer }
type Handler = (request: SeenRequest, response: ServerResponse) => void

export type GraphServer = { url: string; seen: SeenRequest[]; close(): Promise<void> }

/** A well-behaved HTTP server on loopback that keeps what it was asked. */
export const startGraphServer = async (handle: Handler): Promise<GraphServer> => {
  const seen: SeenRequest[] = []
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk)
    const url = new URL(message.url ?? '/', 'http://127.0.0.1')
    const request = {
      method: message.method ?? '',
      url,
      headers: message.headers,
      body: Buffer.concat(chunks),
    }
    seen.push(request)
    handle(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Answers with JSON. */
export const answerJson = (response: ServerResponse, value: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
