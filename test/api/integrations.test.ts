import { createHmac } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { listOperationGroups } from '../../src/docs/document.ts'
import { buildSamples } from '../../src/docs/samples/build.ts'
import { writeCurl } from '../../src/docs/samples/curl.ts'
import { RUNNABLE, runSample } from '../../src/docs/testing/run-sample.ts'
import { createAgent } from '../support/agent.ts'
import { createCaller } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { insertInbound } from '../support/inbound.ts'
import { type RealStage, startRealStage } from '../support/real-numbers.ts'

let stage: RealStage
beforeAll(async () => {
  stage = await startRealStage()
  return stage.stop
})

const ALL = '/v1/integrations'
const pathOf = (id: number) => `${ALL}/${id}`
const messagesOf = (id: number) => `${pathOf(id)}/conversations/messages`
const call = (...args: Parameters<RealStage['app']['call']>) => stage.app.call(...args)
const query = async (text: string, values: unknown[] = []) =>
  (await stage.app.database.query(text, values)).rows

const connect = (index = 0, more: object = {}) =>
  call('POST', ALL, { json: { ...stage.numberBody(index), ...more } })

/** The id of one of Meta's numbers, connected and activated. */
const connected = async (index = 0): Promise<number> => {
  const { phone_number_id } = stage.numberBody(index)
  const known = (await call('GET', ALL)).body.find((one: Item) => one.phone_number_id === phone_number_id)
  const { body } = known ? { body: known } : await connect(index)
  return body.status === 'activated' ? body.id : (await call('POST', `${pathOf(body.id)}/activate`)).body.id
}

type Item = { id: number; phone_number_id: string; status: string }

beforeEach(() => stage.meta.control('DELETE', 'faults'))

/** A send that WhatsApp takes although nobody has written. */
const sendTo = (id: number, to: string) => call('POST', messagesOf(id), { json: { to, text: 'Merhaba' } })

const sentTo = async (to: string): Promise<unknown[]> =>
  (await stage.meta.control('GET', `messages?to=${to}`)).body

