import { Secret, TOTP } from 'otpauth'
import { beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../../src/logger.ts'
import { startProgram } from '../start/program.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createCaller } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { signIn } from '../support/session.ts'
import { createUser, type TestUser } from '../support/users.ts'

const STEP_MS = 30_000
let app: TestApp
let clock = Date.UTC(2030, 0, 1)
// Codes depend on the time, and none is taken twice: the tests move it on.
beforeAll(async () => {
  app = await startTestApp({}, createLogger('silent'), { now: () => clock })
  return app.stop
})

/** What an authenticator shows; `steps` on from now. */
const codeOf = (secret: string, steps = 0): string => {
  clock += steps === 0 ? STEP_MS : 0
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: clock + steps * STEP_MS })
}

/** A code that is none of those around now. */
const wrongCode = (secret: string): string => {
  const right = [-2, -1, 0, 1, 2].map((n) =>
    TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: clock + n * STEP_MS }),
  )
  return ['111111', '222222', '333333', '444444', '555555', '666666'].find((one) => !right.includes(one))!
}

const enable = async (): Promise<{ user: TestUser; secret: string; codes: string[] }> => {
  const user = await createUser(app)
  const { call } = await signIn(app, user)
  const { body } = await call('POST', '/v1/me/two-factor')
  const confirmed = await call('POST', '/v1/me/two-factor/confirm', { json: { otp: codeOf(body.secret) } })
  expect(confirmed.status).toBe(200)
  return { user, secret: body.secret, codes: confirmed.body.recovery_codes }
}

const nobody = () => createCaller(app.url)
const attempt = (path: string, json: object) => nobody()('POST', path, { json })
const statusOf = async (json: object): Promise<number> => (await attempt('/v1/session', json)).status

describe('switching it on', () => {
  test('takes a code of the secret; until then nothing has changed', async () => {
    const user = await createUser(app)
    const { call } = await signIn(app, user)
    const begun = await call('POST', '/v1/me/two-factor')
    expect(begun).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } })
    const { secret, otpauth_url } = begun.body
    const url = new URL(otpauth_url)
    expect(url.protocol).toBe('otpauth:')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      issuer: 'Masa',
      secret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    })
    expect(Secret.fromBase32(secret).bytes).toHaveLength(20)
    const wrong = await call('POST', '/v1/me/two-factor/confirm', { json: { otp: wrongCode(secret) } })
    expectFields(wrong, { otp: [expect.stringContaining('the authenticator shows')] })
    expect(await statusOf(user)).toBe(201)

    const { status, body } = await call('POST', '/v1/me/two-factor/confirm', {
      json: { otp: codeOf(secret) },
    })
    expect(status).toBe(200)
    expect(new Set(body.recovery_codes).size).toBe(10)
    for (const code of body.recovery_codes) expect(code).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/)
    expect((await call('GET', '/v1/session')).body.user.two_factor).toBe(true)
    expectError(await call('POST', '/v1/me/two-factor'), 409, 'conflict')
    const again = await call('POST', '/v1/me/two-factor/confirm', { json: { otp: codeOf(secret) } })
    expectError(again, 409, 'conflict')
  })

  test('begun anew makes the secret before worthless', async () => {
    const { call } = await signIn(app, await createUser(app))
    const first = (await call('POST', '/v1/me/two-factor')).body.secret
    const second = (await call('POST', '/v1/me/two-factor')).body.secret
    const confirm = (secret: string) =>
      call('POST', '/v1/me/two-factor/confirm', { json: { otp: codeOf(secret) } })
    expect((await confirm(first)).status).toBe(422)
    expect((await confirm(second)).status).toBe(200)
  })

  test('without having begun is a conflict', async () => {
    const { call } = await signIn(app, await createUser(app))
    const answer = await call('POST', '/v1/me/two-factor/confirm', { json: { otp: '123456' } })
    expectError(answer, 409, 'conflict')
  })

  test('leaves neither secret nor codes in the database in the clear', async () => {
    const { secret, codes } = await enable()
    const { rows } = await app.database.query(
      `select row_to_json(u)::text as text from users u
      union all select row_to_json(r)::text from recovery_codes r
      union all select row_to_json(a)::text from audit_log a`,
    )
    const plain = rows.map(({ text }) => text).join()
    const hex = (text: string) => Buffer.from(text).toString('hex')
    for (const text of [secret, ...codes, ...codes.map((code) => code.replace('-', ''))])
      for (const form of [text, hex(text)]) expect(plain).not.toContain(form)
  })
})

