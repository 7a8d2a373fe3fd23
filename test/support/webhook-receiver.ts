import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ReceivedWebhook = {
  path: string
  headers: IncomingHttpHeaders
  raw: string
  // biome-ignore lint/suspicious/noExplicitAny: bodies of every kind, for tests to look into
  body: any
  at: number
}

/** A customer's program that takes webhooks. */
export type WebhookReceiver = {
  url: string
  port: number
  /** What came, oldest first. */
  received: ReceivedWebhook[]
  /** Answers what comes from now on; 200 unless told otherwise. A function that does nothing never answers. */
  answer: (response: ServerResponse, webhook: ReceivedWebhook) => void
  /** Requests that have had no answer yet. */
  countOpen(): number
  close(): Promise<void>
}

/** Listens on loopback, on a port of its own or on one that was another's before. `now`: what `at` is read off. */
export const startWebhookReceiver = async ({ port = 0, now = Date.now } = {}): Promise<WebhookReceiver> => {
  let open = 0
  const server = createServer((request, response) => {
    open += 1
    response.on('close', () => {
      open -= 1
    })
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString()
      const webhook = {
        path: request.url ?? '',
        headers: request.headers,
        raw,
        body: JSON.parse(raw),
        at: now(),
      }
      receiver.received.push(webhook)
      receiver.answer(response, webhook)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: actual } = server.address() as AddressInfo
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${actual}/hook`,
    port: actual,
    received: [],
    answer: (response) => void response.end('ok'),
    countOpen: () => open,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return receiver
}
