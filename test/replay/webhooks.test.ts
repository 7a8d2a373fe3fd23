import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMeta, type Meta } from '../support/meta.ts'

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
beforeAll(async () => {
  if (!fixtures) return
  app = await startTestApp()
  meta = await createMeta(app)
  await meta.silenceSandbox()
})
afterAll(() => app?.stop())

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

const listMessageIds = (payload: Json): string[] =>
  (payload['entry'] as { changes: { value: Json }[] }[])
    .flatMap(({ changes }) => changes.map(({ value }) => value))
    .flatMap(({ messages = [], message_echoes = [] }) => [
      ...(messages as Json[]),
      ...(message_echoes as Json[]),
    ])
    .map(({ id }) => String(id))

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

describe.skipIf(payloads.length === 0)('a webhook that others recorded is taken, and applied or kept', () => {
  it.each(payloads.map(([name, payload], n) => [name, payload, n] as const))(
    '%s',
    async (name, payload, n) => {
      const body = ofAccount(payload, n)
      const raw = JSON.stringify(body)
      expect((await meta.post(raw)).status).toBe(200)
      const stored = (await meta.settled()).find((one) => one.body.toString() === raw)!
      if (stored.state === 'unprocessed') {
        // Only what this version does not read: calls, and statuses or templates of somebody else's.
        expect(stored.reason, name).toMatch(/are not read by this version|not ours|not known here/)
        expect(listMessageIds(body)).toEqual([])
        return
      }
      const chatted = await listChatted()
      for (const id of listMessageIds(body)) expect(chatted, name).toContain(id)
    },
  )
})
