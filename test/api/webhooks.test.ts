import { Webhook } from 'standardwebhooks'
import { beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Call, createCaller } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { expectForetold, type OpenApi, readOpenApi } from '../support/openapi.ts'
import { storeReceived } from '../support/received-message.ts'
import { WAIT } from '../support/wait.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts'

let app: TestApp
let manager: Call
/** How far the program's clock is ahead. */
let aheadMs = 0
beforeAll(async () => {
  const settings = { MASA_WEBHOOK_ALLOW: '127.0.0.1,shop.internal' }
  app = await startTestApp(settings, undefined, { now: () => Date.now() + aheadMs })
  return app.stop
})
beforeAll(async () => {
  const json = { name: 'Manager', scopes: ['manage'] }
  const { body } = await app.call('POST', '/v1/integrations/11/keys', { json })
  manager = createCaller(app.url, body.key)
})
beforeEach(async () => {
  aheadMs = 0
  await app.database.query('delete from webhook_endpoints')
})

const HOUR = 3_600_000
const WEBHOOKS = '/v1/integrations/11/webhooks'
const PUBLIC_URL = 'https://shop.example.com/whatsapp?key=1'
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)

const create = async (json: object = {}) => {
  const answer = await app.call('POST', WEBHOOKS, { json: { url: PUBLIC_URL, ...json } })
  expect(answer.status).toBe(201)
  return answer.body
}

const startReceiver = async (): Promise<WebhookReceiver> => {
  const receiver = await startWebhookReceiver()
  onTestFinished(receiver.close)
  return receiver
}

const listDeliveries = async (id: number, query = '') =>
  (await app.call('GET', `${WEBHOOKS}/${id}/deliveries${query}`)).body

const waitForDeliveries = (id: number, ...statuses: string[]) =>
  vi.waitFor(async () => {
    const deliveries = await listDeliveries(id)
    expect(deliveries.map(({ status }: { status: string }) => status)).toEqual(statuses)
    return deliveries
  }, WAIT)

const listAudit = async (id: number) =>
  (
    await app.database.query('select actor, action, details from audit_log where subject = $1 order by id', [
      `webhook:${id}`,
    ])
  ).rows