describe.each(['/v1/login', '/v1/session'])('%s of a user with two factors', (path) => {
  test('asks for a code, once the password is right', async () => {
    const { user } = await enable()
    expectError(await attempt(path, { ...user, password: 'wrong' }), 401, 'invalid_credentials')
    const asked = await attempt(path, { email: user.email, password: user.password })
    expectError(asked, 403, 'otp_required')
    expect(asked.headers['set-cookie']).toBeUndefined()
  })

  test('takes the code of now, of the step before and of the next, and no others', async () => {
    for (const [steps, isRight] of [
      [-2, false],
      [-1, true],
      [0, true],
      [1, true],
      [2, false],
    ] as const) {
      const { user, secret } = await enable()
      // Later than the one by which it was switched on.
      clock += 5 * STEP_MS
      const { status } = await attempt(path, { ...user, otp: codeOf(secret, steps) })
      expect([steps, status < 300]).toEqual([steps, isRight])
    }
  })

  test('takes no code twice, nor one that is older than another', async () => {
    const { user, secret } = await enable()
    clock += 5 * STEP_MS
    const [older, otp] = [codeOf(secret, -1), codeOf(secret, 1)]
    expect((await attempt(path, { ...user, otp })).status).toBeLessThan(300)
    for (const used of [otp, older])
      expectError(await attempt(path, { ...user, otp: used }), 401, 'invalid_credentials')
    expect((await attempt(path, { ...user, otp: codeOf(secret) })).status).toBe(401)
    clock += STEP_MS
    expect((await attempt(path, { ...user, otp: codeOf(secret) })).status).toBeLessThan(300)
  })

  test('takes a code once, however many bring it at the same moment', async () => {
    const { user, secret } = await enable()
    const otp = codeOf(secret)
    const answers = await Promise.all(Array.from({ length: 4 }, () => attempt(path, { ...user, otp })))
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3)
  })

  test('takes a code as people write it', async () => {
    const { user, secret } = await enable()
    const otp = codeOf(secret)
    const written = ` ${otp.slice(0, 3)} ${otp.slice(3)} `
    expect((await attempt(path, { ...user, otp: written })).status).toBeLessThan(300)
  })

  test('refuses what is no code, with the right password', async () => {
    const { user } = await enable()
    for (const otp of ['12345', 'abcdef', '１２３４５６'])
      expectError(await attempt(path, { ...user, otp }), 401, 'invalid_credentials')
    expect((await attempt(path, { ...user, otp: '' })).status).toBe(422)
  })

  test('counts wrong codes like wrong passwords', async () => {
    const { user, secret } = await enable()
    for (let n = 0; n < 5; n += 1)
      expectError(await attempt(path, { ...user, otp: wrongCode(secret) }), 401, 'invalid_credentials')
    expectError(await attempt(path, { ...user, otp: codeOf(secret) }), 429, 'too_many_requests')
  })
})