describe('connecting a number', () => {
  test.each([
    'display_name',
    'phone_number_id',
    'waba_id',
    'app_id',
    'access_token',
    'app_secret',
    'verify_token',
  ])('without %s is 422', async (name) => {
    expectFields(await connect(0, { [name]: undefined }), { [name]: [`The ${name} field is required.`] })
  })

  test.each<[string, unknown, RegExp]>([
    ['display_name', '   ', /more than blanks/],
    ['phone_number_id', '+905554443322', /digits alone/],
    ['access_token', 'two words', /without blanks/],
    ['app_secret', 'ş', /without blanks/],
    ['verify_token', 'x'.repeat(1_001), /more than 1000/],
    ['throughput', 1_001, /greater than 1000/],
    ['throughput', -1, /at least 0/],
  ])('with the %s %j is 422', async (name, value, words) => {
    expectFields(await connect(0, { [name]: value }), { [name]: [expect.stringMatching(words)] })
  })

  test.each<[string, () => string, RegExp]>([
    ['access_token', () => 'EAAwrong', /not accepted by WhatsApp\. WhatsApp says: .+code 190/],
    ['phone_number_id', () => '123456789012345', /not known to WhatsApp, or the token does not reach it/],
    ['waba_id', () => '123456789012345', /not known to WhatsApp, or the token does not reach it/],
    ['app_id', () => '123456789012345', /not the app of the token, which is \d+/],
    ['app_secret', () => '614fc2afde15eee07a26b2fe3eaee9b9', /not the secret of the app/],
  ])('with a wrong %s is 422, as Meta says, and stores nothing', async (name, value, words) => {
    const before = await query('select count(*) from integrations')
    expectFields(await connect(0, { [name]: value() }), { [name]: [expect.stringMatching(words)] })
    expect(await query('select count(*) from integrations')).toEqual(before)
  })

  test('that is connected already is 422, with its id', async () => {
    const { body } = await stage.app.sandbox('GET', '/_sandbox/credentials')
    const answer = await connect(0, { phone_number_id: body.phone_numbers[0].id })
    expectFields(answer, { phone_number_id: [expect.stringMatching(/already, as integration 11\.$/)] })
  })

  test('twice at once does it once, with what WhatsApp says of it, and it sends and receives from then on', async () => {
    const answers = await Promise.all([connect(), connect()])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422])
    const { body } = answers.find(({ status }) => status === 201)!
    expect(body).toEqual({
      id: expect.any(Number),
      display_name: 'Branch 1',
      name: 'Branch 1',
      phone_number: '+905554443322',
      logo: null,
      status: 'activated',
      status_reason: null,
      phone_number_id: stage.numberBody()['phone_number_id'],
      waba_id: stage.numberBody()['waba_id'],
      app_id: stage.numberBody()['app_id'],
      verified_name: 'YourIntegration1',
      whatsapp_status: 'CONNECTED',
      quality: 'GREEN',
      messaging_limit: 'TIER_UNLIMITED',
      throughput: 1_000,
      synced_at: expect.any(String),
    })
    expect((await call('GET', ALL)).body).toContainEqual(body)
    expect((await call('GET', pathOf(body.id))).body).toEqual(body)
    await vi.waitFor(
      async () => {
        const { body: apps } = await stage.meta.graph('GET', `${body.waba_id}/subscribed_apps`)
        expect(apps.data).toMatchObject([{ override_callback_uri: `${stage.door.url}/whatsapp/webhook` }])
        expect((await call('GET', `${pathOf(body.id)}/conversations/templates`)).body.length).toBeGreaterThan(
          3,
        )
      },
      { timeout: 30_000, interval: 100 },
    )
    const sent = await sendTo(body.id, '905550000001')
    await vi.waitFor(
      async () =>
        expect((await call('GET', `${messagesOf(body.id)}/${sent.body.message_id}`)).body.status).toBe(
          'read',
        ),
      { timeout: 30_000, interval: 100 },
    )
    const audit = await query('select actor, action, details from audit_log where subject = $1', [
      `integration:${body.id}`,
    ])
    expect(audit).toEqual([
      {
        actor: expect.stringMatching(/^user:\d+$/),
        action: 'integration.created',
        details: { phone_number_id: body.phone_number_id, waba_id: body.waba_id, again: false },
      },
    ])
    const [event] = await query(
      `select data from events where type = 'integration.status' and integration_id = $1 order by id`,
      [body.id],
    )
    expect(event.data).toMatchObject({ status: 'activated', phone_number: '+905554443322' })
  })

  test('while Meta cannot be asked leaves it pending, and it is connected when Meta is back', async () => {
    await stage.meta.control('POST', 'faults', {
      mode: 'http',
      status: 503,
      times: 1_000,
      match: { path: '/' },
    })
    const { status, body } = await connect(1, { throughput: 5 })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'pending',
      status_reason: expect.stringMatching(/^Meta's answer was lost/),
      phone_number: '',
      throughput: 5,
    })
    expectError(await sendTo(body.id, '905550000001'), 422, 'integration_not_active')
    expectError(await call('POST', `${pathOf(body.id)}/activate`), 503, 'service_unavailable')
    expectError(await call('POST', `${pathOf(body.id)}/suspend`), 409, 'conflict')
    await stage.meta.control('DELETE', 'faults')
    await vi.waitFor(
      async () =>
        expect((await call('GET', pathOf(body.id))).body).toMatchObject({
          status: 'activated',
          status_reason: null,
          phone_number: '+905554443323',
          verified_name: 'YourIntegration2',
          throughput: 5,
        }),
      { timeout: 60_000, interval: 200 },
    )
  })
})

