import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSecretBox } from '../../src/config/secret-box.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { expectError } from '../support/expect-error.ts'
import { insertIntegrations } from '../support/integrations.ts'
import { createMeta, type Meta } from '../support/meta.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
let meta: Meta
/** Of the number 501, whose app is another one. */
const OTHER_SECRET = 'the secret of another app'
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})
beforeAll(async () => {
  meta = await createMeta(app)
  await meta.silenceSandbox()
  await insertIntegrations(app, [501])
  const sealed = createSecretBox(Buffer.from(app.secretKey, 'base64')).seal(OTHER_SECRET)
  await app.database.query('update integrations set app_secret_sealed = $1 where id = 501', [sealed])
  // Until the program has read it, which it does every other second, the other secret is nobody's.
  const raw = meta.statuses([], 'phone-501')
  await vi.waitFor(
    async () => expect((await meta.post(raw, meta.sign(raw, OTHER_SECRET))).status).toBe(200),
    { timeout: 20_000, interval: 100 },
  )
})
// What the sandbox's customers wrote at its start, and what other tests left.
beforeEach(async () => {
  await meta.settled()
  await app.database.query('delete from inbound_events')
})

describe('the challenge', () => {
  const ask = (query: Record<string, string>) =>
    app.call('GET', `/whatsapp/webhook?${new URLSearchParams(query)}`, { token: null })
  const right = () => ({
    'hub.mode': 'subscribe',
    'hub.challenge': '1158201444',
    'hub.verify_token': meta.verifyToken,
  })

  test.each<[string, () => Record<string, string>]>([
    ['without anything', () => ({})],
    ['with a wrong token', () => ({ ...right(), 'hub.verify_token': 'wrong' })],
    ['with an empty token', () => ({ ...right(), 'hub.verify_token': '' })],
    ['of another mode', () => ({ ...right(), 'hub.mode': 'unsubscribe' })],
    ['without a challenge', () => ({ 'hub.mode': 'subscribe', 'hub.verify_token': meta.verifyToken })],
  ])('%s is 403 access_denied', async (_name, query) => {
    expectError(await ask(query()), 403, 'access_denied')
  })

  test('with the right token is answered with its own words as plain text', async () => {
    const answer = await ask({ ...right(), 'hub.challenge': '<b>1158201444</b>' })
    expect(answer).toMatchObject({ status: 200, text: '<b>1158201444</b>' })
    expect(answer.headers['content-type']).toMatch(/^text\/plain/)
  })
})

describe('a signature', () => {
  const raw = () => meta.statuses([{ wamid: 'wamid.x', status: 'sent' }])

  test.each<[string, (body: string) => string | null]>([
    ['that is missing', () => null],
    ['that is empty', () => ''],
    ['of other bytes', () => meta.sign('other')],
    ['made with another secret', (body) => meta.sign(body, 'guess')],
    ['made with an empty secret', (body) => meta.sign(body, '')],
    ['without its prefix', (body) => meta.sign(body).slice('sha256='.length)],
    ['of the old kind', (body) => meta.sign(body).replace('sha256', 'sha1')],
    ['cut short', (body) => meta.sign(body).slice(0, -1)],
    ['of the same JSON with other spaces', (body) => meta.sign(JSON.stringify(JSON.parse(body), null, 1))],
    ['of another number’s app', (body) => meta.sign(body, OTHER_SECRET)],
  ])('%s is 401, and nothing is stored', async (_name, signature) => {
    const body = raw()
    expectError(await meta.post(body, signature(body)), 401, 'unauthenticated')
    expect(await meta.settled()).toEqual([])
  })

  test('of the number’s own app is taken, over the bytes as they came, Meta’s escapes among them', async () => {
    const body = raw().replace('A title', 'x').replace('whatsapp"', 'whatsapp","name":"\\u00e4\\/\\u0040"')
    expect((await meta.post(body)).status).toBe(200)
    const [stored] = await meta.settled()
    expect(stored!.body.toString()).toBe(body)
  })

  test('wrong ones are counted for the operator', async () => {
    const count = async () => {
      const { text } = await app.call('GET', '/metrics', { token: null })
      return Number(/refused\w*(?:\{[^}]*\})? (\d+)/.exec(text)![1])
    }
    const before = await count()
    await meta.post(raw(), 'sha256=0')
    expect(await count()).toBe(before + 1)
  })

  test('of one app does not speak for a number of another, even among its own', async () => {
    const own = JSON.parse(meta.statuses([], 'phone-501'))
    own.entry.push(...JSON.parse(meta.statuses([])).entry)
    const body = JSON.stringify(own)
    expectError(await meta.post(body, meta.sign(body, OTHER_SECRET)), 401, 'unauthenticated')
    expectError(await meta.post(body), 401, 'unauthenticated')
    expect(await meta.settled()).toEqual([])
  })
})

