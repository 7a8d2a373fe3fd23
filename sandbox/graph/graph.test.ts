import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../testing/start-test-sandbox.ts'

let sandbox: TestSandbox
let waba: string

beforeAll(async () => {
  sandbox = await startTestSandbox()
  waba = sandbox.credentials.waba_id
})
afterAll(() => sandbox.close())

describe('a call without the right token', () => {
  it('is refused: 104 without any, 190 with a wrong one', async () => {
    const none = await fetch(`${sandbox.url}/v25.0/${sandbox.numberId}`)
    expect([none.status, await none.json()]).toMatchObject([401, { error: { code: 104 } }])
    const wrong = await sandbox.graph('GET', sandbox.numberId, undefined, {
      authorization: 'Bearer EAAwrong',
    })
    expect([wrong.status, wrong.body.error.code, wrong.body.error.type]).toEqual([401, 190, 'OAuthException'])
  })

  it('is taken with the token as a parameter', async () => {
    const answer = await fetch(
      `${sandbox.url}/v25.0/${sandbox.numberId}?access_token=${sandbox.credentials.access_token}`,
    )
    expect(answer.status).toBe(200)
  })

  it('is refused with a wrong appsecret_proof and taken with the right one', async () => {
    const { app_secret, access_token } = sandbox.credentials
    const proof = createHmac('sha256', app_secret).update(access_token).digest('hex')
    expect((await sandbox.graph('GET', `${sandbox.numberId}?appsecret_proof=${proof}`)).status).toBe(200)
    const { status, body } = await sandbox.graph(
      'GET',
      `${sandbox.numberId}?appsecret_proof=00${proof.slice(2)}x`,
    )
    expect([status, body.error.code]).toEqual([400, 100])
  })
})

