import { crc32 } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { expectError, expectFields } from '../support/expect-error.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const login = (options: object) => app.call('POST', '/v1/login', { token: null, ...options })
const draw = async (): Promise<string> =>
  (await login({ json: { email: app.email, password: app.password } })).body.access_token
const listWith = (authorization: string | undefined) =>
  app.call('GET', '/v1/integrations', { token: null, headers: { authorization } })
const withChecksum = (id: number, secret: string): string =>
  `${id}|${secret}${crc32(secret).toString(16).padStart(8, '0')}`

describe('credentials', () => {
  test('a wrong password and an unknown e-mail are refused in the same words', async () => {
    const wrong = await login({ json: { email: app.email, password: 'no' } })
    const unknown = await login({ json: { email: 'nobody@example.com', password: app.password } })
    expectError(wrong, 401, 'invalid_credentials')
    expect(unknown.status).toBe(401)
    expect(unknown.body).toEqual(wrong.body)
  })

  test('a disabled user is refused like an unknown one, and so are the tokens they have', async () => {
    const { rows } = await app.database.query(
      `insert into users (email, name, password_hash, role, disabled_at)
      select 'gone@example.com', name, password_hash, role, now() from users where email = $1 returning id`,
      [app.email],
    )
    expect(rows).toHaveLength(1)
    const answer = await login({ json: { email: 'gone@example.com', password: app.password } })
    expectError(answer, 401, 'invalid_credentials')
  })

  test.each([
    [{}, ['email', 'password']],
    [{ email: '', password: 'x' }, ['email']],
    [{ email: 'abc@example.com', password: '' }, ['password']],
  ])('%j is refused with the name of what is missing', async (json, missing) => {
    expectFields(
      await login({ json }),
      Object.fromEntries(missing.map((name) => [name, [`The ${name} field is required.`]])),
    )
  })

  test('an e-mail that is an object or far too long is a 422, never an error of the server', async () => {
    for (const email of [{ $ne: null }, ['a'], 'a'.repeat(400_000)])
      expectError(await login({ json: { email, password: 'x' } }), 422, 'failed_validation')
  })

  test('the e-mail may be written in any case', async () => {
    const answer = await login({ json: { email: app.email.toUpperCase(), password: app.password } })
    expect(answer.status).toBe(200)
  })
})

describe('the answer', () => {
  test('is the documented one: a token of the documented form, with the CRC-32 of its 40 characters', async () => {
    const { status, body } = await login({ json: { email: app.email, password: app.password } })
    expect(status).toBe(200)
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'Bearer' })
    const [, secret, digits] = /^\d+\|([A-Za-z0-9]{40})([0-9a-f]{8})$/.exec(body.access_token)!
    expect(crc32(secret!).toString(16).padStart(8, '0')).toBe(digits)
  })

  test('is the same for JSON, a urlencoded and a multipart form', async () => {
    const fields = { email: app.email, password: app.password }
    const multipart = new FormData()
    for (const [name, value] of Object.entries(fields)) multipart.set(name, value)
    for (const content of [{ json: fields }, { form: fields }, { multipart }])
      expect(await login(content)).toMatchObject({ status: 200, body: { token_type: 'Bearer' } })
  })

  test('is a new token each time, and the older ones go on working', async () => {
    const tokens = [await draw(), await draw()]
    expect(tokens[0]).not.toBe(tokens[1])
    for (const token of tokens) expect((await listWith(`Bearer ${token}`)).status).toBe(200)
  })

  test('is nowhere in the database: only the hash of the secret is', async () => {
    const token = await draw()
    const secret = token.split('|')[1]!.slice(0, 40)
    const { rows } = await app.database.query('select row_to_json(t)::text as text from tokens t')
    for (const { text } of rows) expect(text).not.toContain(secret)
  })
})

describe('a token', () => {
  test.each([
    ['none', () => undefined],
    ['an empty header', () => ''],
    ['the word Bearer alone', () => 'Bearer'],
    ['Basic credentials', () => `Basic ${Buffer.from('abc@example.com:x').toString('base64')}`],
    ['one cut short', (token: string) => `Bearer ${token.slice(0, -1)}`],
    ['one with an id that is no number', (token: string) => `Bearer x${token}`],
    ['one with an id beyond all numbers', (token: string) => `Bearer 99999999999999999999${token}`],
    ['one whose id PostgreSQL cannot hold', () => `Bearer ${withChecksum(4_000_000_000, 'a'.repeat(40))}`],
    ['one whose checksum is off', (token: string) => `Bearer ${flipLast(token)}`],
    ['one of an unknown id', () => `Bearer ${withChecksum(999_999, 'a'.repeat(40))}`],
    ['a known id with another secret', (token: string) => withId(token)],
    ['one in the query string', () => undefined],
  ])('%s is 401 unauthenticated', async (_name, header) => {
    expectError(await listWith(header(app.token)), 401, 'unauthenticated')
  })

  test('is asked for before anything else is told: an unknown number and a broken body are 401, too', async () => {
    const nobody = { token: null, headers: { 'content-type': 'application/json' }, raw: '{' }
    for (const path of [
      '/v1/integrations/999/conversations/messages',
      '/v1/integrations/x/conversations/messages',
    ])
      expectError(await app.call('POST', path, nobody), 401, 'unauthenticated')
  })

  test('unused for 365 days is dead', async () => {
    const token = await draw()
    await app.database.query(`update tokens set last_used_at = now() - interval '366 days' where id = $1`, [
      token.split('|')[0],
    ])
    expectError(await listWith(`Bearer ${token}`), 401, 'unauthenticated')
  })

  test('is revoked by DELETE /v1/login, at once and for good, and no other one is', async () => {
    const [revoked, kept] = [await draw(), await draw()]
    const answer = await app.call('DELETE', '/v1/login', { token: revoked })
    expect(answer).toMatchObject({ status: 204, text: '' })
    expectError(await listWith(`Bearer ${revoked}`), 401, 'unauthenticated')
    expectError(await app.call('DELETE', '/v1/login', { token: revoked }), 401, 'unauthenticated')
    expect((await listWith(`Bearer ${kept}`)).status).toBe(200)
  })

  test.each([
    ['Bearer TOKEN', (token: string) => `Bearer ${token}`],
    ['the bare TOKEN of the template samples', (token: string) => token],
    ['bearer in small letters', (token: string) => `bearer ${token}`],
  ])('is taken as %s', async (_name, header) => {
    expect((await listWith(header(app.token))).status).toBe(200)
  })
})

const flipLast = (token: string): string => token.slice(0, -1) + (token.endsWith('0') ? '1' : '0')
const withId = (token: string): string => withChecksum(Number(token.split('|')[0]), 'b'.repeat(40))
