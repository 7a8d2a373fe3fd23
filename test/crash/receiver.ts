import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a receiver got of one message. */
export type Receipt = { webhookIds: Set<string>; messageIds: Set<string>; count: number }

/** A customer's program that is not always well: it refuses some deliveries once, and drops some connections. */
export type Receiver = {
  url: string
  /** By WhatsApp's id of the message. */
  receipts: Map<string, Receipt>
  /** Deliveries that were refused or dropped. */
  failures(): number
  close(): Promise<void>
}

/** `random` decides which deliveries fail; one that has failed is taken when it comes again. */
export const startReceiver = async (random: () => number): Promise<Receiver> => {
  const receipts = new Map<string, Receipt>()
  const failed = new Set<string>()
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => {
      body += part
    })
    request.on('end', () => {
      const webhookId = String(request.headers['webhook-id'])
      const { wamid, id } = JSON.parse(body).messages
      const receipt = receipts.get(wamid) ?? { webhookIds: new Set(), messageIds: new Set(), count: 0 }
      receipts.set(wamid, receipt)
      receipt.webhookIds.add(webhookId)
      receipt.messageIds.add(id)
      if (!failed.has(webhookId) && random() < 0.05) {
        failed.add(webhookId)
        if (random() < 0.5) request.socket.destroy()
        else response.writeHead(500).end()
        return
      }
      receipt.count += 1
      setTimeout(() => response.writeHead(204).end(), random() * 50)
    })
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    receipts,
    failures: () => failed.size,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
