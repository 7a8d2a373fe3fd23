import { beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createCaller } from '../support/call.ts'
import { openEventStream } from '../support/event-stream.ts'
import { expectError } from '../support/expect-error.ts'
import { cookieOf, type Session, signIn } from '../support/session.ts'
import { createUser, type TestUser } from '../support/users.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
let user: TestUser
beforeAll(async () => {
  app = await startTestApp()
  user = await createUser(app, { integration_ids: [11] })
  return app.stop
})

const nobody = () => createCaller(app.url)
const expectOver = async ({ call }: Session) =>
  expectError(await call('GET', '/v1/session'), 401, 'unauthenticated')
/** Moves a time of a session into the past. */
const age = ({ cookie }: Session, column: string, days: number) =>
  app.database.query(`update tokens set ${column} = ${column} - make_interval(days => $2) where id = $1`, [
    decodeURIComponent(cookie).split('=')[1]!.split('|')[0],
    days,
  ])

describe('signing in', () => {
  test('with a wrong password or an unknown e-mail is refused in the same words, and sets no cookie', async () => {
    const wrong = await nobody()('POST', '/v1/session', { json: { email: user.email, password: 'no' } })
    const unknown = await nobody()('POST', '/v1/session', {
      json: { email: 'x@example.com', password: 'no' },
    })
    expectError(wrong, 401, 'invalid_credentials')
    expect(unknown.body).toEqual(wrong.body)
    for (const { headers } of [wrong, unknown]) expect(headers['set-cookie']).toBeUndefined()
  })

  test('answers with the user and a token against forged requests, and sets a cookie that scripts cannot read', async () => {
    const { answer } = await signIn(app, user)
    expect(answer.body).toEqual({
      csrf_token: expect.stringMatching(/^[\w-]{43}$/),
      last_event_id: expect.any(Number),
      user: {
        id: user.id,
        email: user.email,
        name: expect.any(String),
        role: 'agent',
        language: 'en',
        integration_ids: [11],
        two_factor: false,
        disabled_at: null,
        created_at: expect.any(String),
        last_seen_at: expect.any(String),
      },
    })
    const [, ...attributes] = answer.headers['set-cookie']!.split('; ')
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']))
    expect(attributes).not.toContain('Secure')
    const expires = attributes.find((one) => one.startsWith('Expires='))!.slice(8)
    const days = (Date.parse(expires) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(29.9)
    expect(days).toBeLessThanOrEqual(30)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('counts wrong passwords together with the login', async () => {
    const other = await createUser(app)
    for (let n = 0; n < 5; n += 1) {
      const path = n % 2 ? '/v1/login' : '/v1/session'
      const answer = await nobody()('POST', path, { json: { email: other.email, password: 'wrong' } })
      expectError(answer, 401, 'invalid_credentials')
    }
    for (const path of ['/v1/login', '/v1/session'])
      expectError(await nobody()('POST', path, { json: other }), 429, 'too_many_requests')
  })

  test('again in the same browser ends the session before', async () => {
    const first = await signIn(app, user)
    const second = await signIn(app, user, { cookie: first.cookie })
    await expectOver(first)
    expect((await second.call('GET', '/v1/session')).status).toBe(200)
  })

  test('is not possible for a disabled user', async () => {
    const gone = await createUser(app)
    await app.call('DELETE', `/v1/users/${gone.id}`)
    expectError(await nobody()('POST', '/v1/session', { json: gone }), 401, 'invalid_credentials')
  })
})

describe('a session', () => {
  test('sees and does what its user may', async () => {
    const { call } = await signIn(app, user)
    expect((await call('GET', '/v1/integrations')).body.map(({ id }: { id: number }) => id)).toEqual([11])
    expectError(await call('GET', '/v1/integrations/22'), 404, 'not_found')
    expectError(await call('GET', '/v1/users'), 403, 'access_denied')
    expect((await call('GET', '/v1/me')).body).toMatchObject({ type: 'user', id: user.id, language: 'en' })
  })

  test('is told again by GET, with the same token', async () => {
    const { call, csrfToken, answer } = await signIn(app, user)
    const again = await call('GET', '/v1/session')
    expect(again).toMatchObject({ status: 200, body: { csrf_token: csrfToken, user: { id: user.id } } })
    expect(again.body.user).toEqual({ ...answer.body.user, last_seen_at: expect.any(String) })
  })

  test('is nothing without its cookie, and nothing that a token has', async () => {
    expectError(await nobody()('GET', '/v1/session'), 401, 'unauthenticated')
    for (const method of ['GET', 'DELETE'])
      expectError(await app.call(method, '/v1/session'), 403, 'access_denied')
  })

  test('writes as a person of the inbox, while a token of theirs writes as a program', async () => {
    const { call } = await signIn(app, user)
    const { body: login } = await nobody()('POST', '/v1/login', { json: user })
    const messages = '/v1/integrations/11/conversations/messages'
    const text = { json: { to: '+905555555555', text: 'Hello' } }
    const template = {
      json: {
        template_id: 1,
        language_id: 1,
        destinations: [
          { phone: '+905555555555', parameters: { 'header-1': 'a', 'body-1': 'b', 'body-2': 'c' } },
        ],
      },
    }
    for (const [path, content] of [
      [messages, text],
      ['/v1/integrations/11/conversations/templates/send', template],
    ] as const) {
      const written = await call('POST', path, content)
      expect((await call('GET', `${messages}/${written.body.message_id}`)).body).toMatchObject({
        origin: 'inbox',
        sent_by: user.id,
      })
      const sent = await app.call('POST', path, { token: login.access_token, ...content })
      const { body } = await call('GET', `${messages}/${sent.body.message_id}`)
      expect(body).toMatchObject({ origin: 'api' })
      expect(body).not.toHaveProperty('sent_by')
    }
  })

  test.each([
    ['unused for 14 days', 'last_used_at', 14],
    ['after 30 days, however much it is used', 'expires_at', 30],
  ])('has ended %s', async (_name, column, days) => {
    const living = await signIn(app, user)
    await age(living, column, days - 1)
    expect((await living.call('GET', '/v1/session')).status).toBe(200)
    const over = await signIn(app, user)
    await age(over, column, days)
    await expectOver(over)
  })

  test('is nowhere in the database: only the hash of its secret is', async () => {
    const { cookie } = await signIn(app, user)
    const secret = decodeURIComponent(cookie).split('|')[1]!.slice(0, 40)
    const { rows } = await app.database.query('select row_to_json(t)::text as text from tokens t')
    for (const { text } of rows) expect(text).not.toContain(secret)
  })

  test('hears what happens, until it ends', async () => {
    const session = await signIn(app, user)
    const stream = await openEventStream(app.url, session)
    expect(stream.status).toBe(200)
    const { id } = await createUser(app)
    await stream.waitFor((events) => events.some(({ data }) => data.what === 'users'))
    await session.call('DELETE', '/v1/session')
    await app.call('DELETE', `/v1/users/${id}`)
    await vi.waitFor(() => expect(stream.isClosed).toBe(true), WAIT)
  })
})

describe('a cookie', () => {
  const withCookie = (cookie: string) => nobody()('GET', '/v1/session', { headers: { cookie } })

  test('that is changed, cut, or not signed is refused', async () => {
    const { cookie } = await signIn(app, user)
    const value = decodeURIComponent(cookie.split('=')[1]!)
    const token = value.slice(0, value.lastIndexOf('.'))
    for (const wrong of [
      '',
      'x',
      token,
      value.slice(0, -1),
      `1${value}`,
      value.replace('|', '|a'),
      '%',
      '%00',
    ])
      expectError(await withCookie(`masa_session=${wrong}`), 401, 'unauthenticated')
  })

  test('holds no login token and no key, and neither does a header hold a session', async () => {
    const { cookie } = await signIn(app, user)
    const value = decodeURIComponent(cookie.split('=')[1]!)
    const token = value.slice(0, value.lastIndexOf('.'))
    expectError(await app.call('GET', '/v1/me', { token }), 401, 'unauthenticated')
    expectError(await withCookie(`masa_session=${encodeURIComponent(app.token)}`), 401, 'unauthenticated')
  })

  test('counts for nothing beside an Authorization header, right or wrong', async () => {
    const { call } = await signIn(app, user)
    const beside = (authorization: string) => call('GET', '/v1/me', { headers: { authorization } })
    for (const wrong of ['', 'Bearer', 'Bearer x']) expectError(await beside(wrong), 401, 'unauthenticated')
    expect((await beside(`Bearer ${app.token}`)).body).toMatchObject({ email: app.email })
  })

  test('stands beside those of others', async () => {
    const { cookie } = await signIn(app, user)
    expect((await withCookie(`theme=dark; ${cookie}; x=y`)).status).toBe(200)
  })
})

describe('sessions of a user', () => {
  test('are listed with the browser and the address, newest first, and only their own', async () => {
    const other = await createUser(app)
    const first = await signIn(app, other, { 'user-agent': 'Firefox on a desk' })
    const second = await signIn(app, other, { 'user-agent': 'a'.repeat(2_000) })
    await signIn(app, user)
    const { body } = await first.call('GET', '/v1/sessions')
    expect(body).toEqual([
      expect.objectContaining({ client: 'a'.repeat(500), is_current: false }),
      {
        id: expect.any(Number),
        client: 'Firefox on a desk',
        address: '127.0.0.1',
        is_current: true,
        created_at: expect.any(String),
        last_used_at: expect.any(String),
        expires_at: expect.any(String),
      },
    ])
    const page = await second.call('GET', '/v1/sessions?limit=1')
    expect(page.headers['link']).toMatch(/cursor=/)
    const next = /<([^>]+)>/.exec(page.headers['link']!)![1]!
    expect((await second.call('GET', next)).body).toMatchObject([{ id: body[1].id }])
  })

  test('end one by one, by their owner alone', async () => {
    const [here, there] = [await signIn(app, user), await signIn(app, user)]
    const stranger = await signIn(app, await createUser(app))
    const { body } = await there.call('GET', '/v1/sessions')
    const { id } = body.find((one: { is_current: boolean }) => one.is_current)
    expectError(await stranger.call('DELETE', `/v1/sessions/${id}`), 404, 'not_found')
    expectError(await here.call('DELETE', `/v1/sessions/${app.token.split('|')[0]}`), 404, 'not_found')
    expect((await here.call('DELETE', `/v1/sessions/${id}`)).status).toBe(204)
    await expectOver(there)
    expect((await here.call('GET', '/v1/session')).status).toBe(200)
  })

  test('all end at once, and tokens of programs go on', async () => {
    const other = await createUser(app)
    const [here, there] = [await signIn(app, other), await signIn(app, other)]
    const { body: login } = await nobody()('POST', '/v1/login', { json: other })
    const answer = await here.call('DELETE', '/v1/sessions')
    expect(answer.status).toBe(204)
    expect(cookieOf(answer)).toBe('masa_session=')
    for (const session of [here, there]) await expectOver(session)
    expect((await app.call('GET', '/v1/me', { token: login.access_token })).status).toBe(200)
  })
})

test('signing out ends the session, takes the cookie back, and is not repeated', async () => {
  const session = await signIn(app, user)
  const answer = await session.call('DELETE', '/v1/session')
  expect(answer).toMatchObject({ status: 204, text: '' })
  expect(answer.headers['set-cookie']).toMatch(/^masa_session=;.*Expires=Thu, 01 Jan 1970/)
  await expectOver(session)
  expectError(await session.call('DELETE', '/v1/session'), 401, 'unauthenticated')
})

test('signing in and out stand in the audit log, wrong attempts do not', async () => {
  const other = await createUser(app)
  await nobody()('POST', '/v1/session', { json: { email: other.email, password: 'wrong' } })
  const session = await signIn(app, other)
  await session.call('DELETE', '/v1/session')
  const { body } = await app.call('GET', `/v1/audit-log?actor=user:${other.id}`)
  expect(body.map(({ action }: { action: string }) => action)).toEqual(['session.ended', 'session.created'])
  expect(body[1].details).toEqual({ address: '127.0.0.1' })
})

test('over HTTPS the cookie never travels in the open', async () => {
  const behind = await startTestApp({ MASA_TRUST_PROXY: '127.0.0.1' })
  try {
    const session = await signIn(behind, behind, { 'x-forwarded-proto': 'https' })
    expect(session.answer.headers['set-cookie']).toMatch(/; Secure/)
    const out = await session.call('DELETE', '/v1/session')
    expect(out.headers['set-cookie']).toMatch(/; Secure/)
  } finally {
    await behind.stop()
  }
})