describe('changing a number', () => {
  test('to another phone_number_id is 422', async () => {
    const id = await connected()
    expectFields(await call('PUT', pathOf(id), { json: { phone_number_id: '123456789012345' } }), {
      phone_number_id: [expect.stringMatching(/cannot be changed/)],
    })
  })

  test('with what Meta refuses is 422, and the old stays', async () => {
    const id = await connected()
    expectFields(await call('PUT', pathOf(id), { json: { display_name: 'New', access_token: 'EAAwrong' } }), {
      access_token: [expect.stringMatching(/not accepted by WhatsApp/)],
    })
    expectFields(await call('PUT', pathOf(id), { json: { app_secret: 'wrong' } }), {
      app_secret: [expect.stringMatching(/not the secret of the app/)],
    })
    expect((await call('GET', pathOf(id))).body.display_name).toBe('Branch 1')
    expect((await call('POST', `${pathOf(id)}/sync`)).status).toBe(200)
  })

  test('changes what is named; the audit log and the event name the fields without the values', async () => {
    const id = await connected()
    const json = { display_name: ' Till ', throughput: 7, verify_token: 'another-word', unknown: 'x' }
    const { status, body } = await call('PUT', pathOf(id), { json })
    expect([status, body.display_name, body.throughput]).toEqual([200, 'Till', 7])
    const changed = ['display_name', 'verify_token', 'throughput']
    const [audit] = await query(
      `select details from audit_log where subject = $1 and action = 'integration.changed' order by id desc`,
      [`integration:${id}`],
    )
    expect([...audit.details.changed].sort()).toEqual([...changed].sort())
    const [event] = await query(
      `select data from events where integration_id = $1 and data::text like '%changed%' order by id desc`,
      [id],
    )
    expect(event.data).toMatchObject({ status: 'activated' })
    // Meta's check of the address carries the new word from now on, and is answered.
    const challenge = `/whatsapp/webhook?hub.mode=subscribe&hub.challenge=42&hub.verify_token=another-word`
    expect((await call('GET', challenge, { token: null })).text).toBe('42')
  })

  test('to the throughput 0 leaves it to WhatsApp again', async () => {
    const id = await connected()
    await call('PUT', pathOf(id), { json: { throughput: 7 } })
    expect((await call('POST', `${pathOf(id)}/sync`)).body.throughput).toBe(7)
    await call('PUT', pathOf(id), { json: { throughput: 0 } })
    expect((await call('POST', `${pathOf(id)}/sync`)).body.throughput).toBe(1_000)
  })
})

describe('a suspended number', () => {
  test('refuses sends and says so, keeps what is queued, and sends it when it is activated', async () => {
    const id = await connected()
    await call('PUT', pathOf(id), { json: { throughput: 1 } })
    const to = '905550000002'
    for (let n = 0; n < 6; n += 1) expect((await sendTo(id, to)).status).toBe(200)
    const { status, body } = await call('POST', `${pathOf(id)}/suspend`)
    expect([status, body.status]).toEqual([200, 'suspended'])
    expect(body.status_reason).toMatch(/suspended by an administrator/)
    const error = expectError(await sendTo(id, to), 422, 'integration_not_active')
    expect(error.message).toMatch(/suspended by an administrator/)
    const queued = await query(`select 1 from message_queue where integration_id = $1`, [id])
    expect(queued.length).toBeGreaterThan(0)
    expect((await call('POST', `${pathOf(id)}/suspend`)).status).toBe(200)

    await call('PUT', pathOf(id), { json: { throughput: 0 } })
    expect((await call('POST', `${pathOf(id)}/activate`)).body).toMatchObject({
      status: 'activated',
      status_reason: null,
    })
    await vi.waitFor(async () => expect(await sentTo(to)).toHaveLength(6), { timeout: 30_000, interval: 100 })
    const audit = await query(`select action from audit_log where subject = $1 order by id desc limit 3`, [
      `integration:${id}`,
    ])
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['integration.activated', 'integration.changed', 'integration.suspended']),
    )
  })
})

