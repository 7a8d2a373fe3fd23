import { beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createCaller } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { type MailServer, type ReceivedMail, startMailServer } from '../support/mail-server.ts'
import { signIn } from '../support/session.ts'
import { createUser } from '../support/users.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
let server: MailServer
beforeAll(async () => {
  server = await startMailServer()
  app = await startTestApp({
    MASA_SMTP_URL: server.url,
    MASA_MAIL_FROM: 'Masa <desk@example.com>',
    MASA_PUBLIC_URL: 'https://desk.example.com',
    MASA_TRUST_PROXY: '127.0.0.1',
  })
  return async () => {
    await app.stop()
    await server.close()
  }
})

let drawn = 0
const proxied = () => ({ 'x-forwarded-for': `203.0.113.${++drawn}`, 'x-forwarded-proto': 'https' })
const admin: TestApp['call'] = (method, path, options = {}) =>
  app.call(method, path, { ...options, headers: { ...proxied(), ...options.headers } })
const nobody: TestApp['call'] = (method, path, options = {}) =>
  createCaller(app.url)(method, path, { ...options, headers: { ...proxied(), ...options.headers } })
const makeUser = (fields = {}) => createUser({ call: admin }, fields)

const NEW = 'a password that is new'
const drawLink = async (userId: number): Promise<string> =>
  (await admin('POST', `/v1/users/${userId}/reset-link`)).body.url
const confirm = (link: string, password = NEW) =>
  nobody('POST', '/v1/password-resets/confirm', { json: { token: link.split('#')[1], password } })
const canSignIn = async (email: string, password: string): Promise<boolean> =>
  (await nobody('POST', '/v1/session', { json: { email, password } })).status === 201
const expectWorthless = async (link: string): Promise<void> =>
  expectFields(await confirm(link), { token: [expect.stringContaining('get a new one')] })
const decode = ({ text }: ReceivedMail): string =>
  Buffer.from(
    text
      .replace(/=\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

describe('a link that an administrator makes', () => {
  test('sets a password, once, and ends all sessions and tokens', async () => {
    const user = await makeUser()
    const session = await signIn(app, user, proxied())
    const { body: login } = await nobody('POST', '/v1/login', { json: user })
    const made = await admin('POST', `/v1/users/${user.id}/reset-link`)
    expect(made).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } })
    expect(made.body.url).toMatch(/^https:\/\/desk\.example\.com\/reset#[A-Za-z0-9]{40}$/)
    const hours = (Date.parse(made.body.expires_at) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(23.9)
    expect(hours).toBeLessThanOrEqual(24)
    // A link alone changes nothing.
    expect((await session.call('GET', '/v1/me')).status).toBe(200)

    expect((await confirm(made.body.url)).status).toBe(204)
    expectError(await session.call('GET', '/v1/me'), 401, 'unauthenticated')
    expectError(await admin('GET', '/v1/me', { token: login.access_token }), 401, 'unauthenticated')
    expect(await canSignIn(user.email, user.password)).toBe(false)
    expect(await canSignIn(user.email, NEW)).toBe(true)
    await expectWorthless(made.body.url)
    const { body } = await admin('GET', `/v1/audit-log?actor=user:${user.id}&action=user.password_reset`)
    expect(body[0].details).toMatchObject({ made_by: 'user:1' })
  })

  test('with a password that is too short is not used up', async () => {
    const user = await makeUser()
    const link = await drawLink(user.id)
    expectFields(await confirm(link, 'nine char'), {
      password: ['The password field must have at least 10 characters; it has 9.'],
    })
    expect((await confirm(link)).status).toBe(204)
  })

  test('works once, however many bring it at the same moment', async () => {
    const link = await drawLink((await makeUser()).id)
    const answers = await Promise.all(Array.from({ length: 4 }, () => confirm(link)))
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 422, 422, 422])
  })

  test('is dead after 24 hours, and when another one was used', async () => {
    const user = await makeUser()
    const [old, other, third] = [await drawLink(user.id), await drawLink(user.id), await drawLink(user.id)]
    const { rowCount } = await app.database.query(
      `update password_resets set expires_at = expires_at - interval '24 hours'
      where id = (select min(id) from password_resets where user_id = $1)`,
      [user.id],
    )
    expect(rowCount).toBe(1)
    await expectWorthless(old)
    expect((await confirm(other)).status).toBe(204)
    await expectWorthless(third)
  })

  test('of a user who was disabled since is dead, and none is made for a disabled or an unknown one', async () => {
    const user = await makeUser()
    const link = await drawLink(user.id)
    await admin('DELETE', `/v1/users/${user.id}`)
    await expectWorthless(link)
    expectError(await admin('POST', `/v1/users/${user.id}/reset-link`), 409, 'conflict')
    expectError(await admin('POST', '/v1/users/999/reset-link'), 404, 'not_found')
  })

  test('is nowhere in the database', async () => {
    const token = (await drawLink((await makeUser()).id)).split('#')[1]!
    const { rows } = await app.database.query(
      'select row_to_json(r)::text as text from password_resets r union all select row_to_json(a)::text from audit_log a',
    )
    for (const { text } of rows) expect(text).not.toContain(token)
  })

  test.each(['x', 'a'.repeat(40), ''])('%j in its place is a 422', async (token) => {
    const answer = await nobody('POST', '/v1/password-resets/confirm', { json: { token, password: NEW } })
    expectError(answer, 422, 'failed_validation')
  })
})

