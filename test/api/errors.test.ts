import { pino } from 'pino'
import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { CallOptions } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { insertIntegrations } from '../support/integrations.ts'

let app: TestApp
const logged: string[] = []
beforeAll(async () => {
  app = await startTestApp({}, pino({}, { write: (line: string) => void logged.push(line) }))
  return app.stop
})
beforeAll(async () => {
  await Promise.all([insertIntegrations(app, [301], 'suspended'), insertIntegrations(app, [302], 'pending')])
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const TEMPLATES = '/v1/integrations/11/conversations/templates'
const text = { to: '+905555555555', text: 'Hello!' }
const json = { 'content-type': 'application/json' }
const xml = { 'content-type': 'application/xml' }

const CODES = [
  'bad_request',
  'unauthenticated',
  'invalid_credentials',
  'access_denied',
  'https_required',
  'not_found',
  'method_not_allowed',
  'conflict',
  'idempotency_key_in_use',
  'payload_too_large',
  'unsupported_media_type',
  'failed_validation',
  'template_not_sendable',
  'integration_not_active',
  'idempotency_key_reused',
  'too_many_requests',
  'server_error',
  'service_unavailable',
]

const inReview = { template_id: 75, language_id: 1, destinations: [{ phone: '+905555555555' }] }
const of = (id: number) => `/v1/integrations/${id}/conversations/messages`

describe('each error of the table, in the documented shape', () => {
  test.each<[string, number, string, string, string, CallOptions?]>([
    ['bad_request', 400, 'broken JSON', 'POST', '/v1/login', { raw: '{"email":', headers: json }],
    ['unauthenticated', 401, 'no token', 'GET', '/v1/integrations', { token: null }],
    ['not_found', 404, 'no such route', 'GET', '/v1/nothing'],
    ['not_found', 404, 'no such number', 'POST', of(999), { json: text }],
    ['not_found', 404, 'no such message', 'GET', `${of(11)}/gBEGkFBXUQRnAgnoOJ1ESPKBwME`],
    ['method_not_allowed', 405, 'a method that a path does not have', 'PATCH', '/v1/integrations'],
    ['unsupported_media_type', 415, 'XML', 'POST', of(11), { raw: '<to/>', headers: xml }],
    ['failed_validation', 422, 'a missing field', 'POST', of(11), { json: { text: 'x' } }],
    ['integration_not_active', 422, 'a suspended number', 'POST', of(301), { json: text }],
    ['integration_not_active', 422, 'a pending number', 'POST', of(302), { json: text }],
    ['template_not_sendable', 422, 'one in review', 'POST', `${TEMPLATES}/send`, { json: inReview }],
    ['template_not_sendable', 422, 'one in review', 'POST', `${TEMPLATES}/send/bulk`, { json: inReview }],
  ])('%s, %i: %s (%s %s)', async (code, status, _name, method, path, options) => {
    expectError(await app.call(method, path, options), status, code)
  })
})

test('doc_url leads to a place of the documentation, for every code of the contract', async () => {
  const { text: page } = await app.call('GET', '/docs', { token: null })
  for (const code of CODES) expect(page).toContain(`id="error-${code}"`)
})

describe('words', () => {
  test('the documented one, to the letter: The to field is required.', async () => {
    const bodies: CallOptions[] = [
      { json: { text: 'x' } },
      { form: { text: 'x' } },
      { form: { text: 'x', to: '' } },
    ]
    for (const body of bodies) {
      const answer = await app.call('POST', MESSAGES, body)
      expectFields(answer, { to: ['The to field is required.'] })
      expect(answer.body.error.message).toBe('The to field is required.')
    }
  })

  test('a validation error names every field that is wrong, by its dotted path', async () => {
    const destinations = [{ phone: '+905555555555' }, {}, { phone: 'x' }]
    const missing = await app.call('POST', `${TEMPLATES}/send`, { json: { destinations } })
    expectFields(missing, {
      template_id: ['The template_id field is required.'],
      language_id: ['The language_id field is required.'],
      'destinations.1.phone': ['The destinations.1.phone field is required.'],
    })
    const wrong = await app.call('POST', MESSAGES, { json: { to: 'x', text: 'a', reply_to: 'gBEGnone' } })
    expectFields(wrong, {
      to: ['The to field must be a valid phone number.'],
      reply_to: [expect.stringContaining('reply_to')],
    })
  })

  test('a refusal never repeats what the caller sent', async () => {
    const secret = 'my-secret-value'
    for (const body of [{ to: secret, text: 'x' }, { to: { secret }, text: 'x' }, { to: [secret, secret] }])
      expect((await app.call('POST', MESSAGES, { json: body })).text).not.toContain(secret)
  })
})

describe('405', () => {
  test.each([
    ['PUT', '/v1/login', 'DELETE, POST'],
    ['DELETE', '/v1/integrations', 'GET, HEAD, POST'],
    ['PUT', '/v1/integrations/', 'GET, HEAD, POST'],
    ['GET', `${TEMPLATES}/send`, 'POST'],
    ['DELETE', MESSAGES, 'GET, HEAD, POST'],
  ])('%s %s tells in Allow what the path has', async (method, path, allowed) => {
    const answer = await app.call(method, path)
    expectError(answer, 405, 'method_not_allowed')
    expect(answer.headers['allow']).toBe(`${allowed}, OPTIONS`)
  })
})

describe('an id that is no positive integer is 404', () => {
  test.each([
    '0',
    '-1',
    '1.5',
    'x',
    '11x',
    '%31%31x',
    '1e1',
    ' 11',
    '+11',
    '011',
    '2147483648',
    '99999999999999999999',
    '9'.repeat(190),
    '11%00',
    'null',
    '__proto__',
    '%F0%9F%98%80',
  ])('%s', async (id) => {
    const path = (rest: string) => `/v1/integrations/${encodeURI(decodeURIComponent(id))}${rest}`
    expectError(await app.call('GET', path('/conversations/templates')), 404, 'not_found')
    expectError(await app.call('POST', path('/conversations/messages'), { json: text }), 404, 'not_found')
    expectError(await app.call('GET', path(`/conversations/messages/${id.length}`)), 404, 'not_found')
  })

  test('nor does a message id of any form make anything but a 404', async () => {
    for (const id of ['x', '%00', '%F0%9F%98%80', 'a'.repeat(199), '..%2F..%2Fetc%2Fpasswd', "'%20or%201=1"])
      expectError(await app.call('GET', `${MESSAGES}/${id}`), 404, 'not_found')
  })
})

describe('a path that cannot be read', () => {
  test.each(['/v1/integrations/%zz', '/v1/%', '/v1/integrations/11/conversations/messages/%E0%A4%A'])(
    '%s is a 4xx in the documented shape',
    async (path) => {
      const answer = await app.call('GET', path)
      expectError(answer, answer.status, answer.status === 404 ? 'not_found' : 'bad_request')
      expect([400, 404]).toContain(answer.status)
    },
  )

  test('a parameter far longer than any id is 404', async () => {
    expectError(await app.call('GET', `${MESSAGES}/${'a'.repeat(5_000)}`), 404, 'not_found')
  })
})

describe('500', () => {
  test('shows a request_id that the log has too, and nothing of the inside, and the next request is served', async () => {
    await app.database.query('alter table idempotency_keys rename to elsewhere')
    try {
      const answer = await app.call('POST', MESSAGES, { json: text, headers: { 'idempotency-key': 'k' } })
      const error = expectError(answer, 500, 'server_error')
      expect(error['request_id']).toMatch(/\S{8,}/)
      const lines = logged.filter((line) => line.includes(error['request_id']))
      expect(lines).toHaveLength(1)
      expect(lines[0]).toContain('idempotency_keys')
      expect(answer.text).not.toMatch(/idempotency_keys|relation|select|node_modules|\.ts|42P01/)
    } finally {
      await app.database.query('alter table elsewhere rename to idempotency_keys')
    }
    const again = await app.call('POST', MESSAGES, { json: text, headers: { 'idempotency-key': 'k' } })
    expect(again.status).toBe(200)
  })
})
