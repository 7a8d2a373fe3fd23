import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createCaller } from '../support/call.ts'
import { expectError } from '../support/expect-error.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ MASA_RATE_LIMIT: '100000' })
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const EXEMPT = ['/healthz', '/readyz']

describe('plain HTTP from elsewhere', () => {
  /** An address of this machine that is not loopback, if it has one. */
  const outer = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address

  let open: TestApp
  beforeAll(async () => {
    open = await startTestApp({ HOST: '0.0.0.0' })
    return open.stop
  })

  test.skipIf(outer === undefined)(
    'is refused on every path of /v1, before the token is looked at',
    async () => {
      const call = createCaller(open.url.replace('127.0.0.1', outer!), open.token)
      for (const path of ['/v1/integrations', '/api/v1/integrations', '/v1/nothing', '/v1']) {
        expectError(await call('GET', path), 403, 'https_required')
        expectError(await call('GET', path, { token: null }), 403, 'https_required')
      }
      const json = { email: open.email, password: open.password }
      expectError(await call('POST', '/v1/login', { token: null, json }), 403, 'https_required')
      expectError(await call('OPTIONS', '/v1/login', { token: null }), 403, 'https_required')
    },
  )

  test.skipIf(outer === undefined)('is not made secure by a header that anybody can send', async () => {
    const call = createCaller(open.url.replace('127.0.0.1', outer!), open.token)
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1', forwarded: 'proto=https' }
    expectError(await call('GET', '/v1/integrations', { headers }), 403, 'https_required')
  })

  test.skipIf(outer === undefined)('is refused to Meta’s webhook, too', async () => {
    const call = createCaller(open.url.replace('127.0.0.1', outer!))
    expectError(await call('POST', '/whatsapp/webhook', { raw: '{}' }), 403, 'https_required')
  })

  test.skipIf(outer === undefined)('will do for health and readiness; metrics ask who it is', async () => {
    const call = createCaller(open.url.replace('127.0.0.1', outer!))
    for (const path of EXEMPT) expect((await call('GET', path)).status).toBe(200)
    expectError(await call('GET', '/metrics'), 403, 'access_denied')
  })

  test('loopback may speak plainly', async () => {
    expect((await open.call('GET', '/v1/integrations')).status).toBe(200)
  })
})

describe('behind a trusted proxy', () => {
  let behind: TestApp
  beforeAll(async () => {
    behind = await startTestApp({ MASA_TRUST_PROXY: '127.0.0.1', MASA_METRICS_TOKEN: 'for the scraper' })
    return behind.stop
  })
  const withProto = (proto: string | undefined) =>
    behind.call('GET', '/v1/integrations', { headers: { 'x-forwarded-proto': proto } })

  test.each([undefined, 'http', 'https, http', '', 'HTTP', 'httpsx'])(
    'X-Forwarded-Proto %s is refused, loopback or not',
    async (proto) => {
      expectError(await withProto(proto), 403, 'https_required')
    },
  )

  test.each(['https', 'HTTPS', 'http, https'])(
    'X-Forwarded-Proto %s is taken: the proxy’s own word stands last',
    async (proto) => {
      expect((await withProto(proto)).status).toBe(200)
    },
  )

  test('links have the scheme that the proxy tells', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'desk.example.com' }
    const answer = await behind.call('GET', '/v1/nothing', { headers })
    expect(answer.body.error.doc_url).toMatch(/^https:\/\//)
  })

  test('health, readiness and metrics need no HTTPS', async () => {
    for (const path of EXEMPT) expect((await behind.call('GET', path, { token: null })).status).toBe(200)
    expect((await behind.call('GET', '/metrics', { token: 'for the scraper' })).status).toBe(200)
    for (const token of [null, 'wrong', behind.token])
      expectError(await behind.call('GET', '/metrics', { token }), 403, 'access_denied')
  })
})