describe('a request', () => {
  it.each([
    ['GET', '123456789012345'],
    ['POST', '123456789012345/messages'],
    ['GET', '123456789012345/message_templates'],
    ['GET', '123456789012345/phone_numbers'],
    ['DELETE', '123456789012345'],
    ['PUT', '123456789012345/messages'],
    ['GET', 'a/b/c/d'],
  ])('to an object or call that is not there is 100/33: %s %s', async (method, path) => {
    const { status, body } = await sandbox.graph(method, path, method === 'POST' ? {} : undefined)
    expect([status, body.error.code, body.error.error_subcode]).toEqual([400, 100, 33])
  })

  it('with a broken body is a 400', async () => {
    for (const body of ['{"a":', '[1]', '"text"']) {
      const answer = await sandbox.graph('POST', `${sandbox.numberId}/messages`, body)
      expect(answer.status).toBe(400)
      expect(answer.body.error.fbtrace_id).toBeTypeOf('string')
    }
  })

  it('under any version, and under none, is answered; the header tells the version', async () => {
    const headers = { authorization: `Bearer ${sandbox.credentials.access_token}` }
    for (const [prefix, version] of [
      ['/v19.0', 'v19.0'],
      ['/v25.0', 'v25.0'],
      ['', 'v25.0'],
    ] as const) {
      const answer = await fetch(`${sandbox.url}${prefix}/${sandbox.numberId}`, { headers })
      expect([answer.status, answer.headers.get('facebook-api-version')]).toEqual([200, version])
      expect(JSON.parse(answer.headers.get('x-business-use-case-usage') ?? '')).toHaveProperty(waba)
    }
  })

  it('as a form is read as one in JSON', async () => {
    const form = new URLSearchParams({
      messaging_product: 'whatsapp',
      to: '905550000001',
      type: 'text',
      text: '{"body":"a"}',
    })
    expect((await sandbox.graph('POST', `${sandbox.numberId}/messages`, form)).status).toBe(200)
  })

  it.each([
    ['calls itself another host', { host: 'evil.example' }],
    ['comes from another origin', { origin: 'https://evil.example' }],
  ])('from a page that %s is refused', async (_name, headers) => {
    const answer = new Promise((resolve) => {
      const { port } = new URL(sandbox.url)
      request({ port, host: '127.0.0.1', path: '/_sandbox/credentials', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).end()
    })
    expect(await answer).toBe(403)
  })
})

describe('a number', () => {
  it('tells the fields that are asked for', async () => {
    const fields =
      'display_phone_number,verified_name,quality_rating,status,throughput,whatsapp_business_manager_messaging_limit,health_status'
    const { body } = await sandbox.graph('GET', `${sandbox.numberId}?fields=${fields}`)
    expect(body).toMatchObject({
      id: sandbox.numberId,
      display_phone_number: '+90 555 444 33 22',
      verified_name: 'YourIntegration1',
      quality_rating: 'GREEN',
      status: 'CONNECTED',
      throughput: { level: 'HIGH' },
      whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED',
      health_status: { can_send_message: 'AVAILABLE' },
    })
    expect(body).not.toHaveProperty('platform_type')
  })

  it('stands in the list of the account', async () => {
    const { body } = await sandbox.graph(
      'GET',
      `${waba}/phone_numbers?fields=id,throughput,messaging_limit_tier`,
    )
    expect(body.data).toMatchObject([
      { throughput: { level: 'HIGH' }, messaging_limit_tier: 'TIER_UNLIMITED' },
      { throughput: { level: 'STANDARD' }, messaging_limit_tier: 'TIER_2K' },
    ])
  })

  it('sends nothing until it is registered, with the PIN that it was first given', async () => {
    const second = sandbox.credentials.phone_numbers[1]!.id
    const register = (pin: string) =>
      sandbox.graph('POST', `${second}/register`, { messaging_product: 'whatsapp', pin })
    expect((await register('12')).body.error.code).toBe(100)
    expect((await register('212834')).body).toEqual({ success: true })
    expect((await sandbox.graph('POST', `${second}/deregister`)).body).toEqual({ success: true })
    const refused = await sandbox.graph('POST', `${second}/messages`, { messaging_product: 'whatsapp' })
    expect(refused.body.error.code).toBe(133010)
    expect((await register('000000')).body.error.code).toBe(133005)
    expect((await register('212834')).body).toEqual({ success: true })
  })

  it('that is used on a phone, too, says so', async () => {
    const set = (is_on_biz_app: boolean) =>
      sandbox.control('POST', 'numbers', { phone_number_id: sandbox.numberId, is_on_biz_app })
    const fields = `${sandbox.numberId}?fields=is_on_biz_app,platform_type`
    await set(true)
    const { body } = await sandbox.graph('GET', fields)
    expect(body).toMatchObject({ is_on_biz_app: true, platform_type: 'CLOUD_API' })
    await set(false)
    expect((await sandbox.graph('GET', fields)).body.is_on_biz_app).toBe(false)
  })

  it('has a profile that can be changed', async () => {
    const path = `${sandbox.numberId}/whatsapp_business_profile`
    const bad = await sandbox.graph('POST', path, { messaging_product: 'whatsapp', about: 'x'.repeat(140) })
    expect(bad.body.error.code).toBe(131009)
    const good = await sandbox.graph('POST', path, {
      messaging_product: 'whatsapp',
      about: 'Open till six',
      email: 'a@example.com',
    })
    expect(good.body).toEqual({ success: true })
    const { body } = await sandbox.graph('GET', `${path}?fields=about,email,vertical`)
    expect(body.data).toEqual([
      { about: 'Open till six', email: 'a@example.com', vertical: 'RETAIL', messaging_product: 'whatsapp' },
    ])
  })

  it('tells its quality when that changes', async () => {
    const answer = await sandbox.control('POST', 'numbers', {
      phone_number_id: sandbox.numberId,
      quality_rating: 'YELLOW',
    })
    expect(answer.status).toBe(200)
    expect((await sandbox.graph('GET', sandbox.numberId)).body.quality_rating).toBe('YELLOW')
  })
})

describe('the rates', () => {
  it('let 45 messages through to one person at once, and no more', async () => {
    const fresh = await startTestSandbox()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => fresh.send({ type: 'text', text: { body: 'a' } })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(45)
    const refused = answers.filter(({ status }) => status !== 200).map(({ body }) => body.error.code)
    expect(new Set(refused)).toEqual(new Set([131056]))
    await fresh.close()
  })

  it("refuse what goes beyond a number's throughput", async () => {
    let now = Date.now()
    const fresh = await startTestSandbox({ now: () => now })
    const second = fresh.credentials.phone_numbers[1]!.id
    const sendOne = (index: number) =>
      fresh.graph('POST', `${second}/messages`, {
        messaging_product: 'whatsapp',
        to: `${905_400_000_000 + index}`,
        type: 'template',
        template: { name: 'hello_world', language: { code: 'en_US' } },
      })
    const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => sendOne(index)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(80)
    expect(answers.find(({ status }) => status !== 200)?.body.error.code).toBe(130429)
    now += 500
    expect((await sendOne(200)).status).toBe(200)
    await fresh.close()
  })
})

describe('the token', () => {
  it('is described with what it is good for', async () => {
    const { access_token } = sandbox.credentials
    const { body } = await sandbox.graph('GET', `debug_token?input_token=${access_token}`)
    expect(body.data).toMatchObject({ app_id: sandbox.credentials.app_id, is_valid: true })
    expect(body.data.scopes).toContain('whatsapp_business_messaging')
    expect((await sandbox.graph('GET', 'debug_token?input_token=x')).body.data).toMatchObject({
      is_valid: false,
    })
  })
})

describe('being subscribed', () => {
  it('needs an address that is one, and answers the challenge', async () => {
    const path = `${waba}/subscribed_apps`
    const post = (uri: string) =>
      sandbox.graph('POST', path, { override_callback_uri: uri, verify_token: 'x' })
    expect((await post('nonsense')).body.error.code).toBe(100)
    expect((await post(`http://127.0.0.1/${'x'.repeat(200)}`)).body.error.code).toBe(100)
    expect((await post('http://127.0.0.1:9/hook')).body.error.code).toBe(2200)
    expect((await sandbox.graph('POST', path)).body).toEqual({ success: true })
    expect((await sandbox.graph('GET', path)).body.data).toMatchObject([
      { whatsapp_business_api_data: { id: sandbox.credentials.app_id } },
    ])
    expect((await sandbox.graph('DELETE', path)).body).toEqual({ success: true })
    expect((await sandbox.graph('GET', path)).body).toEqual({ data: [] })
  })
})

describe('the app', () => {
  const asApp = () => ({
    authorization: `Bearer ${sandbox.credentials.app_id}|${sandbox.credentials.app_secret}`,
  })
  const debug = async () => {
    const { access_token } = sandbox.credentials
    return (await sandbox.graph('GET', `debug_token?input_token=${access_token}`, undefined, asApp())).body
      .data
  }

  it('tells its fields to itself alone', async () => {
    const path = `${sandbox.credentials.app_id}/subscriptions`
    expect((await sandbox.graph('GET', path)).body.error.code).toBe(15)
    await sandbox.control('PUT', 'app', { fields: ['messages'] })
    expect((await sandbox.graph('GET', path, undefined, asApp())).body.data).toMatchObject([
      { object: 'whatsapp_business_account', fields: [{ name: 'messages' }] },
    ])
    await sandbox.control('PUT', 'app', { fields: [] })
    expect((await sandbox.graph('GET', path, undefined, asApp())).body.data).toEqual([])
  })

  it('has a token that can be revoked, can expire and can lack scopes', async () => {
    expect(await debug()).toMatchObject({ is_valid: true, expires_at: 0 })
    await sandbox.control('PUT', 'app', { scopes: ['business_management'], token_valid: false })
    expect(await debug()).toMatchObject({ is_valid: false, scopes: ['business_management'] })
    expect((await sandbox.graph('GET', sandbox.numberId)).body.error.error_subcode).toBe(460)
    await sandbox.control('PUT', 'app', { token_valid: true, token_expires_at: 1_700_000_000 })
    expect(await debug()).toMatchObject({ is_valid: false, expires_at: 1_700_000_000 })
    expect((await sandbox.graph('GET', sandbox.numberId)).body.error.error_subcode).toBe(463)
    await sandbox.control('PUT', 'app', { token_expires_at: 0 })
    expect((await sandbox.graph('GET', sandbox.numberId)).status).toBe(200)
  })

  it('can have another secret, and a clock that is ahead, also after a restart', async () => {
    await sandbox.control('PUT', 'app', { app_secret: 'another', clock_ahead_ms: 3_600_000 })
    await sandbox.restart()
    const answer = await sandbox.graph('GET', sandbox.numberId)
    expect(Date.parse(answer.headers.get('date')!) - Date.now()).toBeGreaterThan(3_500_000)
    expect(sandbox.credentials.app_secret).toBe('another')
  })
})