describe('creating one', () => {
  const notPublic = (words: string) => ({
    url: [expect.stringMatching(new RegExp(`^The url field must be a public address\\. .*${words}`))],
  })
  test.each<[object, Record<string, unknown>]>([
    [{ url: undefined }, { url: ['The url field is required.'] }],
    [{ url: 'shop.example.com' }, { url: [expect.stringMatching(/begins with https/)] }],
    [{ url: 'ftp://shop.example.com' }, { url: [expect.stringMatching(/begins with https/)] }],
    [{ url: `https://shop.example.com/${'x'.repeat(2_000)}` }, { url: [expect.stringMatching(/2000/)] }],
    [
      { url: 'https://me:secret@shop.example.com' },
      { url: [expect.stringMatching(/user name or password/)] },
    ],
    [{ url: 'https://me@shop.example.com' }, { url: [expect.stringMatching(/user name or password/)] }],
    [{ url: 'http://10.0.0.1/hook' }, notPublic('10.0.0.1 is private')],
    [{ url: 'http://167772161/hook' }, notPublic('10.0.0.1 is private')],
    [{ url: 'http://0x7f.2/hook' }, notPublic('127.0.0.2 is this machine itself')],
    [{ url: 'http://169.254.169.254/latest' }, notPublic('metadata')],
    [{ url: 'http://[::1]:8080/hook' }, notPublic('::1 is this machine itself')],
    [{ url: 'http://[::ffff:a00:1]/hook' }, notPublic('IPv4 address in disguise')],
    [{ token: 'x'.repeat(1_001) }, { token: [expect.stringMatching(/1000/)] }],
    [{ token: 'a\nb' }, { token: [expect.stringMatching(/ASCII/)] }],
    [{ token: 'anahtarım' }, { token: [expect.stringMatching(/ASCII/)] }],
    [{ token: ' a ' }, { token: [expect.stringMatching(/ASCII/)] }],
    [{ events: [] }, { events: ['The events field is required.'] }],
    [
      { events: ['message'] },
      { 'events.0': [expect.stringMatching(/^The events.0 field must be one of: message.received/)] },
    ],
    [{ active: 'maybe' }, { active: ['The active field must be true or false.'] }],
  ])('with %j is 422', async (json, fields) => {
    expectFields(await app.call('POST', WEBHOOKS, { json: { url: PUBLIC_URL, ...json } }), fields)
  })

  test('shows its secret once, and keeps it and the token sealed', async () => {
    const { id, secret, ...rest } = await create({ token: 'let me in' })
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(rest).toEqual({
      url: PUBLIC_URL,
      events: ['message.received', 'message.status'],
      active: true,
      has_token: true,
      created_at: TIME,
      failing_since: null,
      disabled_reason: null,
    })
    for (const path of [WEBHOOKS, `${WEBHOOKS}/${id}`])
      expect((await app.call('GET', path)).text).not.toMatch(/secret|whsec|let me in/)
    const { rows } = await app.database.query(
      `select encode(secret_sealed, 'escape') || encode(token_sealed, 'escape') as kept from webhook_endpoints`,
    )
    expect(rows[0].kept).not.toContain(secret.slice(6))
    expect(rows[0].kept).not.toContain('let me in')
    expect(await listAudit(id)).toEqual([
      {
        actor: 'user:1',
        action: 'webhook.created',
        details: { integration_id: 11, host: 'shop.example.com' },
      },
    ])
  })

  test('takes forms, and what the operator named', async () => {
    const form: [string, string][] = [
      ['url', 'http://shop.internal:8080/'],
      ['events[]', 'template.status'],
      ['events[]', 'template.status'],
      ['active', 'false'],
    ]
    const { status, body } = await app.call('POST', WEBHOOKS, { form })
    expect(status).toBe(201)
    expect(body).toMatchObject({ events: ['template.status'], active: false })
    expect((await app.call('POST', WEBHOOKS, { json: { url: 'http://127.0.0.1:9/' } })).status).toBe(201)
  })

  test('is 409 for the twenty-first, also when they are made at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => app.call('POST', WEBHOOKS, { json: { url: PUBLIC_URL } })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
    for (const one of answers.filter(({ status }) => status !== 201)) expectError(one, 409, 'conflict')
    expect((await app.call('GET', WEBHOOKS)).body).toHaveLength(20)
    expect(
      (await app.call('POST', '/v1/integrations/22/webhooks', { json: { url: PUBLIC_URL } })).status,
    ).toBe(201)
  })
})

test('the list goes on where a cursor ends', async () => {
  const ids = [await create(), await create(), await create()].map(({ id }) => id)
  const first = await app.call('GET', `${WEBHOOKS}?limit=2`)
  const [, next] = /<([^>]+)>/.exec(first.headers['link'] ?? '')!
  const second = await app.call('GET', next!.slice(app.url.length))
  expect([...first.body, ...second.body].map(({ id }) => id)).toEqual(ids)
  expect(second.headers['link']).toBeUndefined()
  const deliveries = `${WEBHOOKS}/${ids[0]}/deliveries`
  const foreign = {
    [WEBHOOKS]: [['x'], [-1]],
    [deliveries]: [['x', '1'], ['1', '1'], ['2026-01-01', 'x'], ['2026-01-01']],
  }
  for (const [path, keys] of Object.entries(foreign))
    for (const key of keys) {
      const cursor = Buffer.from(JSON.stringify(key)).toString('base64url')
      expectFields(await app.call('GET', `${path}?cursor=${cursor}`), { cursor: [expect.any(String)] })
    }
})