describe('asking WhatsApp about a number', () => {
  const tell = (fields: object) =>
    stage.meta.control('POST', 'numbers', {
      phone_number_id: stage.numberBody()['phone_number_id'],
      ...fields,
    })

  test('brings name, quality, limit, throughput and status', async () => {
    const id = await connected()
    await tell({ verified_name: 'Fırın', is_on_biz_app: true })
    expect((await call('POST', `${pathOf(id)}/sync`)).body).toMatchObject({
      verified_name: 'Fırın',
      throughput: 20,
    })
    await tell({ is_on_biz_app: false, is_registered: false })
    expect((await call('POST', `${pathOf(id)}/sync`)).body).toMatchObject({
      throughput: 1_000,
      whatsapp_status: 'DISCONNECTED',
    })
    await tell({ is_registered: true, verified_name: 'YourIntegration1' })
  })

  test('happens by itself when WhatsApp tells of a change', async () => {
    const id = await connected()
    await tell({ verified_name: 'Pastane', is_registered: true })
    await tell({ quality_rating: 'YELLOW', messages_per_second: 80, messaging_limit: 'TIER_10K' })
    await vi.waitFor(
      async () =>
        expect((await call('GET', pathOf(id))).body).toMatchObject({
          verified_name: 'Pastane',
          throughput: 80,
          messaging_limit: 'TIER_10K',
        }),
      { timeout: 30_000, interval: 100 },
    )
    await tell({ quality_rating: 'GREEN', messages_per_second: 1_000, messaging_limit: 'TIER_UNLIMITED' })
  })

  test('is 409 when it refuses, and 503 when it cannot be asked', async () => {
    const id = await connected()
    // Often enough for a job that asks at the same time.
    const fault = { match: { path: stage.numberBody()['phone_number_id'] }, times: 1_000 }
    await stage.meta.control('POST', 'faults', { ...fault, mode: 'error', code: 190 })
    const refused = expectError(await call('POST', `${pathOf(id)}/sync`), 409, 'conflict')
    expect(refused.message).toMatch(/^WhatsApp refused this\. WhatsApp says: .+\(code 190\)\.$/)
    await stage.meta.control('DELETE', 'faults')
    await stage.meta.control('POST', 'faults', { ...fault, mode: 'reset_before' })
    expectError(await call('POST', `${pathOf(id)}/sync`), 503, 'service_unavailable')
  })
})

describe('the profile', () => {
  const profileOf = (id: number) => `${pathOf(id)}/profile`

  test.each<[object, Record<string, RegExp>]>([
    [{}, { about: /is required/ }],
    [{ about: '' }, { about: /is required/ }],
    [{ about: 'x'.repeat(140) }, { about: /more than 139/ }],
    [{ address: 'x'.repeat(257) }, { address: /more than 256/ }],
    [{ description: 'x'.repeat(513) }, { description: /more than 512/ }],
    [{ email: 'nobody' }, { email: /an e-mail address/ }],
    [{ email: `${'x'.repeat(120)}@example.com` }, { email: /more than 128/ }],
    [{ websites: ['a.example', 'https://b.example'] }, { 'websites.0': /begins with https/ }],
    [{ websites: Array(3).fill('https://b.example') }, { websites: /more than 2/ }],
    [{ vertical: 'BAKERY' }, { vertical: /must be one of: ALCOHOL/ }],
  ])('with %j is 422', async (json, fields) => {
    const expected = Object.entries(fields).map(([name, words]) => [name, [expect.stringMatching(words)]])
    expectFields(await call('PUT', profileOf(await connected()), { json }), Object.fromEntries(expected))
  })

  test('is shown as WhatsApp has it, and changed there', async () => {
    const id = await connected()
    const before = (await call('GET', profileOf(id))).body
    expect(before).toMatchObject({ about: 'We are here to help.', vertical: 'RETAIL' })
    const json = { about: 'Fırın', email: 'a@b.example', websites: ['https://b.example'], unknown: 1 }
    const { status, body } = await call('PUT', profileOf(id), { json })
    expect(status).toBe(200)
    expect(body).toEqual({ ...before, about: 'Fırın', email: 'a@b.example', websites: ['https://b.example'] })
    expect((await call('GET', profileOf(id))).body).toEqual(body)
  })
})

