import { beforeAll, describe, expect, test, vi } from 'vitest'
import { inbound, preference, type Somebody } from '../../src/ingest/testing/webhooks.ts'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Answer, type CallOptions, createCaller } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { insertIntegrations } from '../support/integrations.ts'
import { createMeta, type Meta } from '../support/meta.ts'
import { expectForetold, type OpenApi, readOpenApi } from '../support/openapi.ts'
import { drawNumber, openWindow, selectTemplateIds, waitForSent } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
let meta: Meta
let document: OpenApi
let templates: Map<string, number>
beforeAll(async () => {
  app = await startTestApp()
  meta = await createMeta(app)
  await meta.silenceSandbox()
  document = await readOpenApi(app)
  templates = await selectTemplateIds(app)
  return app.stop
})

const OPT_OUTS = '/v1/opt-outs'
/** The language of the marketing template. */
const AMERICAN = 27
const SEND = '/v1/integrations/11/conversations/templates/send'
const MESSAGES = '/v1/integrations/11/conversations/messages'

let told = 0
const write = (from: Somebody, content: string | object, n = 0): Promise<void> => {
  told += 1
  const [type, body] = typeof content === 'string' ? ['text', { body: content }] : Object.entries(content)[0]!
  const at = Math.floor(Date.now() / 1_000) - 1_767_225_600
  return meta.tell(inbound(meta.numbers[n]!, from, { wamid: `wamid.opt.${told}`, at, type, content: body }))
}
const add = (json: object, options: CallOptions = {}): Promise<Answer> =>
  app.call('POST', OPT_OUTS, { json, ...options })
const find = async (phone: string) => (await app.call('GET', `${OPT_OUTS}?phone=${phone}`)).body
const drop = (phone: string): Promise<Answer> => app.call('DELETE', `${OPT_OUTS}?phone=${phone}`)

/** A marketing template without values, and a utility one with. */
const sendMarketing = (...phones: string[]): Promise<Answer> =>
  app.call('POST', SEND, {
    json: {
      template_id: templates.get('hello_world'),
      language_id: AMERICAN,
      destinations: phones.map((phone) => ({ phone })),
    },
  })
const statusOf = async (id: string) => (await app.call('GET', `${MESSAGES}/${id}`)).body
const told131050 = (to: string) =>
  app.sandbox('POST', '/_sandbox/faults', { json: { match: { to }, times: 1, mode: 'error', code: 131050 } })

describe('adding', () => {
  test.each<[object, string]>([
    [{}, 'phone'],
    [{ phone: '+905555555555', phones: ['+905555555556'] }, 'phone'],
    [{ phone: '+90xxxxxxxxxx' }, 'phone'],
    [{ phones: ['+905555555555', 'x'] }, 'phones.1'],
    [{ phones: [] }, 'phones'],
    [{ phone: '+905555555555', reason: '' }, 'reason'],
    [{ phone: '+905555555555', reason: 'x'.repeat(501) }, 'reason'],
    [{ phone: '+905555555555', integration_id: 99 }, 'integration_id'],
  ])('%j is refused, and nobody is added', async (json, field) => {
    expectFields(await add(json), { [field]: [expect.any(String)] })
    expect(await find('+905555555555')).toEqual([])
  })

  test('one person answers with who they are, and the list shows the same', async () => {
    const phone = drawNumber()
    const answer = await add({ phone: `+${phone}`, reason: 'By e-mail' })
    expectForetold(document, 'post', OPT_OUTS, answer)
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual([
      {
        id: expect.any(Number),
        phone: `+${phone}`,
        user_id: null,
        name: null,
        integration_ids: [11, 22],
        opted_out_at: expect.stringMatching(/^\d{4}-.*Z$/),
        source: 'user',
        reason: 'By e-mail',
        message: null,
      },
    ])
    const list = await app.call('GET', `${OPT_OUTS}?phone=${phone}`)
    expectForetold(document, 'get', OPT_OUTS, list)
    expect(list.body).toEqual(answer.body)
  })

  test('many at once, in their order, the same number twice once', async () => {
    const [a, b] = [drawNumber(), drawNumber()]
    const { body } = await add({ phones: [b, a, `+${b}`] })
    expect(body.map(({ phone }: { phone: string }) => phone)).toEqual([`+${b}`, `+${a}`])
  })

  test('by a form is understood as well', async () => {
    const phone = drawNumber()
    const answer = await app.call('POST', OPT_OUTS, { form: { phone } })
    expect(answer).toMatchObject({ status: 201, body: [{ phone: `+${phone}` }] })
  })

  test('is told to every number of the account', async () => {
    const phone = drawNumber()
    const [{ id, opted_out_at }] = (await add({ phone })).body
    const { rows } = await app.database.query(
      `select integration_id, data->>'opted_out_at' as at from events
      where type = 'contact.updated' and data->>'contact_id' = $1 order by integration_id`,
      [String(id)],
    )
    expect(rows).toEqual([
      { integration_id: 11, at: opted_out_at },
      { integration_id: 22, at: opted_out_at },
    ])
  })
})

