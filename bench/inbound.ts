import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { Pool } from 'undici'
import { INTEGRATION_ID, type Installation } from './installation.ts'
import { startHelper, startMasa } from './program.ts'

const PER_SECOND = 300
const SECONDS = 15
const WARM_UP_SECONDS = 3
const PEOPLE = 500

type Latencies = { p50Ms: number; p99Ms: number }

/**
 * From the moment at which WhatsApp sends a customer's text to the moment at which the customer's program has
 * the webhook, at 300 texts a second; against what is owed at the least for each: one insert committed, and one
 * HTTP request to the same receiver, at the same pace.
 */
export const benchInbound = async (installation: Installation) => {
  const receiver = await startHelper('./receiver.ts')
  const bare = await measure(receiver.port, createBareSender(installation.pool, receiver.port))
  const masa = await startMasa({ ...installation.environment, MASA_WEBHOOK_ALLOW: '127.0.0.1' })
  await createEndpoint(installation, masa.port, receiver.port)
  const full = await measure(receiver.port, createWebhookSender(installation, masa.port))
  await masa.stop()
  await receiver.stop()
  return { bare, full, p50Ratio: full.p50Ms / bare.p50Ms, p99Ratio: full.p99Ms / bare.p99Ms }
}

type Sender = { send(n: number): Promise<unknown>; close(): Promise<unknown> }

/** Sends at a steady pace, whatever becomes of those before, and asks the receiver when each came. */
const measure = async (receiverPort: number, { send, close }: Sender): Promise<Latencies> => {
  const total = PER_SECOND * (WARM_UP_SECONDS + SECONDS)
  const sentAt: bigint[] = []
  const underWay: Promise<unknown>[] = []
  const startedAt = performance.now()
  for (let n = 0; n < total; n += 1) {
    const waitMs = startedAt + (n * 1_000) / PER_SECOND - performance.now()
    if (waitMs > 1) await sleep(waitMs)
    sentAt[n] = process.hrtime.bigint()
    underWay.push(send(n))
  }
  await Promise.all(underWay)
  const arrivals = new Map<number, bigint>()
  while (arrivals.size < total) {
    await sleep(200)
    const answer = await fetch(`http://127.0.0.1:${receiverPort}/`)
    for (const [n, at] of (await answer.json()) as [number, string][]) arrivals.set(n, BigInt(at))
    if (performance.now() - startedAt > 120_000) throw new Error(`Only ${arrivals.size} of ${total} came.`)
  }
  await close()
  const latencies = sentAt
    .map((at, n) => Number(arrivals.get(n)! - at) / 1e6)
    .slice(PER_SECOND * WARM_UP_SECONDS)
    .sort((a, b) => a - b)
  const quantile = (part: number): number => latencies[Math.floor(latencies.length * part)]!
  return { p50Ms: quantile(0.5), p99Ms: quantile(0.99) }
}

const createBareSender = (pool: pg.Pool, port: number): Sender => {
  const receiver = new Pool(`http://127.0.0.1:${port}`, { connections: 16 })
  const made = pool.query(`
    drop table if exists bare_inbound;
    create table bare_inbound (id bigint generated always as identity primary key, body text not null)`)
  return {
    send: async (n) => {
      await made
      const body = `{"messages":{"text":"text-${n}"}}`
      await pool.query('insert into bare_inbound (body) values ($1)', [body])
      const answer = await receiver.request({ method: 'POST', path: '/', body })
      await answer.body.dump()
    },
    close: () => receiver.close(),
  }
}

const createEndpoint = async ({ token }: Installation, port: number, receiverPort: number): Promise<void> => {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/integrations/${INTEGRATION_ID}/webhooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url: `http://127.0.0.1:${receiverPort}/`, events: ['message.received'] }),
  })
  if (answer.status !== 201)
    throw new Error(`The endpoint was answered ${answer.status}: ${await answer.text()}`)
}

/** Sends webhooks of WhatsApp, signed; `name` is in the ids of their messages. */
export const createWebhookSender = (installation: Installation, port: number, name = 'inbound'): Sender => {
  const masa = new Pool(`http://127.0.0.1:${port}`, { connections: 16 })
  return {
    send: async (n) => {
      const body = webhook(installation, n, name)
      const signature = `sha256=${createHmac('sha256', installation.appSecret).update(body).digest('hex')}`
      const answer = await masa.request({
        method: 'POST',
        path: '/whatsapp/webhook',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
        body,
      })
      await answer.body.dump()
      if (answer.statusCode !== 200) throw new Error(`A webhook was answered ${answer.statusCode}.`)
    },
    close: () => masa.close(),
  }
}

/** Texts of some hundred people, as in a busy hour: most of them have written before. */
const webhook = ({ phoneNumberId, wabaId }: Installation, n: number, name: string): string => {
  const from = `9055${10_000_000 + (n % PEOPLE)}`
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: wabaId,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '905554443322', phone_number_id: phoneNumberId },
              contacts: [{ profile: { name: `Person ${n % PEOPLE}` }, wa_id: from }],
              messages: [
                {
                  from,
                  id: `wamid.${name}-${n}`,
                  timestamp: String(Math.floor(Date.now() / 1_000)),
                  type: 'text',
                  text: { body: `text-${n}` },
                },
              ],
            },
          },
        ],
      },
    ],
  })
}