test('wrong codes from many addresses are counted together', async () => {
  const behind = await startTestApp({ MASA_TRUST_PROXY: '127.0.0.1' }, createLogger('silent'), {
    now: () => clock,
  })
  try {
    const from = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}`, 'x-forwarded-proto': 'https' })
    const { call } = await signIn(behind, behind, from(1))
    const { secret } = (await call('POST', '/v1/me/two-factor')).body
    await call('POST', '/v1/me/two-factor/confirm', { json: { otp: codeOf(secret) } })
    const guess = (n: number, otp: string) =>
      createCaller(behind.url)('POST', '/v1/login', {
        headers: from(n),
        json: { email: behind.email, password: behind.password, otp },
      })
    for (let n = 2; n < 7; n += 1) expect((await guess(n, wrongCode(secret))).status).toBe(401)
    expectError(await guess(8, codeOf(secret)), 429, 'too_many_requests')
  } finally {
    await behind.stop()
  }
})

describe('a recovery code', () => {
  test('stands in for the authenticator once, in any spelling, and says in the audit log how many are left', async () => {
    const { user, codes } = await enable()
    const [first, second] = codes as [string, string]
    expect(await statusOf({ ...user, recovery_code: first })).toBe(201)
    expect(await statusOf({ ...user, recovery_code: first })).toBe(401)
    expect(await statusOf({ ...user, recovery_code: ` ${second.toUpperCase().replace('-', ' ')}` })).toBe(201)
    const { body } = await app.call('GET', `/v1/audit-log?actor=user:${user.id}&action=recovery_code.used`)
    expect(body.map(({ details }: { details: object }) => details)).toEqual([{ left: 8 }, { left: 9 }])
  })

  test('of somebody else, or with the wrong password, is worth nothing and not used up', async () => {
    const [one, other] = [await enable(), await enable()]
    expect(await statusOf({ ...one.user, recovery_code: other.codes[0] })).toBe(401)
    expect(await statusOf({ ...other.user, password: 'wrong', recovery_code: other.codes[0] })).toBe(401)
    expect(await statusOf({ ...other.user, recovery_code: other.codes[0] })).toBe(201)
  })

  test('works once, however many bring it at the same moment', async () => {
    const { user, codes } = await enable()
    const statuses = await Promise.all(
      Array.from({ length: 4 }, () => statusOf({ ...user, recovery_code: codes[3] })),
    )
    expect(statuses.sort()).toEqual([201, 401, 401, 401])
  })
})

describe('switching it off', () => {
  test('asks for the password, and then signing in takes one factor; old codes are dead', async () => {
    const { user, secret, codes } = await enable()
    const { call } = await signIn(app, { ...user, otp: codeOf(secret) })
    const stop = (password?: string) => call('DELETE', '/v1/me/two-factor', { json: { password } })
    expectFields(await stop(), { password: ['The password field is required.'] })
    expectFields(await stop('wrong'), { password: ['The password field is not the present password.'] })
    expect(await statusOf({ email: user.email, password: user.password })).toBe(403)
    expect((await stop(user.password)).status).toBe(204)
    expectError(await stop(user.password), 409, 'conflict')
    expect(await statusOf({ email: user.email, password: user.password })).toBe(201)
    const { rows } = await app.database.query('select 1 from recovery_codes where user_id = $1', [user.id])
    expect(rows).toEqual([])
    expect(codes).toHaveLength(10)
  })

  test('of somebody who has lost everything is for administrators, and stands in the audit log', async () => {
    const { user } = await enable()
    const path = `/v1/users/${user.id}/two-factor`
    expect((await app.call('GET', `/v1/users/${user.id}`)).body.two_factor).toBe(true)
    expect((await app.call('DELETE', path)).status).toBe(204)
    expectError(await app.call('DELETE', path), 409, 'conflict')
    expectError(await app.call('DELETE', '/v1/users/999/two-factor'), 404, 'not_found')
    expect(await statusOf({ email: user.email, password: user.password })).toBe(201)
    const { body } = await app.call('GET', '/v1/audit-log?action=two_factor.disabled')
    expect(body[0]).toMatchObject({ actor: 'user:1', subject: `user:${user.id}` })
  })

  test('of the last administrator is for whoever has the machine', async () => {
    const { secret } = (await app.call('POST', '/v1/me/two-factor')).body
    await app.call('POST', '/v1/me/two-factor/confirm', { json: { otp: codeOf(secret) } })
    const administrator = { email: app.email, password: app.password }
    expect(await statusOf(administrator)).toBe(403)
    const remove = async (email: string): Promise<string> => {
      const settings = { DATABASE_URL: app.connectionString, MASA_SECRET_KEY: app.secretKey }
      const program = startProgram(settings, ['user', 'remove-two-factor', email])
      await program.exitCode()
      return program.output() + program.errors()
    }
    expect(await remove('nobody@example.com')).toContain('Nobody has the e-mail')
    expect(await remove(app.email)).toContain('with the password alone')
    expect(await remove(app.email)).toContain('has no two-factor')
    expect(await statusOf(administrator)).toBe(201)
  })
})
