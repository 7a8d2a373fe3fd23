import { beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createCaller } from '../support/call.ts'
import { expectError } from '../support/expect-error.ts'
import { type Session, signIn } from '../support/session.ts'

const LIMIT = 12
const PER_SESSION = 1_200
let app: TestApp
// Behind a proxy, so that each test comes from an address of its own.
beforeAll(async () => {
  app = await startTestApp({ MASA_RATE_LIMIT: String(LIMIT), MASA_TRUST_PROXY: '127.0.0.1' })
  return app.stop
})

let drawn = 0
const drawHeaders = () => ({ 'x-forwarded-for': `203.0.113.${++drawn}`, 'x-forwarded-proto': 'https' })
const left = (answer: { headers: Record<string, string | undefined> }) =>
  Number(answer.headers['x-ratelimit-remaining'])

test('requests of a session do not use up what programs at the same address may do, nor they those', async () => {
  const headers = drawHeaders()
  const session = await signIn(app, app, headers)
  for (let n = 0; n < LIMIT * 2; n += 1) expect((await session.call('GET', '/v1/me')).status).toBe(200)
  const program = () => app.call('GET', '/v1/me', { headers })
  // Signing in was a request without a session.
  expect(left(await program())).toBe(LIMIT - 2)
  for (let n = 0; n < LIMIT; n += 1) await program()
  expectError(await program(), 429, 'too_many_requests')
  expect((await session.call('GET', '/v1/me')).status).toBe(200)
})

test('each session has a limit of its own, told in the same headers', async () => {
  const headers = drawHeaders()
  const [one, other] = [await signIn(app, app, headers), await signIn(app, app, headers)]
  for (const answer of [await one.call('GET', '/v1/me'), await other.call('GET', '/v1/me')]) {
    expect(answer.headers['x-ratelimit-limit']).toBe(String(PER_SESSION))
    expect(left(answer)).toBe(PER_SESSION - 1)
  }
  const burst = (session: Session, count: number) =>
    Promise.all(Array.from({ length: count }, () => session.call('GET', '/v1/me')))
  let passed = 1
  for (let n = 0; n < 12; n += 1)
    passed += (await burst(one, 105)).filter(({ status }) => status === 200).length
  // Of 1,261 requests; a slow machine may have seen another minute begin, and then none was too many.
  const last = await one.call('GET', '/v1/me')
  if (passed === PER_SESSION) expectError(last, 429, 'too_many_requests')
  else expect(passed).toBeGreaterThan(PER_SESSION)
  expect((await other.call('GET', '/v1/me')).status).toBe(200)
})

test('a cookie of a session that has ended, or never was, counts as the address', async () => {
  const headers = drawHeaders()
  const session = await signIn(app, app, headers)
  await session.call('DELETE', '/v1/session')
  const ended = await session.call('GET', '/v1/me')
  expectError(ended, 401, 'unauthenticated')
  expect(left(ended)).toBe(LIMIT - 2)
  const invented = { ...headers, cookie: 'masa_session=1%7Cabc.def' }
  const answer = await createCaller(app.url)('GET', '/v1/me', { headers: invented })
  expect(left(answer)).toBe(LIMIT - 3)
})

test('a session beside an Authorization header counts as the address', async () => {
  const headers = drawHeaders()
  const session = await signIn(app, app, headers)
  const answer = await session.call('GET', '/v1/me', { headers: { authorization: `Bearer ${app.token}` } })
  expect(left(answer)).toBe(LIMIT - 2)
})
