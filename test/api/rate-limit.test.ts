import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, CallOptions } from '../support/call.ts'
import { expectError } from '../support/expect-error.ts'

const LIMIT = 12
let app: TestApp
// Behind a proxy, so that each test comes from an address of its own.
beforeAll(async () => {
  app = await startTestApp({ MASA_RATE_LIMIT: String(LIMIT), MASA_TRUST_PROXY: '127.0.0.1' })
  return app.stop
})

let drawn = 0
/** A caller from an address that nobody has called from. */
const newcomer = () => {
  const proxied = { 'x-forwarded-for': `203.0.113.${++drawn}`, 'x-forwarded-proto': 'https' }
  return (method: string, path: string, { headers, ...options }: CallOptions = {}): Promise<Answer> =>
    app.call(method, path, { headers: { ...proxied, ...headers }, ...options })
}

const spend = async (call: ReturnType<typeof newcomer>): Promise<void> => {
  for (let i = 0; i < LIMIT; i += 1) expect((await call('GET', '/v1/integrations')).status).toBe(200)
}

test('a request over the limit is 429 with Retry-After, whatever it asks for and whoever asks', async () => {
  const call = newcomer()
  await spend(call)
  const over = [
    await call('GET', '/v1/integrations'),
    await call('GET', '/v1/integrations', { token: null }),
    await call('POST', '/v1/login', { token: null, json: { email: app.email, password: app.password } }),
    await call('GET', '/v1/nothing'),
  ]
  for (const answer of over) {
    expectError(answer, 429, 'too_many_requests')
    const wait = Number(answer.headers['retry-after'])
    expect(wait).toBeGreaterThanOrEqual(1)
    expect(wait).toBeLessThanOrEqual(60)
    expect(answer.headers['x-ratelimit-limit']).toBe(String(LIMIT))
    expect(answer.headers['x-ratelimit-remaining']).toBe('0')
  }
})

test('the limit is each address’s own', async () => {
  await spend(newcomer())
  expect((await newcomer()('GET', '/v1/integrations')).status).toBe(200)
})

test('what a client says of earlier hops gives it no new address', async () => {
  const call = newcomer()
  await spend(call)
  const address = `203.0.113.${drawn}`
  const answer = await call('GET', '/v1/integrations', {
    headers: { 'x-forwarded-for': `198.51.100.7, ${address}` },
  })
  expectError(answer, 429, 'too_many_requests')
})

test('the headers count down request by request, and the reset is a Unix time in seconds within a minute', async () => {
  const call = newcomer()
  for (let left = LIMIT - 1; left >= 0; left -= 1) {
    const { headers } = await call('GET', '/v1/integrations')
    expect(headers['x-ratelimit-limit']).toBe(String(LIMIT))
    expect(headers['x-ratelimit-remaining']).toBe(String(left))
    const wait = Number(headers['x-ratelimit-reset']) - Date.now() / 1_000
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(61)
    expect(headers['retry-after']).toBeUndefined()
  }
})

describe('invalid requests are counted like others and carry the headers', () => {
  const big = 'x'.repeat(1_100_000)
  test.each<[number, string, string, CallOptions]>([
    [400, 'POST', '/v1/login', { token: null, raw: '{', headers: { 'content-type': 'application/json' } }],
    [401, 'GET', '/v1/integrations', { token: null }],
    [401, 'POST', '/v1/login', { token: null, json: { email: 'x@example.com', password: 'x' } }],
    [403, 'GET', '/v1/integrations', { headers: { 'x-forwarded-proto': 'http' } }],
    [404, 'GET', '/v1/integrations/999/conversations/templates', {}],
    [404, 'GET', '/v1/nothing', {}],
    [404, 'GET', '/api/v1/nothing', {}],
    [404, 'GET', '/v1', {}],
    [404, 'GET', '/v1/%zz', {}],
    [405, 'PUT', '/v1/integrations', {}],
    [413, 'POST', '/v1/integrations/11/conversations/messages', { form: { to: '+905555555555', text: big } }],
    [
      415,
      'POST',
      '/v1/integrations/11/conversations/messages',
      { raw: 'x', headers: { 'content-type': 'a/b' } },
    ],
    [422, 'POST', '/v1/integrations/11/conversations/messages', { json: {} }],
    [422, 'GET', '/v1/integrations?page=0', {}],
  ])('%i of %s %s', async (status, method, path, options) => {
    const call = newcomer()
    const answer = await call(method, path, options)
    expect(answer.status).toBe(status)
    expect(answer.headers['x-ratelimit-limit']).toBe(String(LIMIT))
    expect(answer.headers['x-ratelimit-remaining']).toBe(String(LIMIT - 1))
    expect(answer.headers['x-ratelimit-reset']).toMatch(/^\d{10}$/)
    const next = await call('GET', '/v1/integrations')
    expect(next.headers['x-ratelimit-remaining']).toBe(String(LIMIT - 2))
  })
})

test('preflights are not counted and have no such headers; a plain OPTIONS is counted', async () => {
  const call = newcomer()
  const headers = { origin: 'https://shop.example.com', 'access-control-request-method': 'POST' }
  for (let i = 0; i < LIMIT + 3; i += 1) {
    const answer = await call('OPTIONS', '/v1/login', { token: null, headers })
    expect(answer.status).toBe(204)
    expect(answer.headers['x-ratelimit-limit']).toBeUndefined()
  }
  const plain = await call('OPTIONS', '/v1/login', { token: null })
  expect(plain.headers['x-ratelimit-remaining']).toBe(String(LIMIT - 1))
})

test.each(['/healthz', '/readyz', '/openapi.json', '/docs', '/whatsapp/webhook', '/nothing'])(
  'the limit does not cover %s',
  async (path) => {
    const call = newcomer()
    for (let i = 0; i < LIMIT + 3; i += 1) {
      const answer = await call('GET', path, { token: null })
      expect(answer.status).not.toBe(429)
      expect(answer.headers['x-ratelimit-limit']).toBeUndefined()
    }
    await spend(call)
    expect((await call('GET', path, { token: null })).status).not.toBe(429)
  },
)

test('parallel requests are counted one by one', async () => {
  const call = newcomer()
  const answers = await Promise.all(Array.from({ length: LIMIT * 2 }, () => call('GET', '/v1/integrations')))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(LIMIT)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(LIMIT)
})

test('with a limit of 0 there is none and no such headers, but wrong logins are limited all the same', async () => {
  const free = await startTestApp({ MASA_RATE_LIMIT: '0' })
  try {
    for (let i = 0; i < 70; i += 1) {
      const { status, headers } = await free.call('GET', '/v1/integrations')
      expect(status).toBe(200)
      expect(Object.keys(headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([])
    }
    const wrong = { token: null, json: { email: free.email, password: 'wrong' } }
    for (let i = 0; i < 5; i += 1) expect((await free.call('POST', '/v1/login', wrong)).status).toBe(401)
    expectError(await free.call('POST', '/v1/login', wrong), 429, 'too_many_requests')
  } finally {
    await free.stop()
  }
})

test('without the setting the limit is the documented 60 a minute', async () => {
  const plain = await startTestApp({ MASA_RATE_LIMIT: '' })
  try {
    const { headers } = await plain.call('GET', '/v1/integrations')
    // The login was one.
    expect(headers).toMatchObject({ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '58' })
  } finally {
    await plain.stop()
  }
})