describe('deleting a number', () => {
  test('ends it, cancels what is queued, wipes its secrets; administrators read on; it can come back', async () => {
    const id = await connected()
    const body = stage.numberBody()
    const { id: messageId } = await insertInbound(stage.app, { from: '905550000003', integrationId: id })
    await call('PUT', pathOf(id), { json: { throughput: 1 } })
    const sends: Awaited<ReturnType<typeof sendTo>>[] = []
    for (let n = 0; n < 4; n += 1) sends.push(await sendTo(id, '905550000003'))
    const agent = await createAgent(stage.app, 'reader@example.com', [id])
    expect((await agent('GET', `${messagesOf(id)}/${messageId}`)).status).toBe(200)

    expect((await call('DELETE', pathOf(id))).status).toBe(204)
    expectError(await call('DELETE', pathOf(id)), 404, 'not_found')
    expectError(await call('PUT', pathOf(id), { json: { display_name: 'x' } }), 404, 'not_found')
    expectError(await sendTo(id, '905550000003'), 404, 'not_found')
    expectError(await call('GET', `${pathOf(id)}/doctor`), 404, 'not_found')
    expect((await call('GET', ALL)).body.map((one: Item) => one.id)).not.toContain(id)
    const [row] = await query('select * from integrations where id = $1', [id])
    for (const name of ['access_token_sealed', 'app_secret_sealed', 'verify_token_sealed'])
      expect(row[name]).toHaveLength(0)

    await vi.waitFor(
      async () => {
        const { body: last } = await call('GET', `${messagesOf(id)}/${sends.at(-1)!.body.message_id}`)
        expect(last).toMatchObject({ status: 'cancelled' })
        expect(await query(`select 1 from message_queue where integration_id = $1`, [id])).toEqual([])
      },
      { timeout: 30_000, interval: 100 },
    )
    expect((await call('GET', pathOf(id))).body.status).toBe('deleted')
    expect((await call('GET', messagesOf(id))).body.length).toBeGreaterThan(4)
    expect((await call('GET', `${pathOf(id)}/chats`)).status).toBe(200)
    expectError(await agent('GET', `${messagesOf(id)}/${messageId}`), 404, 'not_found')

    const raw = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: body['waba_id'], changes: [] }],
    })
    const signature = createHmac('sha256', '').update(raw).digest('hex')
    const forged = { token: null, raw, headers: { 'x-hub-signature-256': `sha256=${signature}` } }
    expectError(await call('POST', '/whatsapp/webhook', forged), 401, 'unauthenticated')

    const again = await connect()
    expect([again.status, again.body.id, again.body.status]).toEqual([201, id, 'activated'])
    expect((await agent('GET', `${messagesOf(id)}/${messageId}`)).status).toBe(200)
    const audit = await query(`select action, details from audit_log where subject = $1 order by id desc`, [
      `integration:${id}`,
    ])
    expect(audit.slice(0, 2)).toMatchObject([
      { action: 'integration.created', details: { again: true } },
      { action: 'integration.deleted' },
    ])
  })

  test('of the sandbox can be undone, too', async () => {
    const { body } = await stage.app.sandbox('GET', '/_sandbox/credentials')
    expect((await call('DELETE', pathOf(22))).status).toBe(204)
    const answer = await connect(0, {
      phone_number_id: body.phone_numbers[1].id,
      waba_id: body.waba_id,
      app_id: body.app_id,
      access_token: body.access_token,
      app_secret: body.app_secret,
      verify_token: body.verify_token,
    })
    expect([answer.status, answer.body.id, answer.body.status]).toEqual([201, 22, 'activated'])
  })
})