describe('changing one', () => {
  test('changes the fields that are named and no others, and is in the audit log', async () => {
    const { id, secret: _, ...before } = await create({ token: 'x' })
    const change = async (json: object) => (await app.call('PUT', `${WEBHOOKS}/${id}`, { json })).body
    expect(await change({})).toEqual({ id, ...before })
    expect(await change({ events: ['integration.status'] })).toEqual({
      id,
      ...before,
      events: ['integration.status'],
    })
    expect(await change({ token: '' })).toMatchObject({ has_token: false, url: PUBLIC_URL })
    expect(await change({ url: 'https://other.example.com' })).toMatchObject({
      url: 'https://other.example.com',
      events: ['integration.status'],
    })
    expect((await listAudit(id)).slice(1).map(({ action, details }) => [action, details.changed])).toEqual([
      ['webhook.changed', []],
      ['webhook.changed', ['events']],
      ['webhook.changed', ['token']],
      ['webhook.changed', ['url']],
    ])
  })

  test('is refused like creating', async () => {
    const { id } = await create()
    const change = (json: object) => app.call('PUT', `${WEBHOOKS}/${id}`, { json })
    expectFields(await change({ url: 'http://10.0.0.1' }), { url: [expect.stringMatching(/private/)] })
    expectFields(await change({ token: 'ş' }), { token: [expect.any(String)] })
    expectFields(await change({ events: ['x'] }), { 'events.0': [expect.any(String)] })
  })

  test('to off holds back what is planned, to on sends it at once and starts in health', async () => {
    const receiver = await startReceiver()
    receiver.answer = (response) => void response.writeHead(500).end()
    const { id } = await create({ url: receiver.url })
    await storeReceived(app, 11, 'one')
    await waitForDeliveries(id, 'failed')
    const off = await app.call('PUT', `${WEBHOOKS}/${id}`, { json: { active: false } })
    expect(off.body).toMatchObject({ active: false, disabled_reason: null, failing_since: null })
    await storeReceived(app, 11, 'while it is off')
    // Its next attempt would be due.
    aheadMs = HOUR
    await storeReceived(app, 22, 'another number')
    await vi.waitFor(async () => {
      const { rows } = await app.database.query(
        `select from event_followers where name = 'webhooks' and last_id >= (select max(id) from events)`,
      )
      expect(rows).toHaveLength(1)
    }, WAIT)
    expect(receiver.received).toHaveLength(1)
    aheadMs = 0
    receiver.answer = (response) => void response.end()
    const on = await app.call('PUT', `${WEBHOOKS}/${id}`, { json: { active: true } })
    expect(on.body).toMatchObject({ active: true })
    await waitForDeliveries(id, 'succeeded')
    expect(receiver.received.map(({ body }) => body.messages.text)).toEqual(['one', 'one'])
    const { rows } = await app.database.query(
      `select data from events where type = 'webhook.status' and (data->>'webhook_id')::integer = $1 order by id`,
      [id],
    )
    expect(rows.map(({ data }) => data.status)).toEqual(['disabled', 'working'])
  })
})

test('a deleted one is gone with its deliveries, and gets nothing more', async () => {
  const receiver = await startReceiver()
  const { id } = await create({ url: receiver.url })
  await storeReceived(app, 11, 'one')
  await waitForDeliveries(id, 'succeeded')
  expect((await app.call('DELETE', `${WEBHOOKS}/${id}`)).status).toBe(204)
  expectError(await app.call('DELETE', `${WEBHOOKS}/${id}`), 404, 'not_found')
  expectError(await app.call('GET', `${WEBHOOKS}/${id}/deliveries`), 404, 'not_found')
  const { rows } = await app.database.query('select from webhook_attempts')
  expect(rows).toEqual([])
  expect((await listAudit(id)).map(({ action }) => action)).toEqual(['webhook.created', 'webhook.deleted'])
})