describe('what nobody knows is answered with 200 and kept as unprocessed', () => {
  const cases: [string, () => string][] = [
    ['a number that nobody has', () => meta.statuses([{ wamid: 'w', status: 'sent' }], '999999999999999')],
    ['a message that nobody sent', () => meta.statuses([{ wamid: 'wamid.nobody', status: 'read' }])],
    ['a status that nobody knows', () => meta.statuses([{ wamid: 'wamid.nobody', status: 'levitated' }])],
    ['a field that nobody knows', () => JSON.stringify(meta.change({ anything: 1 }, 'group_lifecycle'))],
    ['an entry without changes', () => '{"object":"whatsapp_business_account","entry":[{"id":"1"}]}'],
    ['another object', () => '{"object":"page","entry":[]}'],
    ['an empty object', () => '{}'],
    ['a list', () => '[]'],
    ['null', () => 'null'],
    ['words that are no JSON', () => 'hello'],
    ['nothing at all', () => ''],
    ['statuses that are no list', () => JSON.stringify(meta.change({ ...meta.metadata(), statuses: 'x' }))],
    [
      'statuses that are no objects',
      () => JSON.stringify(meta.change({ ...meta.metadata(), statuses: [null, 1, 'x', []] })),
    ],
    [
      'depths',
      () => `{"object":"whatsapp_business_account","entry":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
    ],
    ['NUL and half a pair', () => meta.statuses([{ wamid: 'wamid.a\0\ud83d', status: 'sent\0' }])],
    ['a time beyond all times', () => meta.statuses([{ wamid: 'wamid.nobody', status: 'sent', at: 1e18 }])],
  ]
  test.each(cases)('%s', async (_name, make) => {
    const raw = make()
    expect(await meta.post(raw)).toMatchObject({ status: 200 })
    const stored = await meta.settled()
    expect(stored).toEqual([{ state: 'unprocessed', reason: expect.any(String), body: Buffer.from(raw) }])
  })

  test('and bytes that are no text', async () => {
    const raw = Buffer.from([0xff, 0x00, 0xfe, 0x7b])
    expect((await meta.post(raw)).status).toBe(200)
    expect((await meta.settled())[0]).toMatchObject({ state: 'unprocessed', body: raw })
  })

  test('what stands beside it is applied all the same', async () => {
    const { body } = await app.call('POST', '/v1/integrations/11/conversations/messages', {
      json: { to: '+905555555555', text: 'x' },
    })
    const path = `/v1/integrations/11/conversations/messages/${body.message_id}`
    await expect.poll(async () => (await app.call('GET', path)).body.wamid, WAIT).not.toBeNull()
    const { wamid } = (await app.call('GET', path)).body
    await meta.post(
      meta.statuses([
        { wamid: 'wamid.nobody', status: 'levitated' },
        { wamid, status: 'delivered' },
      ]),
    )
    expect(await meta.settled()).toMatchObject([{ state: 'unprocessed' }])
    expect((await app.call('GET', path)).body.status).toBe('delivered')
  })
})

test('a body of 3 MB, as large as Meta’s get, is taken; a larger one than 4 MB is 413', async () => {
  const told = { wamid: 'wamid.nobody', status: 'sent' }
  const item = JSON.stringify(told).length + 60
  const raw = meta.statuses(Array.from({ length: Math.floor(3_000_000 / (item + 30)) }, () => told))
  expect(raw.length).toBeGreaterThan(2_000_000)
  expect((await meta.post(raw)).status).toBe(200)
  expectError(await meta.post('x'.repeat(4_200_000)), 413, 'payload_too_large')
  expect(await meta.settled()).toHaveLength(1)
})

test('the webhook asks for no token, and a token does not stand in for a signature', async () => {
  const answer = await app.call('POST', '/whatsapp/webhook', { raw: '{}' })
  expectError(answer, 401, 'unauthenticated')
})