describe('lifting', () => {
  test('somebody who is not on the list is 404, by number and by id', async () => {
    expectError(await drop(drawNumber()), 404, 'not_found')
    for (const id of ['999999', '0', 'x'])
      expectError(await app.call('DELETE', `${OPT_OUTS}/${id}`), 404, 'not_found')
    expectFields(await app.call('DELETE', OPT_OUTS), { phone: ['The phone field is required.'] })
    expectFields(await drop('x'), { phone: [expect.any(String)] })
  })

  test('works by number and by id, once, and is in the audit log', async () => {
    const [a, b] = [drawNumber(), drawNumber()]
    const [first, second] = (await add({ phones: [a, b] })).body
    const answer = await drop(`%2B${a}`)
    expectForetold(document, 'delete', OPT_OUTS, answer)
    expect(answer.status).toBe(204)
    expect((await app.call('DELETE', `${OPT_OUTS}/${second.id}`)).status).toBe(204)
    expect([...(await find(a)), ...(await find(b))]).toEqual([])
    expectError(await drop(a), 404, 'not_found')
    expectError(await app.call('DELETE', `${OPT_OUTS}/${second.id}`), 404, 'not_found')
    const { rows } = await app.database.query(
      `select actor, action, subject from audit_log where action like 'opt_out.%' order by id desc limit 3`,
    )
    expect(rows).toEqual([
      { actor: 'user:1', action: 'opt_out.lifted', subject: `contact:${second.id}` },
      { actor: 'user:1', action: 'opt_out.lifted', subject: `contact:${first.id}` },
      { actor: 'user:1', action: 'opt_out.created', subject: 'contacts' },
    ])
  })
})