describe('a delivery', () => {
  test('carries the documented body, the token and a signature that the secret shown verifies', async () => {
    const receiver = await startReceiver()
    const { id, secret } = await create({ url: receiver.url, token: 'let me in' })
    const messageId = await storeReceived(app, 11, 'LISTE')
    const [delivery] = await waitForDeliveries(id, 'succeeded')
    const [webhook] = receiver.received
    expect(webhook!.headers).toMatchObject({
      authorization: 'Bearer let me in',
      'x-webhook-token': 'let me in',
      'content-type': 'application/json',
      'webhook-id': delivery.webhook_message_id,
    })
    expect(new Webhook(secret).verify(webhook!.raw, webhook!.headers as Record<string, string>)).toEqual({
      messages: {
        id: messageId,
        text: 'LISTE',
        from: '905551112233',
        timestamp: expect.stringMatching(/^\d{10}$/),
        name: 'Ayşe',
        type: 'text',
        integration_id: 11,
        wamid: `wamid.${messageId}`,
        chat_id: 1,
      },
    })
    expect(delivery).toEqual({
      id: expect.any(Number),
      webhook_message_id: expect.stringMatching(/^msg_/),
      event: 'message.received',
      status: 'succeeded',
      created_at: TIME,
      attempts: [
        { at: TIME, duration_ms: expect.any(Number), response_status: 200, response_body: 'ok', error: null },
      ],
      next_attempt_at: null,
    })
    for (const path of [`${WEBHOOKS}/${id}/deliveries`, '/v1/integrations/11/deliveries'])
      expect((await app.call('GET', `${path}/${delivery.id}`)).body).toEqual({
        ...delivery,
        request_body: webhook!.raw,
      })
    const elsewhere = `/v1/integrations/22/deliveries/${delivery.id}`
    expectError(await app.call('GET', elsewhere), 404, 'not_found')
    expectError(await app.call('POST', `${elsewhere}/replay`), 404, 'not_found')
  })

  test('tells what customers write, of every kind, from WhatsApp to the program', async () => {
    const receiver = await startReceiver()
    await create({ url: receiver.url, events: ['message.received'] })
    const write = async (message: object): Promise<string> => {
      const json = { from: '905550000001', name: 'Ahmet Kara', message }
      return (await app.sandbox('POST', '/_sandbox/inbound', { json })).body.id
    }
    const wamid = await write({ type: 'text', text: { body: 'Merhaba' } })
    await write({ type: 'reaction', reaction: { message_id: wamid, emoji: '👍' } })
    await write({ type: 'text', text: { body: 'Bir de bu' }, context: { id: wamid } })
    await write({ type: 'location', location: { latitude: 41.01, longitude: 28.97 } })
    await write({ type: 'button', button: { payload: 'yes', text: 'Evet' }, context: { id: wamid } })
    await vi.waitFor(() => expect(receiver.received).toHaveLength(5), WAIT)
    const told = receiver.received.map(({ body }) => body.messages)
    const first = told.find(({ text }) => text === 'Merhaba')
    for (const one of told)
      expect(one).toMatchObject({
        from: '905550000001',
        name: 'Ahmet Kara',
        integration_id: 11,
        chat_id: first.chat_id,
        timestamp: expect.stringMatching(/^\d{10}$/),
      })
    const of = (type: string) => told.filter((one) => one.type === type && one.id !== first.id)
    expect(of('reaction')).toMatchObject([{ reaction: { message_id: first.id, emoji: '👍', wamid } }])
    expect(of('text')).toMatchObject([{ text: 'Bir de bu', context: { id: first.id, wamid } }])
    expect(of('location')).toMatchObject([{ location: { latitude: 41.01, longitude: 28.97 } }])
    expect(of('button')).toMatchObject([
      { button: { payload: 'yes', text: 'Evet' }, context: { id: first.id } },
    ])
    const { body: message } = await app.call('GET', `/v1/integrations/11/conversations/messages/${first.id}`)
    expect(message).toMatchObject({ direction: 'inbound', content: { body: 'Merhaba' } })
  })

  test('tells how a message that was sent fares', async () => {
    const receiver = await startReceiver()
    const { id } = await create({ url: receiver.url, events: ['message.status'] })
    const sent = await app.call('POST', '/v1/integrations/11/conversations/messages', {
      json: { to: '+905555555555', text: 'x' },
    })
    await vi.waitFor(() => expect(receiver.received.length).toBeGreaterThanOrEqual(2), WAIT)
    await vi.waitFor(async () => expect((await listDeliveries(id))[0].status).toBe('succeeded'), WAIT)
    for (const { body } of receiver.received)
      expect(body).toEqual({
        statuses: {
          id: sent.body.message_id,
          recipient_id: '905555555555',
          status: expect.stringMatching(/^(sent|delivered|read)$/),
          timestamp: expect.stringMatching(/^\d{10}$/),
          integration_id: 11,
          wamid: expect.stringMatching(/^wamid\./),
        },
      })
  })
})

