import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type RealStage, startRealStage } from '../support/real-numbers.ts'
import { waitForSent } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

const CHECKS = [
  'status',
  'token',
  'token_scopes',
  'token_expiry',
  'app_secret',
  'number',
  'public_url',
  'subscription',
  'webhook_fields',
  'callback',
  'last_event',
  'unprocessed_events',
  'clock',
]

type Finding = { check: string; ok: boolean; title: string; what_to_do: string; at: string | null }

const examine = async (app: TestApp, id: number) => {
  const { status, body } = await app.call('GET', `/v1/integrations/${id}/doctor`)
  expect(status).toBe(200)
  const findings = body.findings as Finding[]
  expect(findings.map(({ check }) => check)).toEqual(CHECKS)
  const amiss = findings.filter(({ ok }) => !ok)
  expect(body.ok).toBe(amiss.length === 0)
  for (const { title, what_to_do } of findings) {
    expect(title).toMatch(/^\S.*\.$/)
    expect(what_to_do).toMatch(/^\S.*\.$/)
  }
  return { findings, amiss, find: (check: string) => findings.find((one) => one.check === check)! }
}

describe("a number of the sandbox's", () => {
  let app: TestApp
  let phoneNumberId: string
  let healthy: object
  beforeAll(async () => {
    app = await startTestApp()
    const { body } = await app.sandbox('GET', '/_sandbox/credentials')
    phoneNumberId = body.phone_numbers[0].id
    healthy = (await app.sandbox('GET', '/_sandbox/app')).body
    return app.stop
  })
  beforeEach(async () => {
    expect((await app.sandbox('PUT', '/_sandbox/app', { json: healthy })).status).toBe(200)
    await app.sandbox('DELETE', '/_sandbox/faults')
  })

  const setNumber = (fields: object) =>
    app.sandbox('POST', '/_sandbox/numbers', { json: { phone_number_id: phoneNumberId, ...fields } })
  const query = async (text: string, values: unknown[] = []) => (await app.database.query(text, values)).rows

  test('that is well has nothing amiss, and says so of each thing', async () => {
    await vi.waitFor(async () => expect(await query('select from inbound_events')).not.toEqual([]), 30_000)
    const { amiss, findings } = await examine(app, 11)
    expect(amiss).toEqual([])
    for (const { what_to_do } of findings) expect(what_to_do).toBe('Nothing.')
    const [{ received_at }] = await query('select max(received_at) as received_at from inbound_events')
    const at = Date.parse(findings.find(({ check }) => check === 'last_event')!.at!)
    expect(at).toBeLessThanOrEqual(received_at.getTime())
    expect(at).toBeGreaterThan(received_at.getTime() - 60_000)
  })

  /** What is broken, with the only thing that is then amiss, and words of it. */
  const BROKEN: [app: object, check: string, title: RegExp, whatToDo: RegExp][] = [
    [
      { scopes: ['whatsapp_business_messaging'] },
      'token_scopes',
      /lacks whatsapp_business_management\./,
      /new token/,
    ],
    [
      { token_expires_at: Math.floor(Date.now() / 1_000) + 3 * 86_400 },
      'token_expiry',
      /expires on \d{4}-\d\d-\d\d\.$/,
      /new token/,
    ],
    [{ fields: ['account_update'] }, 'webhook_fields', /not told of messages/, /subscribe to: messages, /],
    [{ fields: [] }, 'webhook_fields', /not told of messages/, /subscribe to: messages, /],
    [{ clock_ahead_ms: 3_600_000 }, 'clock', /(3599|3600|3601) seconds behind/, /NTP/],
    [{ clock_ahead_ms: -120_000 }, 'clock', /1\d\d seconds ahead of/, /NTP/],
  ]
  test.each(BROKEN)('whose app has %j has that amiss alone: %s', async (json, check, title, whatToDo) => {
    expect((await app.sandbox('PUT', '/_sandbox/app', { json })).status).toBe(200)
    const { amiss } = await examine(app, 11)
    expect(amiss).toEqual([
      {
        check,
        ok: false,
        title: expect.stringMatching(title),
        what_to_do: expect.stringMatching(whatToDo),
        at: check === 'token_expiry' ? expect.stringMatching(/^\d{4}-\d\d-\d\dT/) : null,
      },
    ])
  })

  test('whose app is told of messages and not of all else is well, with advice', async () => {
    await app.sandbox('PUT', '/_sandbox/app', { json: { fields: ['messages', 'user_preferences'] } })
    const { amiss, find } = await examine(app, 11)
    expect(amiss).toEqual([])
    expect(find('webhook_fields')).toMatchObject({
      title: expect.stringMatching(/but not of: message_template_components_update, /),
      what_to_do: expect.stringMatching(/subscribe to: message_template_components_update, /),
    })
  })

  test('whose token is revoked or has expired has that amiss, and what could not be asked then says so', async () => {
    for (const [json, words] of [
      [{ token_valid: false }, /not valid.+invalidated.+\(code 190\)/],
      [{ token_expires_at: 1_700_000_000 }, /not valid.+expired.+\(code 190\)/],
    ] as const) {
      await app.sandbox('PUT', '/_sandbox/app', { json: { ...healthy, ...json } })
      const { amiss, find } = await examine(app, 11)
      expect(find('token')).toMatchObject({ ok: false, title: expect.stringMatching(words) })
      expect(find('token').what_to_do).toMatch(/make a new token/)
      for (const { check, title } of amiss.filter((one) => one.check !== 'token'))
        expect(title, check).toMatch(/could not be checked\. WhatsApp says: /)
      for (const check of ['clock', 'webhook_fields', 'status', 'last_event'])
        expect(find(check).ok, check).toBe(true)
    }
  })

  test('whose app secret was changed at Meta has that amiss, and what only the app may ask', async () => {
    await app.sandbox('PUT', '/_sandbox/app', { json: { app_secret: '614fc2afde15eee07a26b2fe3eaee9b9' } })
    const { amiss, find } = await examine(app, 11)
    expect(amiss.map(({ check }) => check)).toEqual(['app_secret', 'webhook_fields'])
    expect(find('app_secret').title).toMatch(/not the one of the token's app/)
    expect(find('webhook_fields').title).toMatch(/could not be checked/)
  })

  test.each<[object, object, RegExp, RegExp]>([
    [{ is_registered: false }, { is_registered: true }, /is DISCONNECTED/, /Register the number/],
    [{ status: 'BANNED' }, { status: 'CONNECTED' }, /is BANNED/, /WhatsApp Manager/],
  ])('with %j has that amiss alone', async (broken, mended, title, whatToDo) => {
    await setNumber(broken)
    const { amiss } = await examine(app, 11)
    await setNumber(mended)
    expect(amiss).toEqual([
      {
        check: 'number',
        ok: false,
        title: expect.stringMatching(title),
        what_to_do: expect.stringMatching(whatToDo),
        at: null,
      },
    ])
  })

  test('that is suspended here has that amiss alone', async () => {
    await app.call('POST', '/v1/integrations/22/suspend')
    const { amiss } = await examine(app, 22)
    expect(amiss).toMatchObject([
      { check: 'status', title: expect.stringMatching(/is suspended: It was suspended by an administrator/) },
    ])
    await app.call('POST', '/v1/integrations/22/activate')
  })

  test('of whose messages nothing is told any more has that amiss alone', async () => {
    const late = 604_800_000
    const statuses = { sent_ms: late, delivered_ms: late, read_ms: late, auto_read: false }
    const before = (await app.sandbox('GET', '/_sandbox/settings')).body
    await app.sandbox('PUT', '/_sandbox/settings', { json: { statuses } })
    const json = { to: '905550000001', text: 'Merhaba' }
    const { body } = await app.call('POST', '/v1/integrations/11/conversations/messages', { json })
    await waitForSent(app, '905550000001')
    await vi.waitFor(async () => {
      const rows = await query('select state from messages where id = $1', [body.message_id])
      expect(rows).toEqual([{ state: 'accepted' }])
    }, WAIT)
    expect((await examine(app, 11)).amiss).toEqual([])
    // Ten minutes pass.
    await query(`update messages set accepted_at = accepted_at - interval '10 minutes' where id = $1`, [
      body.message_id,
    ])
    await query(`update inbound_events set received_at = received_at - interval '20 minutes'`)
    const { amiss } = await examine(app, 11)
    expect(amiss).toMatchObject([
      {
        check: 'last_event',
        title: expect.stringMatching(/^The last event came at .+ nothing was told since\.$/),
      },
    ])
    await query(`update messages set state = 'sent' where id = $1`, [body.message_id])
    await app.sandbox('PUT', '/_sandbox/settings', { json: before })
  })

  test('of which an event was not understood has that amiss alone', async () => {
    await query(
      `insert into inbound_events (body, signed_for, state, reason) values ('{}', '{11}', 'unprocessed', 'A new kind')`,
    )
    const { amiss } = await examine(app, 11)
    await query(`delete from inbound_events where state = 'unprocessed'`)
    expect(amiss).toMatchObject([
      {
        check: 'unprocessed_events',
        title: 'One event of WhatsApp could not be applied. One reason: A new kind.',
      },
    ])
  })

  test('whose account is not subscribed to has that amiss alone', async () => {
    const { body } = await app.sandbox('GET', '/_sandbox/credentials')
    const graph = (method: string, json?: object) =>
      app.sandbox(method, `/v25.0/${body.waba_id}/subscribed_apps`, { token: body.access_token, json })
    const [told] = (await graph('GET')).body.data
    await setNumber({ is_registered: true })
    // The number's own address stays, so that events know a way.
    await app.sandbox('POST', `/v25.0/${phoneNumberId}`, {
      token: body.access_token,
      json: {
        webhook_configuration: {
          override_callback_uri: told.override_callback_uri,
          verify_token: body.verify_token,
        },
      },
    })
    await graph('DELETE')
    const { amiss } = await examine(app, 11)
    await graph('POST', {
      override_callback_uri: told.override_callback_uri,
      verify_token: body.verify_token,
    })
    expect(amiss).toMatchObject([{ check: 'subscription', title: expect.stringMatching(/not subscribed/) }])
  })
})

describe('a real number', () => {
  let stage: RealStage
  let id: number
  beforeAll(async () => {
    stage = await startRealStage({ doctorTimeoutMs: 3_000 })
    const { body } = await stage.app.call('POST', '/v1/integrations', { json: stage.numberBody() })
    id = body.id
    await vi.waitFor(
      async () => {
        const { body: apps } = await stage.meta.graph('GET', `${body.waba_id}/subscribed_apps`)
        expect(apps.data[0]?.override_callback_uri).toContain(stage.door.url)
      },
      { timeout: 30_000, interval: 100 },
    )
    return stage.stop
  })
  beforeEach(() => {
    stage.door.answer = undefined
  })

  test('needs an address that begins with https, and has nothing else amiss', async () => {
    const { amiss, find } = await examine(stage.app, id)
    expect(amiss).toMatchObject([
      { check: 'public_url', title: expect.stringMatching(/calls https:\/\/ addresses only/) },
    ])
    expect(find('callback').title).toBe(`${stage.door.url}/whatsapp/webhook answers as WhatsApp asks.`)
  })

  const ANSWERS: [string, NonNullable<RealStage['door']['answer']>, RegExp][] = [
    ['something else', (response) => response.end('<html>Welcome</html>'), /200, but not the challenge\./],
    ['an error', (response) => response.writeHead(404).end(), /The answer was 404\./],
    [
      'a redirect',
      (response) => response.writeHead(301, { location: 'https://x.example' }).end(),
      /The answer was 301\./,
    ],
    ['a broken connection', (response) => response.destroy(), /The connection broke/],
    ['nothing', () => {}, /could not be checked\. There was no answer within 3 seconds\./],
  ]
  test.each(ANSWERS)('whose address answers %s has the address amiss', async (_name, answer, words) => {
    stage.door.answer = answer
    const { amiss } = await examine(stage.app, id)
    expect(amiss.map(({ check }) => check)).toEqual(['public_url', 'callback'])
    expect(amiss[1]!.title).toMatch(words)
  })

  test('whose events go elsewhere is told so, and nobody else is asked with its verify token', async () => {
    const { waba_id } = stage.meta.credentials
    const asked: string[] = []
    stage.door.answer = (response, path) => {
      asked.push(path)
      response.end(new URL(path, 'http://x').searchParams.get('hub.challenge'))
    }
    const override_callback_uri = `${stage.door.url}/elsewhere`
    await stage.meta.graph('POST', `${waba_id}/subscribed_apps`, { override_callback_uri, verify_token: 'v' })
    asked.length = 0
    const { find } = await examine(stage.app, id)
    expect(find('callback')).toMatchObject({
      ok: false,
      title: `WhatsApp sends events to ${override_callback_uri}, not to this server at ${stage.door.url}/whatsapp/webhook.`,
    })
    expect(asked).toEqual([])
    stage.door.answer = undefined
    // As the finding says: the token once more.
    const json = { access_token: stage.numberBody()['access_token'] }
    await stage.app.call('PUT', `/v1/integrations/${id}`, { json })
    await vi.waitFor(async () => expect((await examine(stage.app, id)).find('callback').ok).toBe(true), {
      timeout: 30_000,
      interval: 200,
    })
  })

  test('whose WhatsApp is away gets every finding all the same, each with the reason', async () => {
    await stage.meta.control('POST', 'faults', { mode: 'reset_before', times: 100, match: { path: '/' } })
    const { amiss, find } = await examine(stage.app, id)
    await stage.meta.control('DELETE', 'faults')
    for (const check of ['token', 'token_scopes', 'app_secret', 'number', 'subscription', 'callback'])
      expect(find(check).title).toMatch(/could not be checked\. Meta's answer was lost/)
    expect(amiss.length).toBeLessThan(CHECKS.length)
  })
})