describe('who may', () => {
  test.each([
    ['POST', ''],
    ['PUT', '/11'],
    ['DELETE', '/11'],
    ['POST', '/11/suspend'],
    ['POST', '/11/activate'],
  ])('%s /v1/integrations%s: administrators alone', async (method, path) => {
    const agent = await createAgent(stage.app, `${method}${path.replaceAll('/', '')}@example.com`, [11])
    const { body } = await call('POST', `${pathOf(11)}/keys`, {
      json: { name: 'x', scopes: ['read', 'send', 'manage'] },
    })
    for (const caller of [agent, createCaller(stage.app.url, body.key)])
      expectError(await caller(method, `${ALL}${path}`, { json: stage.numberBody(1) }), 403, 'access_denied')
    expectError(await call(method, `${ALL}${path}`, { token: null }), 401, 'unauthenticated')
  })

  test('what is not there or was not given is 404', async () => {
    const agent = await createAgent(stage.app, 'other@example.com', [11])
    for (const path of ['', '/doctor', '/profile'])
      expectError(await agent('GET', `${pathOf(22)}${path}`), 404, 'not_found')
    for (const id of ['0', 'x', '999999']) expectError(await call('DELETE', `${ALL}/${id}`), 404, 'not_found')
  })
})

test.skipIf(RUNNABLE.find(({ language }) => language === 'curl')!.isMissing)(
  'the documented curl sample connects a number',
  async () => {
    const { body: document } = await call('GET', '/openapi.json')
    const operation = listOperationGroups(document)
      .flatMap(({ operations }) => operations)
      .find(({ operationId }) => operationId === 'createIntegration')!
    const real = stage.numberBody(1)
    const { properties = {} } = operation.bodies.get('application/json')!
    const filled = Object.entries(real).reduce(
      (code, [name, value]) => {
        const example = properties[name]!.examples![0]
        expect(code).toContain(JSON.stringify(example))
        return code.replace(JSON.stringify(example), JSON.stringify(value))
      },
      writeCurl(buildSamples(operation, stage.app.url)[0]!.request),
    )
    const known = (await call('GET', ALL)).body.find(
      (one: Item) => one.phone_number_id === real['phone_number_id'],
    )
    if (known) await call('DELETE', pathOf(known.id))
    const code = filled.replace('YOUR_API_TOKEN', stage.app.token)
    const printed = JSON.parse(await runSample('curl', code, stage.app.dataDir))
    expect(printed).toMatchObject({ display_name: 'Branch 2', status: 'activated', throughput: 80 })
  },
)

test('secrets stand in no answer, no event, no audit row, no job and no line of the log', async () => {
  const id = await connected()
  await call('PUT', pathOf(id), { json: { access_token: stage.numberBody()['access_token'] } })
  await stage.meta.control('POST', 'faults', {
    mode: 'error',
    code: 190,
    times: 2,
    match: { path: 'debug_token' },
  })
  await call('PUT', pathOf(id), { json: { access_token: stage.numberBody()['access_token'] } })
  const answers = await Promise.all(
    [ALL, pathOf(id), `${pathOf(id)}/doctor`, '/v1/events'].map((path) => call('GET', path)),
  )
  const stored = await Promise.all(
    ['events', 'audit_log', 'webhook_deliveries', 'graphile_worker._private_jobs'].map((table) =>
      query(`select row_to_json(t)::text as row from ${table} t`),
    ),
  )
  const everything = [...answers.map(({ text }) => text), JSON.stringify(stored), ...stage.log].join('\n')
  expect(everything.length).toBeGreaterThan(10_000)
  const { access_token, app_secret, verify_token } = stage.numberBody()
  for (const secret of [access_token, app_secret, verify_token, 'another-word'])
    expect(everything).not.toContain(secret)
})