describe('the list', () => {
  test('has pages, and a cursor, the latest first', async () => {
    const phones = Array.from({ length: 23 }, drawNumber)
    for (const phone of phones) await add({ phone })
    const page = await app.call('GET', OPT_OUTS)
    expect(page.body).toHaveLength(20)
    expect(page.headers['link']).toMatch(/page=2>; rel=next$/)
    expect(page.body.map((one: { phone: string }) => one.phone)).toEqual(
      phones
        .toReversed()
        .slice(0, 20)
        .map((phone) => `+${phone}`),
    )
    const seen: string[] = []
    for (let path: string | undefined = `${OPT_OUTS}?limit=10`; path; ) {
      const answer: Answer = await app.call('GET', path)
      seen.push(...answer.body.map((one: { phone: string }) => one.phone))
      path = /<[^>]*(\/v1\/[^>]+)>/.exec(answer.headers['link'] ?? '')?.[1]
    }
    expect(seen.slice(0, 23)).toEqual(phones.toReversed().map((phone) => `+${phone}`))
    expect(new Set(seen).size).toBe(seen.length)
  })

  test.each(['phone=x', 'integration_id=99', 'integration_id=x', 'cursor=x', 'page=0', 'limit=101'])(
    'refuses ?%s',
    async (query) => {
      const field = query.split('=')[0]!
      expectFields(await app.call('GET', `${OPT_OUTS}?${query}`), { [field]: [expect.any(String)] })
    },
  )

  test('shows nothing of accounts that the caller does not reach', async () => {
    await insertIntegrations(app, [770])
    const phone = drawNumber()
    const [own, other] = (await add({ phone })).body
    expect([own.integration_ids, other.integration_ids]).toEqual([[11, 22], [770]])
    const agent = await createAgent(app, 'opt-outs@example.com', [22])
    expect((await agent('GET', `${OPT_OUTS}?phone=${phone}`)).body).toEqual([
      { ...own, integration_ids: [22] },
    ])
    expectFields(await agent('GET', `${OPT_OUTS}?integration_id=770`), {
      integration_id: [expect.any(String)],
    })
    expectError(await agent('DELETE', `${OPT_OUTS}/${other.id}`), 403, 'access_denied')
    const nobody = await createAgent(app, 'nobody@example.com', [])
    expect((await nobody('GET', OPT_OUTS)).body).toEqual([])
    expect((await nobody('POST', OPT_OUTS, { json: { phone: drawNumber() } })).body).toEqual([])
  })

  test('is narrowed to one account, and so are additions', async () => {
    const phone = drawNumber()
    const { body } = await add({ phone, integration_id: 22 })
    expect(body).toMatchObject([{ integration_ids: [11, 22] }])
    expect((await app.call('GET', `${OPT_OUTS}?phone=${phone}&integration_id=770`)).body).toEqual([])
    expect((await app.call('GET', `${OPT_OUTS}?phone=${phone}&integration_id=11`)).body).toEqual(body)
  })

  test('of a key says who it was, and of others’ numbers nothing', async () => {
    const { body } = await app.call('POST', '/v1/integrations/22/keys', {
      json: { name: 'Shop', scopes: ['read', 'send', 'manage'] },
    })
    const call = createCaller(app.url, body.key)
    const phone = drawNumber()
    expect((await call('POST', OPT_OUTS, { json: { phone } })).body).toMatchObject([
      { source: 'api', integration_ids: [22] },
    ])
    expect((await call('DELETE', `${OPT_OUTS}?phone=${phone}`)).status).toBe(204)
    const writer = drawNumber()
    await write({ phone: writer }, 'STOP')
    expect((await call('GET', `${OPT_OUTS}?phone=${writer}`)).body).toMatchObject([
      { source: 'text', message: null },
    ])
    expect(await find(writer)).toMatchObject([
      { source: 'text', message: { integration_id: 11, message_id: expect.any(String) } },
    ])
  })

  test('may be read but not changed by who may only read', async () => {
    const { body } = await app.call('POST', '/v1/integrations/11/keys', {
      json: { name: 'Report', scopes: ['read'] },
    })
    const call = createCaller(app.url, body.key)
    expect((await call('GET', OPT_OUTS)).status).toBe(200)
    expectError(await call('POST', OPT_OUTS, { json: { phone: drawNumber() } }), 403, 'access_denied')
    expectError(await call('DELETE', `${OPT_OUTS}?phone=${drawNumber()}`), 403, 'access_denied')
  })
})

describe('who writes STOP', () => {
  test('is shown so in the chat, and who writes START no more', async () => {
    const phone = drawNumber()
    const chat = async () => (await app.call('GET', `/v1/integrations/11/chats?q=${phone}`)).body[0]
    await write({ phone, name: 'Ayşe' }, 'Merhaba')
    expect(await chat()).toMatchObject({ opted_out_at: null })
    await write({ phone, name: 'Ayşe' }, 'Listeden çık!')
    const [{ opted_out_at, id, message }] = await find(phone)
    expect(await chat()).toMatchObject({ opted_out_at, contact_id: id })
    expect(await statusOf(message.message_id)).toMatchObject({ content: { body: 'Listeden çık!' } })
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    await write({ phone, name: 'Ayşe' }, 'Başla')
    expect(await chat()).toMatchObject({ opted_out_at: null })
    expect(await find(phone)).toEqual([])
  })

  test('gets no marketing template from any number of the account, and one that is sent anew when they resume', async () => {
    const phone = drawNumber()
    await write({ phone }, 'STOP', 1)
    const error = expectError(await sendMarketing(phone), 422, 'opted_out')
    expect(error.message).toContain(`+${phone}`)
    expect((await app.call('GET', `${MESSAGES}?direction=outbound`)).body).not.toContainEqual(
      expect.objectContaining({ to: `+${phone}` }),
    )
    expect((await drop(phone)).status).toBe(204)
    expect((await sendMarketing(phone)).status).toBe(200)
    await waitForSent(app, phone)
  })

  test('is left out among several, and named', async () => {
    const [a, b, c] = [drawNumber(), drawNumber(), drawNumber()]
    await add({ phones: [a, c] })
    const answer = await sendMarketing(a, b, c)
    expectForetold(document, 'post', SEND.replace('11', '{integration_id}'), answer)
    const [sent] = await waitForSent(app, b)
    expect(sent).toBeDefined()
    expect(answer.body).toEqual({
      message_id: expect.any(String),
      messages: [{ phone: `+${b}`, message_id: answer.body.message_id }],
      rejected: [
        { phone: `+${a}`, reason: expect.stringContaining('opted_out') },
        { phone: `+${c}`, reason: expect.stringContaining('opted_out') },
      ],
    })
    expectError(await sendMarketing(a, c), 422, 'opted_out')
  })

  test('gets utility templates and answers', async () => {
    const phone = drawNumber()
    await openWindow(app, phone)
    await add({ phone })
    const parameters = { 'header-1': 'a', 'body-1': 'b', 'body-2': 'c' }
    const json = { template_id: 1, language_id: 1, destinations: [{ phone, parameters }] }
    expect((await app.call('POST', SEND, { json })).status).toBe(200)
    expect((await app.call('POST', MESSAGES, { json: { to: phone, text: 'Hello' } })).status).toBe(200)
    await waitForSent(app, phone, 2)
  })

  test('gets the answer of before to a request that is repeated', async () => {
    const phone = drawNumber()
    const json = {
      template_id: templates.get('hello_world'),
      language_id: AMERICAN,
      destinations: [{ phone }],
    }
    const headers = { 'idempotency-key': 'opt-out-1' }
    const first = await app.call('POST', SEND, { json, headers })
    await write({ phone }, 'STOP')
    expect(await app.call('POST', SEND, { json, headers })).toMatchObject({ status: 200, body: first.body })
  })
})