describe('the list of deliveries', () => {
  test('is filtered by status and time, newest first, and a cursor neither skips nor repeats', async () => {
    const receiver = await startReceiver()
    receiver.answer = (response, { body }) =>
      void response.writeHead(body.messages.text.startsWith('bad') ? 400 : 200).end()
    const { id } = await create({ url: receiver.url, events: ['message.received'] })
    for (const text of ['bad 1', 'good 2', 'bad 3', 'good 4', 'good 5']) {
      await storeReceived(app, 11, text)
      await vi.waitFor(async () => expect(receiver.received.at(-1)?.body.messages.text).toBe(text), WAIT)
      aheadMs += 60_000
    }
    const all = await waitForDeliveries(id, 'succeeded', 'succeeded', 'failed', 'succeeded', 'failed')
    const idsOf = (deliveries: { id: number }[]) => deliveries.map((one) => one.id)
    expect(idsOf(await listDeliveries(id, '?status=failed'))).toEqual([all[2].id, all[4].id])
    expect(idsOf(await listDeliveries(id, `?from=${all[3].created_at}&to=${all[1].created_at}`))).toEqual(
      idsOf(all.slice(1, 4)),
    )
    expect(await listDeliveries(id, '?status=given_up')).toEqual([])

    const seen: number[] = []
    for (let path: string | undefined = `${WEBHOOKS}/${id}/deliveries?limit=2`; path; ) {
      const { body, headers }: { body: { id: number }[]; headers: Record<string, string | undefined> } =
        await app.call('GET', path)
      seen.push(...idsOf(body))
      path = /<([^>]+)>/.exec(headers['link'] ?? '')?.[1]?.slice(app.url.length)
      await storeReceived(app, 11, 'good, meanwhile')
    }
    expect(seen).toEqual(idsOf(all))
  })

  test.each([
    ['status=lost', 'status'],
    ['from=yesterday', 'from'],
    ['to=2026-13-01', 'to'],
    ['page=0', 'page'],
    ['limit=101', 'limit'],
  ])('with %s is 422', async (query, field) => {
    const { id } = await create()
    expectFields(await app.call('GET', `${WEBHOOKS}/${id}/deliveries?${query}`), {
      [field]: [expect.any(String)],
    })
  })
})

describe('replay', () => {
  const deliverOne = async (receiver: WebhookReceiver, text = 'one') => {
    const webhook = await create({ url: receiver.url })
    await storeReceived(app, 11, text)
    const [delivery] = await waitForDeliveries(webhook.id, 'succeeded')
    return { ...webhook, delivery }
  }

  test('of one sends the same message again under the same id, with a signature of its own time', async () => {
    const receiver = await startReceiver()
    const { id, secret, delivery } = await deliverOne(receiver)
    aheadMs = 100_000
    const path = `${WEBHOOKS}/${id}/deliveries/${delivery.id}`
    expect((await app.call('POST', `${path}/replay`)).body).toEqual({ replayed: 1 })
    await vi.waitFor(async () => expect((await app.call('GET', path)).body.attempts).toHaveLength(2), WAIT)
    const [first, second] = receiver.received
    expect(second).toMatchObject({ raw: first!.raw, headers: { 'webhook-id': first!.headers['webhook-id'] } })
    expect(Number(second!.headers['webhook-timestamp'])).toBeGreaterThanOrEqual(
      Number(first!.headers['webhook-timestamp']) + 100,
    )
    expect(() =>
      new Webhook(secret).verify(second!.raw, second!.headers as Record<string, string>),
    ).not.toThrow()
  })

  test('starts the schedule anew', async () => {
    const receiver = await startReceiver()
    const { id, delivery } = await deliverOne(receiver)
    receiver.answer = (response) => void response.writeHead(500).end()
    await app.database.query(`update webhook_deliveries set status = 'given_up', tries = 8 where id = $1`, [
      delivery.id,
    ])
    await app.call('POST', `/v1/integrations/11/deliveries/${delivery.id}/replay`)
    const [failed] = await waitForDeliveries(id, 'failed')
    const waitMs = Date.parse(failed.next_attempt_at) - Date.parse(failed.attempts[1].at)
    expect(waitMs).toBeGreaterThanOrEqual(4_000)
    expect(waitMs).toBeLessThan(60_000)
  })

  test('of a time sends what was made in it, of the status that is named', async () => {
    const receiver = await startReceiver()
    const { id, delivery } = await deliverOne(receiver, 'before')
    aheadMs = HOUR
    receiver.answer = (response, { body }) =>
      void response.writeHead(body.messages.text === 'bad' ? 500 : 200).end()
    await storeReceived(app, 11, 'bad')
    await waitForDeliveries(id, 'failed', 'succeeded')
    const [bad] = await listDeliveries(id)
    receiver.answer = (response) => void response.end()
    const replay = (json: object) => app.call('POST', `${WEBHOOKS}/${id}/replay`, { json })
    const range = { from: delivery.created_at, to: bad.created_at }
    expect((await replay({ ...range, status: 'given_up' })).body).toEqual({ replayed: 0 })
    expect((await replay({ ...range, status: 'failed' })).body).toEqual({ replayed: 1 })
    await waitForDeliveries(id, 'succeeded', 'succeeded')
    expect(receiver.received.map(({ body }) => body.messages.text)).toEqual(['before', 'bad', 'bad'])
    expect((await replay(range)).body).toEqual({ replayed: 2 })
    await vi.waitFor(() => expect(receiver.received).toHaveLength(5), WAIT)
    await waitForDeliveries(id, 'succeeded', 'succeeded')
    expect((await replay({ from: bad.created_at, to: bad.created_at })).body).toEqual({ replayed: 1 })
  })

  test.each([
    [{}, ['from', 'to']],
    [{ from: '2026-01-02', to: '2026-01-01' }, ['to']],
    [{ from: 'x', to: '2026-01-01' }, ['from']],
    [{ from: '2026-01-01', to: '2026-01-02', status: 'lost' }, ['status']],
  ])('with %j is 422', async (json, fields) => {
    const { id } = await create()
    const expected = fields.map((field) => [field, [expect.any(String)]])
    expectFields(await app.call('POST', `${WEBHOOKS}/${id}/replay`, { json }), Object.fromEntries(expected))
  })

  test('of one that is being attempted is 409', async () => {
    const receiver = await startReceiver()
    receiver.answer = () => undefined
    const { id } = await create({ url: receiver.url })
    await storeReceived(app, 11, 'one')
    await vi.waitFor(() => expect(receiver.countOpen()).toBe(1), WAIT)
    const [delivery] = await listDeliveries(id)
    const answer = await app.call('POST', `${WEBHOOKS}/${id}/deliveries/${delivery.id}/replay`)
    expectError(answer, 409, 'conflict')
  })
})

