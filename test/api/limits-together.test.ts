import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/call.ts'
import { expectError } from '../support/expect-error.ts'

const LIMIT = 12
/** Two processes on one database, behind a proxy, so that each test comes from an address of its own. */
let apps: [TestApp, TestApp]
beforeAll(async () => {
  const settings = { MASA_RATE_LIMIT: String(LIMIT), MASA_TRUST_PROXY: '127.0.0.1' }
  const first = await startTestApp(settings)
  const second = await startTestApp({
    ...settings,
    DATABASE_URL: first.connectionString,
    MASA_SECRET_KEY: first.secretKey,
    MASA_SANDBOX: 'off',
  }).catch(async (error: unknown) => {
    await first.stop()
    throw error
  })
  apps = [first, second]
  return async () => {
    await second.stop()
    await first.stop()
  }
})

let drawn = 0
const drawAddress = (): string => `203.0.113.${++drawn}`
const headersOf = (address: string) => ({ 'x-forwarded-for': address, 'x-forwarded-proto': 'https' })
const list = (n: number, address: string): Promise<Answer> =>
  apps[n]!.call('GET', '/v1/integrations', { token: apps[0].token, headers: headersOf(address) })
const login = (n: number, address: string, password: string): Promise<Answer> =>
  apps[n]!.call('POST', '/v1/login', {
    token: null,
    headers: headersOf(address),
    json: { email: apps[0].email, password },
  })
const statusesOf = (answers: Answer[], status: number): Answer[] =>
  answers.filter((one) => one.status === status)

describe('the limit on requests is one for all processes', () => {
  test('when they come in turn: the headers count down over both, and what is over is refused by both', async () => {
    const address = drawAddress()
    for (let n = 0; n < LIMIT; n += 1) {
      const { status, headers } = await list(n % 2, address)
      expect(status).toBe(200)
      expect(headers['x-ratelimit-remaining']).toBe(String(LIMIT - 1 - n))
    }
    const over = [await list(0, address), await list(1, address)]
    for (const answer of over) {
      expectError(answer, 429, 'too_many_requests')
      expect(answer.headers['x-ratelimit-remaining']).toBe('0')
    }
    const resets = over.map(({ headers }) => Number(headers['x-ratelimit-reset']))
    expect(Math.abs(resets[0]! - resets[1]!)).toBeLessThanOrEqual(1)
    expect((await list(0, drawAddress())).status).toBe(200)
  })

  test('when they come at once: as many pass as may, and each has a number of its own', async () => {
    const address = drawAddress()
    const answers = await Promise.all(Array.from({ length: LIMIT * 4 }, (_, n) => list(n % 2, address)))
    const passed = statusesOf(answers, 200)
    expect(passed).toHaveLength(LIMIT)
    expect(statusesOf(answers, 429)).toHaveLength(LIMIT * 3)
    const left = passed.map(({ headers }) => Number(headers['x-ratelimit-remaining']))
    expect(left.sort((a, b) => a - b)).toEqual(Array.from({ length: LIMIT }, (_, n) => n))
  })
})

describe('the limit on wrong logins is one for all processes', () => {
  test('when they come in turn', async () => {
    const address = drawAddress()
    for (let n = 0; n < 5; n += 1)
      expectError(await login(n % 2, address, `wrong ${n}`), 401, 'invalid_credentials')
    for (const n of [0, 1]) expectError(await login(n, address, apps[0].password), 429, 'too_many_requests')
  })

  test('when they come at once: of no more than five it is told that they are wrong', async () => {
    const address = drawAddress()
    const answers = await Promise.all(
      Array.from({ length: LIMIT }, (_, n) => login(n % 2, address, `wrong ${n}`)),
    )
    expect(statusesOf(answers, 401)).toHaveLength(5)
    expect(statusesOf(answers, 429)).toHaveLength(LIMIT - 5)
  })
})

test('a count that cannot be asked for is kept by each process by itself, and none is without', async () => {
  const address = drawAddress()
  const { database } = apps[0]
  await database.query('alter table rate_limits rename to rate_limits_away')
  try {
    const answers: Answer[] = []
    for (let n = 0; n < LIMIT + 3; n += 1) answers.push(await list(0, address))
    expect(statusesOf(answers, 200)).toHaveLength(LIMIT)
    expect(answers.at(-1)!.headers['x-ratelimit-remaining']).toBe('0')
    expect((await list(1, address)).status).toBe(200)
  } finally {
    await database.query('alter table rate_limits_away rename to rate_limits')
  }
  expect((await list(1, drawAddress())).headers['x-ratelimit-remaining']).toBe(String(LIMIT - 1))
})