describe('a marketing message that', () => {
  test('is still queued fails with the reason, and is never sent', async () => {
    const phone = drawNumber()
    await app.sandbox('POST', '/_sandbox/faults', {
      json: { match: { to: phone }, times: 1_000, mode: 'error', code: 131016 },
    })
    const { body } = await sendMarketing(phone)
    await vi.waitFor(
      async () => expect((await statusOf(body.message_id)).next_attempt_at).toBeDefined(),
      WAIT,
    )
    await write({ phone }, { button: { text: 'Stop promotions', payload: 'Stop promotions' } })
    // One that was on its way at that moment fails once WhatsApp has not taken it.
    await vi.waitFor(
      async () =>
        expect(await statusOf(body.message_id)).toMatchObject({
          status: 'failed',
          error: { code: 9_000_007 },
        }),
      WAIT,
    )
    const { history } = await statusOf(body.message_id)
    expect(history.at(-1)).toMatchObject({ status: 'failed', error: { code: 9_000_007 } })
    await app.sandbox('DELETE', '/_sandbox/faults')
    expect((await app.sandbox('GET', `/_sandbox/messages?to=${phone}`)).body).toEqual([])
  })

  test('WhatsApp refuses since the person stopped marketing puts them on the list', async () => {
    const phone = drawNumber()
    await told131050(phone)
    const { body } = await sendMarketing(phone)
    await vi.waitFor(async () => expect(await find(phone)).toHaveLength(1), WAIT)
    expect(await find(phone)).toMatchObject([
      { source: 'whatsapp', message: { integration_id: 11, message_id: body.message_id } },
    ])
    expectError(await sendMarketing(phone), 422, 'opted_out')
  })

  test('WhatsApp tells later to have failed for that puts them on the list as well', async () => {
    const phone = drawNumber()
    const { body } = await sendMarketing(phone)
    const id = (await waitForSent(app, phone))[0]!.id
    await vi.waitFor(async () => expect((await statusOf(body.message_id)).wamid).toBe(id), WAIT)
    const answer = await meta.post(meta.statuses([{ wamid: id, status: 'failed', error: 131050 }]))
    expect(answer.status).toBe(200)
    await vi.waitFor(async () => expect(await find(phone)).toMatchObject([{ source: 'whatsapp' }]), WAIT)
  })
})

test('what people tell WhatsApp itself holds, and lifts, like a word of theirs', async () => {
  const phone = drawNumber()
  const at = Math.floor(Date.now() / 1_000) - 1_767_225_600
  await meta.tell(preference(meta.numbers[0], { phone }, 'stop', at - 5))
  expectError(await sendMarketing(phone), 422, 'opted_out')
  await meta.tell(preference(meta.numbers[0], { phone }, 'resume', at))
  expect((await sendMarketing(phone)).status).toBe(200)
})
