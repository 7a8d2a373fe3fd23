import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMeta, type Meta } from '../support/meta.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'
import { type Json, ofNumber, recorded } from './recorded.ts'

let app: TestApp
let meta: Meta
let receiver: WebhookReceiver
beforeAll(async () => {
  if (recorded.length === 0) return
  app = await startTestApp({ MASA_WEBHOOK_ALLOW: '127.0.0.1' })
  meta = await createMeta(app)
  await meta.silenceSandbox()
  receiver = await startWebhookReceiver()
  const json = { url: receiver.url, events: ['message.received'] }
  expect((await app.call('POST', '/v1/integrations/11/webhooks', { json })).status).toBe(201)
})
afterAll(async () => {
  await app?.stop()
  await receiver?.close()
})

type Named = { id: string; type: string; isReceived: boolean }

const listMessages = (payload: Json): Named[] =>
  (payload['entry'] as { changes: { value: Json }[] }[])
    .flatMap(({ changes }) => changes.map(({ value }) => value))
    .flatMap(({ messages = [], message_echoes = [] }) => [
      ...(messages as Json[]).map((message) => ({ ...message, isReceived: true })),
      ...(message_echoes as Json[]).map((message) => ({ ...message, isReceived: false })),
    ])
    .map(({ id, type, isReceived }: Json) => ({
      id: String(id),
      type: String(type),
      isReceived: Boolean(isReceived),
    }))

/** The wamids in all chats of the first number. */
const listChatted = async (): Promise<Set<string>> => {
  const { body: chats } = await app.call('GET', '/v1/integrations/11/chats?limit=100')
  const lists = await Promise.all(
    chats.map(({ id }: { id: number }) =>
      app.call('GET', `/v1/integrations/11/chats/${id}/messages?limit=100`),
    ),
  )
  return new Set(lists.flatMap(({ body }) => body.map(({ wamid }: { wamid: string }) => wamid)))
}

describe.skipIf(recorded.length === 0)('webhooks that others recorded', () => {
  const applied: Named[] = []

  it.each(recorded.map(([name, payload], n) => [name, payload, n] as const))(
    '%s is taken, and applied or kept',
    async (name, payload, n) => {
      const body = ofNumber(payload, n, meta.numbers[0])
      const raw = JSON.stringify(body)
      expect((await meta.post(raw)).status).toBe(200)
      const stored = (await meta.settled()).find((one) => one.body.toString() === raw)!
      if (stored.state === 'unprocessed') {
        // Only what this version does not read: calls, and statuses or templates of somebody else's.
        expect(stored.reason, name).toMatch(/are not read by this version|not ours|not known here/)
        expect(listMessages(body)).toEqual([])
      } else applied.push(...listMessages(body))
    },
  )

  it('stand in the chats, and came to the customer’s program by their type', async () => {
    expect(applied.length).toBeGreaterThan(20)
    const chatted = await listChatted()
    for (const { id } of applied) expect(chatted).toContain(id)
    const told = await vi.waitFor(
      () => {
        const byId = new Map(receiver.received.map(({ body: { messages } }) => [messages.wamid, messages]))
        for (const { id, isReceived } of applied) expect(byId.has(id), id).toBe(isReceived)
        return byId
      },
      { timeout: 30_000, interval: 100 },
    )
    for (const { id, type } of applied.filter(({ isReceived }) => isReceived)) {
      const message = told.get(id)
      expect(message).toMatchObject({ integration_id: 11, timestamp: expect.stringMatching(/^\d{10}$/) })
      expect(message.id).toMatch(/^gBEG[\w-]{23}$/)
      expect(message.from ?? message.user_id).toMatch(/./)
      expect(message.type).toBe(type)
      expect(message[type]).toEqual(type === 'text' ? expect.any(String) : expect.anything())
    }
  })
})