describe('CORS', () => {
  const origin = 'https://shop.example.com'

  test('a preflight is answered without a token, for every method and header that the API takes', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const headers = {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      }
      const answer = await app.call('OPTIONS', MESSAGES, { token: null, headers })
      expect(answer).toMatchObject({ status: 204, text: '' })
      expect(answer.headers['access-control-allow-origin']).toBe('*')
      expect(answer.headers['access-control-allow-methods']).toContain(method)
      for (const name of ['authorization', 'content-type', 'idempotency-key'])
        expect(answer.headers['access-control-allow-headers']).toContain(name)
    }
  })

  test('answers, errors among them, may be read by any page, with the headers that tell of limits and pages', async () => {
    const answers = [
      await app.call('GET', '/v1/integrations', { headers: { origin } }),
      await app.call('GET', '/v1/integrations', { token: null, headers: { origin } }),
      await app.call('POST', MESSAGES, { json: {}, headers: { origin } }),
      await app.call('GET', '/v1/nothing', { headers: { origin } }),
      await app.call('PATCH', '/v1/login', { headers: { origin } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 422, 404, 405])
    for (const { headers } of answers) {
      expect(headers['access-control-allow-origin']).toBe('*')
      const exposed = headers['access-control-expose-headers']!.toLowerCase().split(', ')
      for (const name of ['limit', 'remaining', 'reset']) expect(exposed).toContain(`x-ratelimit-${name}`)
      expect(exposed).toContain('link')
      expect(exposed).toContain('retry-after')
      expect(headers['access-control-allow-credentials']).toBeUndefined()
    }
  })

  test('is off beside /v1: nobody’s page reads Meta’s webhook', async () => {
    const answer = await app.call('GET', '/whatsapp/webhook', { token: null, headers: { origin } })
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('methods', () => {
  test('HEAD is answered like GET, without the body', async () => {
    for (const path of ['/v1/integrations', '/v1/integrations/11/conversations/templates', '/v1/nothing']) {
      const [get, head] = [await app.call('GET', path), await app.call('HEAD', path)]
      expect(head).toMatchObject({ status: get.status, text: '' })
      expect(head.headers['content-type']).toBe(get.headers['content-type'])
    }
    expect((await app.call('HEAD', '/v1/integrations', { token: null })).status).toBe(401)
  })

  test('OPTIONS tells what a path has, and is a 404 where there is none', async () => {
    const answer = await app.call('OPTIONS', '/v1/login', { token: null })
    expect(answer).toMatchObject({ status: 204, text: '' })
    expect(answer.headers['allow']).toBe('DELETE, POST, OPTIONS')
    expectError(await app.call('OPTIONS', '/v1/nothing', { token: null }), 404, 'not_found')
  })

  test.each(['TRACE', 'PROPFIND', 'LINK'])('%s is a 4xx', async (method) => {
    const { status } = await app.call(method, '/v1/integrations')
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })

  test('a trailing slash changes nothing', async () => {
    for (const path of ['/v1/integrations/', '/v1/integrations/11/conversations/templates/'])
      expect((await app.call('GET', path)).text).toBe((await app.call('GET', path.slice(0, -1))).text)
    const json = { email: app.email, password: app.password }
    expect((await app.call('POST', '/v1/login/', { token: null, json })).status).toBe(200)
    expect(
      (await app.call('POST', `${MESSAGES}/`, { json: { to: '+905555555555', text: 'x' } })).status,
    ).toBe(200)
  })
})

test('what is no HTTP, too long or holds NUL is refused in the shape of all errors', async () => {
  const { hostname, port } = new URL(app.url)
  const raw = async (request: string): Promise<string> => {
    const socket = connect(Number(port), hostname)
    socket.write(request)
    const parts: Buffer[] = []
    for await (const part of socket) parts.push(part)
    return Buffer.concat(parts).toString()
  }
  for (const [request, status] of [
    ['FOO /v1/me HTTP/1.1\r\nhost: x\r\n\r\n', 400],
    [`GET /v1/me?x=${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
  ] as const) {
    const answer = await raw(request)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(JSON.parse(answer.slice(answer.indexOf('{'))).error.code).toBe('bad_request')
  }
  expectError(await app.call('GET', '/v1/integrations/11/chats?q=%00'), 422, 'failed_validation')
})

test('no answer is guessed at by a browser', async () => {
  for (const path of ['/v1/integrations', '/v1/nothing'])
    expect((await app.call('GET', path)).headers['x-content-type-options']).toBe('nosniff')
})
