import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GraphClient } from './graph-client.ts'

type Delivery = { raw: Buffer; signature: string; json: Envelope }
type Change = { field: string; value: Record<string, unknown> }
type Envelope = { object: string; entry: { id: string; time?: number; changes: Change[] }[] }
type Status = { id: string; status: string; timestamp: string; [field: string]: unknown }

export type Receiver = {
  url: string
  deliveries: Delivery[]
  /** How the next POSTs are answered, one after the other; 200 when none is left. */
  answers: number[]
  /** The challenge is answered with this instead. */
  challengeAnswer: string | undefined
  changes(field?: string): Change[]
  statuses(): Status[]
  messages(): Record<string, unknown>[]
  subscribe(client: GraphClient): Promise<void>
  /** Resolves when `isDone` holds, looked at after each delivery. */
  until(isDone: () => boolean): Promise<void>
  close(): Promise<void>
}

/** Takes webhooks on a port of its own, and remembers them. */
export const startReceiver = async (port = 0): Promise<Receiver> => {
  const deliveries: Delivery[] = []
  let watchers: (() => void)[] = []
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      const { searchParams } = new URL(request.url ?? '', 'http://receiver')
      response.end(receiver.challengeAnswer ?? searchParams.get('hub.challenge'))
      return
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks)
      response.statusCode = receiver.answers.shift() ?? 200
      response.end()
      if (response.statusCode !== 200) return
      const signature = String(request.headers['x-hub-signature-256'])
      deliveries.push({ raw, signature, json: JSON.parse(raw.toString()) })
      for (const look of watchers) look()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  const changes = (field?: string): Change[] =>
    deliveries
      .flatMap(({ json }) => json.entry.flatMap((entry) => entry.changes))
      .filter((change) => field === undefined || change.field === field)
  const valuesOf = <T>(name: string): T[] =>
    changes('messages').flatMap(({ value }) => (value[name] ?? []) as T[])

  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    deliveries,
    answers: [],
    challengeAnswer: undefined,
    changes,
    statuses: () => valuesOf<Status>('statuses'),
    messages: () => valuesOf<Record<string, unknown>>('messages'),
    async subscribe(client) {
      const { body } = await client.graph('POST', `${client.credentials.waba_id}/subscribed_apps`, {
        override_callback_uri: receiver.url,
        verify_token: 'anything',
      })
      if (body.success !== true) throw new Error(JSON.stringify(body))
    },
    until: (isDone) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!isDone()) return
          watchers = watchers.filter((other) => other !== look)
          resolve()
        }
        watchers.push(look)
        look()
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return receiver
}
