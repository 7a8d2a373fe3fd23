import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createCaller } from '../support/call.ts'
import { expectError } from '../support/expect-error.ts'
import { signIn } from '../support/session.ts'
import { createUser } from '../support/users.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ MASA_PUBLIC_URL: 'https://desk.example.com' })
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const text = { json: { to: '+905555555555', text: 'Hello' } }
/** What is stored, to see that a refused request has done nothing. */
const countMessages = async (): Promise<number> =>
  (await app.database.query('select count(*)::integer as count from messages')).rows[0].count

describe('a request of a session that changes something is refused, and does nothing,', () => {
  test.each<[string, (token: string, others: string) => string | undefined]>([
    ['without a token', () => undefined],
    ['with an empty one', () => ''],
    ['with one that is cut', (token) => token.slice(0, -1)],
    ['with one that is changed', (token) => (token.startsWith('A') ? 'B' : 'A') + token.slice(1)],
    ['with that of another session of the same user', (_token, others) => others],
  ])('%s', async (_name, choose) => {
    const [session, other] = [await signIn(app, app), await signIn(app, app)]
    const headers = { 'x-csrf-token': choose(session.csrfToken, other.csrfToken) }
    const before = await countMessages()
    const answer = await session.call('POST', MESSAGES, { ...text, headers })
    expectError(answer, 403, 'csrf_token_invalid')
    for (const [method, path] of [
      ['PUT', '/v1/me'],
      ['DELETE', '/v1/session'],
      ['DELETE', '/v1/sessions'],
    ] as const)
      expectError(await session.call(method, path, { headers }), 403, 'csrf_token_invalid')
    expect(await countMessages()).toBe(before)
    expect((await session.call('GET', '/v1/session')).status).toBe(200)
  })

  test('from the origin of another site, although it has the token', async () => {
    const { call } = await signIn(app, app)
    for (const origin of [
      'https://evil.example',
      'null',
      'https://desk.example.com.evil.example',
      'http://desk.example.com',
    ])
      expectError(await call('POST', MESSAGES, { ...text, headers: { origin } }), 403, 'csrf_token_invalid')
  })

  test('as a form that another site makes a browser post', async () => {
    const { call } = await signIn(app, app)
    const form = { to: '+905555555555', text: 'Hello' }
    const headers = { origin: 'https://evil.example', 'x-csrf-token': undefined }
    expectError(await call('POST', MESSAGES, { form, headers }), 403, 'csrf_token_invalid')
  })
})

describe('a request of a session passes', () => {
  test('with its token, from the public origin, from the address itself, and without any', async () => {
    const { call } = await signIn(app, app)
    for (const origin of ['https://desk.example.com', app.url, undefined])
      expect((await call('POST', MESSAGES, { ...text, headers: { origin } })).status).toBe(200)
  })

  test('without a token when it only reads', async () => {
    const { call } = await signIn(app, app)
    const headers = { 'x-csrf-token': undefined, origin: 'https://evil.example' }
    expect((await call('GET', '/v1/integrations', { headers })).status).toBe(200)
  })
})

test('a token in the Authorization header needs neither, also beside a cookie', async () => {
  const { call } = await signIn(app, app)
  const headers = {
    authorization: `Bearer ${app.token}`,
    'x-csrf-token': undefined,
    origin: 'https://shop.example',
  }
  expect((await call('POST', MESSAGES, { ...text, headers })).status).toBe(200)
})

test('no other site signs a browser in', async () => {
  const user = await createUser(app)
  const from = (origin: string) =>
    createCaller(app.url)('POST', '/v1/session', { form: { ...user, id: '' }, headers: { origin } })
  const refused = await from('https://evil.example')
  expectError(refused, 403, 'csrf_token_invalid')
  expect(refused.headers['set-cookie']).toBeUndefined()
  expect((await from('https://desk.example.com')).status).toBe(201)
})

test('no other site reads what a session may: CORS is open to tokens alone', async () => {
  const { call } = await signIn(app, app)
  const { headers } = await call('GET', '/v1/session', { headers: { origin: 'https://evil.example' } })
  expect(headers['access-control-allow-origin']).toBe('*')
  expect(headers['access-control-allow-credentials']).toBeUndefined()
})
