import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMeta, type Meta } from '../support/meta.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

/**
 * Webhooks that others have recorded are not part of the project: the folder that `REPLAY_FIXTURES` names holds
 * them in `pywa`, in each file several by name.
 */
const fixtures = process.env['REPLAY_FIXTURES']
const folder = join(fixtures ?? '', 'pywa')
const files = fixtures ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []

type Json = Record<string, unknown>

/** Webhooks by name; some files nest them one deeper. */
const listPayloads = (value: Json, path: string): [string, Json][] =>
  Object.entries(value).flatMap(([name, inner]): [string, Json][] =>
    'object' in (inner as Json)
      ? [[`${path} ${name}`, inner as Json]]
      : listPayloads(inner as Json, `${path} ${name}`),
  )

const payloads = files.flatMap((file) =>
  listPayloads(JSON.parse(readFileSync(join(folder, file), 'utf8')), file.replace('.json', '')),
)

let app: TestApp
let meta: Meta
let receiver: WebhookReceiver
beforeAll(async () => {
  if (!fixtures) return
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

/** Fields that every change of a person's message has to have as a real one. */
const PERSON = '905558200001'

/** The payload as of the first number, with a message id of its own and a person in place of a placeholder. */
const adopt = (value: unknown, name: string, n: number): unknown => {
  if (Array.isArray(value)) return value.map((item) => adopt(item, name, n))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, adopt(item, key, n)]))
  const [number] = meta.numbers
  if (name === 'phone_number_id') return number.phoneNumberId
  if (name === 'display_phone_number') return number.phoneNumber.slice(1)
  if (typeof value !== 'string') return value
  if (/^<.*PHONE_NUMBER>$/.test(value)) return PERSON
  return value
    .replace(/^wamid\..*$/, `wamid.${n}.${value.length}`)
    .replace(/^<.*MESSAGE_ID>$/, `wamid.${n}.x`)
    .replace(/^<.*BSUID>$/, 'TR.4711')
}

const ofAccount = (payload: Json, n: number): Json => {
  const adopted = adopt(payload, '', n) as { entry: Json[] }
  return { ...adopted, entry: adopted.entry.map((entry) => ({ ...entry, id: meta.numbers[0].wabaId })) }
}

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

describe.skipIf(payloads.length === 0)('webhooks that others recorded', () => {
  const applied: Named[] = []

  it.each(payloads.map(([name, payload], n) => [name, payload, n] as const))(
    '%s is taken, and applied or kept',
    async (name, payload, n) => {
      const body = ofAccount(payload, n)
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
