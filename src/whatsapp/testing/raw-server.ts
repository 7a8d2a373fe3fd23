import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export type RawServer = {
  port: number
  /** Every request that arrived whole, as its text. */
  requests: string[]
  close(): Promise<void>
}

/** The length of the first whole request in `text`, or undefined while some of it is missing. */
const measureRequest = (text: string): number | undefined => {
  const headEnd = text.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const length = Number(/content-length: (\d+)/i.exec(text.slice(0, headEnd))?.[1] ?? 0)
  const end = headEnd + 4 + length
  return text.length >= end ? end : undefined
}

/**
 * A TCP server on loopback that may misbehave in any way: `onRequest` gets the bare socket, and the count of
 * whole requests so far. Bytes are read as latin1, so that lengths are bytes.
 */
export const startRawServer = async (
  onRequest: (socket: Socket, count: number) => void,
  onConnect?: (socket: Socket) => void,
): Promise<RawServer> => {
  const sockets = new Set<Socket>()
  const requests: string[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    let text = ''
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    socket.on('data', (data) => {
      text += data.toString('latin1')
      for (let end = measureRequest(text); end !== undefined; end = measureRequest(text)) {
        requests.push(text.slice(0, end))
        text = text.slice(end)
        onRequest(socket, requests.length)
      }
    })
    onConnect?.(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** An HTTP answer as text, with a content length and further headers. */
export const httpAnswer = (
  status: number,
  body: string,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): string => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} Status\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${lines.join('')}\r\n${body}`
}