describe('a test', () => {
  test('sends a made-up event now, signed, and answers with what came of it', async () => {
    const receiver = await startReceiver()
    receiver.answer = (response) => void response.writeHead(201).end('thanks')
    const { id, secret } = await create({ url: receiver.url, active: false })
    const answer = await app.call('POST', `${WEBHOOKS}/${id}/test`)
    expect(answer).toMatchObject({
      status: 200,
      body: { response_status: 201, duration_ms: expect.any(Number), response_body: 'thanks', error: null },
    })
    const [webhook] = receiver.received
    const body = new Webhook(secret).verify(webhook!.raw, webhook!.headers as Record<string, string>)
    expect(body).toMatchObject({ messages: { type: 'text', text: expect.any(String), integration_id: 11 } })
    expect(await listDeliveries(id)).toEqual([])
  })

  test.each([
    ['message.status', 'statuses'],
    ['template.status', 'templates'],
    ['integration.status', 'integrations'],
  ])('of an endpoint for %s sends one of that kind', async (kind, name) => {
    const receiver = await startReceiver()
    const { id } = await create({ url: receiver.url, events: [kind] })
    await app.call('POST', `${WEBHOOKS}/${id}/test`)
    expect(Object.keys(receiver.received[0]!.body)).toEqual([name])
  })

  test('says why there was no success', async () => {
    const receiver = await startReceiver()
    receiver.answer = (response) => void response.writeHead(302, { location: 'http://10.0.0.1/' }).end()
    const { id } = await create({ url: receiver.url })
    const test = async () => (await app.call('POST', `${WEBHOOKS}/${id}/test`)).body
    expect(await test()).toMatchObject({
      response_status: 302,
      error: expect.stringMatching(
        /^The answer 302 is a redirect to http:\/\/10\.0\.0\.1\/, which is not followed/,
      ),
    })
    await receiver.close()
    expect(await test()).toMatchObject({
      response_status: null,
      error: expect.stringMatching(/refuses connections/),
    })
  })
})