describe('a link by mail', () => {
  const ask = (email: string, headers = proxied()) =>
    nobody('POST', '/v1/password-resets', { json: { email }, headers })
  const waitForMail = (email: string) =>
    vi.waitFor(() => {
      const mail = server.mails.find(({ to }) => to[0]?.includes(email))
      if (!mail) throw new Error(`No mail to ${email} yet`)
      return mail
    }, WAIT)

  test('comes to the user in their language, from the operator, and leads to the public address', async () => {
    const user = await makeUser({ language: 'tr' })
    const answer = await ask(user.email, { ...proxied(), host: 'evil.example' } as never)
    expect(answer).toMatchObject({ status: 204, text: '' })
    const mail = await waitForMail(user.email)
    expect(mail.from).toContain('desk@example.com')
    const text = decode(mail)
    expect(text).toContain('Parolanızı belirlemek için')
    const link = /https:\/\/desk\.example\.com\/reset#\w{40}/.exec(text)![0]
    expect(text).not.toContain('evil.example')
    expect((await confirm(link)).status).toBe(204)
    expect(await canSignIn(user.email, NEW)).toBe(true)
  })

  test('is not sent to strangers and disabled users, and the answer does not tell', async () => {
    const [user, gone] = [await makeUser(), await makeUser()]
    await admin('DELETE', `/v1/users/${gone.id}`)
    const before = server.mails.length
    const answers = [await ask('stranger@example.com'), await ask(gone.email), await ask(user.email)]
    for (const { status, text } of answers) expect([status, text]).toEqual([204, ''])
    await waitForMail(user.email)
    expect(server.mails.slice(before).map(({ to }) => to[0])).toEqual([`<${user.email}>`])
  })

  test('is asked for three times an hour for one e-mail, whether somebody has it or not', async () => {
    for (const email of [(await makeUser()).email, 'nobody@example.com']) {
      for (let n = 0; n < 3; n += 1) expect((await ask(email)).status).toBe(204)
      expectError(await ask(email.toUpperCase()), 429, 'too_many_requests')
    }
  })

  test('is asked for twenty times an hour from one address', async () => {
    const headers = proxied()
    for (let n = 0; n < 20; n += 1) expect((await ask(`guess-${n}@example.com`, headers)).status).toBe(204)
    expectError(await ask('guess@example.com', headers), 429, 'too_many_requests')
  })
})

test('without a mail server asking is answered alike, and nothing is made', async () => {
  const plain = await startTestApp()
  try {
    const answer = await createCaller(plain.url)('POST', '/v1/password-resets', {
      json: { email: plain.email },
    })
    expect(answer).toMatchObject({ status: 204, text: '' })
    const { rows } = await plain.database.query(
      `select id::text from password_resets
      union all select task_identifier from graphile_worker.jobs where task_identifier = 'mail-password-reset'`,
    )
    expect(rows).toEqual([])
  } finally {
    await plain.stop()
  }
})