test('after a rotation both secrets sign for a day, then the new one alone', async () => {
  const receiver = await startReceiver()
  const { id, secret: old } = await create({ url: receiver.url })
  const { body } = await app.call('POST', `${WEBHOOKS}/${id}/rotate-secret`)
  expect(body).toMatchObject({ id, secret: expect.stringMatching(/^whsec_/) })
  expect(body.secret).not.toBe(old)
  expect((await listAudit(id)).at(-1)).toMatchObject({ actor: 'user:1', action: 'webhook.secret_rotated' })

  const deliver = async () => {
    await app.call('POST', `${WEBHOOKS}/${id}/test`)
    const { raw, headers } = receiver.received.at(-1)!
    const at = new Date(Number(headers['webhook-timestamp']) * 1_000)
    const signatures = String(headers['webhook-signature']).split(' ')
    return {
      signatures,
      sign: (secret: string) => new Webhook(secret).sign(String(headers['webhook-id']), at, raw),
    }
  }
  aheadMs = 24 * HOUR - 60_000
  const during = await deliver()
  expect(during.signatures).toEqual([during.sign(body.secret), during.sign(old)])
  aheadMs = 24 * HOUR + 60_000
  const after = await deliver()
  expect(after.signatures).toEqual([after.sign(body.secret)])
})

describe('access', () => {
  let document: OpenApi
  beforeAll(async () => {
    document = await readOpenApi(app)
  })

  /** Calls, and checks that the OpenAPI document foretells the answer. */
  const callForetold = async (call: Call, method: string, path: string, json?: object) => {
    const answer = await call(method, path, json && { json })
    const documented = path
      .replace(/integrations\/[^/]+/, 'integrations/{integration_id}')
      .replace(/webhooks\/[^/]+/, 'webhooks/{webhook_id}')
      .replace(/deliveries\/[^/]+/, 'deliveries/{delivery_id}')
    expectForetold(document, method.toLowerCase(), documented, answer)
    return answer
  }

  const routes = (id: number, delivery: number): [method: string, path: string, json?: object][] => [
    ['GET', WEBHOOKS],
    ['POST', WEBHOOKS, { url: PUBLIC_URL }],
    ['GET', `${WEBHOOKS}/${id}`],
    ['PUT', `${WEBHOOKS}/${id}`, { active: true }],
    ['GET', `${WEBHOOKS}/${id}/deliveries`],
    ['GET', `${WEBHOOKS}/${id}/deliveries/${delivery}`],
    ['POST', `${WEBHOOKS}/${id}/deliveries/${delivery}/replay`],
    ['POST', `${WEBHOOKS}/${id}/replay`, { from: '2026-01-01', to: '2026-01-02' }],
    ['POST', `${WEBHOOKS}/${id}/rotate-secret`],
    ['POST', `${WEBHOOKS}/${id}/test`],
    ['DELETE', `${WEBHOOKS}/${id}`],
  ]

  test('managing needs the right to manage, secrets and tests an administrator', async () => {
    const receiver = await startReceiver()
    const { id } = await create({ url: receiver.url })
    await storeReceived(app, 11, 'one')
    const [delivery] = await waitForDeliveries(id, 'succeeded')
    const agent = await createAgent(app, 'agent@example.com', [11])
    for (const [method, path, json] of routes(id, delivery.id)) {
      expectError(await callForetold(agent, method, path, json), 403, 'access_denied')
      const answer = await callForetold(manager, method, path, json)
      if (/rotate-secret|test$/.test(path)) {
        expectError(answer, 403, 'access_denied')
        expect((await callForetold(app.call, method, path, json)).status).toBe(200)
      } else
        expect({ path, status: answer.status }).toMatchObject({ status: expect.toBeOneOf([200, 201, 204]) })
    }
  })

  test('what is of another number, another endpoint, or none, is 404', async () => {
    const receiver = await startReceiver()
    const { id } = await create({ url: receiver.url })
    await storeReceived(app, 11, 'one')
    const [delivery] = await waitForDeliveries(id, 'succeeded')
    const { id: other } = await create()
    for (const [method, path, json] of routes(id, delivery.id)) {
      if (path === WEBHOOKS) continue
      for (const wrong of [
        path.replace('integrations/11', 'integrations/22'),
        path.replace(`webhooks/${id}`, 'webhooks/999999'),
        path.replace(`webhooks/${id}`, 'webhooks/x'),
        ...(/deliveries\/\d/.test(path)
          ? [
              path.replace(`webhooks/${id}`, `webhooks/${other}`),
              path.replace(/deliveries\/\d+/, 'deliveries/999999999999999'),
              path.replace(/deliveries\/\d+/, 'deliveries/-1'),
            ]
          : []),
      ])
        expectError(await callForetold(app.call, method, wrong, json), 404, 'not_found')
    }
    expect((await app.call('GET', `${WEBHOOKS}/${id}`)).status).toBe(200)
  })
})
