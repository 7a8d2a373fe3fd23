import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createCaller } from '../support/call.ts'
import { openEventStream } from '../support/event-stream.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { signIn } from '../support/session.ts'
import { createUser } from '../support/users.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const fields = (more: object = {}) => ({
  name: 'Ayşe Demir',
  email: 'ayse@example.com',
  role: 'agent',
  ...more,
})
const post = (json: object) => app.call('POST', '/v1/users', { json })
const put = (id: number, json: object) => app.call('PUT', `/v1/users/${id}`, { json })
const numbersOf = async ({ call }: { call: TestApp['call'] }): Promise<number[]> =>
  (await call('GET', '/v1/integrations')).body.map(({ id }: { id: number }) => id)
const canSignIn = async (user: { email: string; password: string }): Promise<boolean> =>
  (await createCaller(app.url)('POST', '/v1/session', { json: user })).status === 201

describe('making a user', () => {
  test.each<[string, object, Record<string, unknown>]>([
    [
      'nothing',
      {},
      {
        email: ['The email field is required.'],
        name: ['The name field is required.'],
        role: ['The role field is required.'],
      },
    ],
    [
      'no e-mail address',
      fields({ email: 'ayse' }),
      { email: ['The email field must be an e-mail address.'] },
    ],
    ['an empty name', fields({ name: ' ' }), { name: ['The name field must be more than blanks.'] }],
    [
      'a role that is none',
      fields({ role: 'owner' }),
      { role: ['The role field must be one of: administrator, supervisor, agent.'] },
    ],
    [
      'a language that is none',
      fields({ language: 'de' }),
      { language: ['The language field must be one of: en, tr.'] },
    ],
    [
      'a short password',
      fields({ password: 'nine char' }),
      { password: ['The password field must have at least 10 characters; it has 9.'] },
    ],
    [
      'a number that is not there',
      fields({ integration_ids: [11, 999] }),
      { 'integration_ids.1': ['The integration_ids.1 field must be the id of an integration.'] },
    ],
    [
      'the e-mail of somebody else, in another case',
      fields({ email: 'ABC@example.com' }),
      { email: [expect.stringContaining('another user')] },
    ],
  ])('with %s is 422', async (_name, json, wrong) => {
    expectFields(await post(json), wrong)
  })

  test('answers with them, and they sign in with the password that was given', async () => {
    const json = fields({ language: 'tr', integration_ids: [22, 11], password: 'a long password' })
    const { status, body } = await post({ ...json, email: ' ayse@example.com ' })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(Number),
      email: 'ayse@example.com',
      name: 'Ayşe Demir',
      role: 'agent',
      language: 'tr',
      integration_ids: [11, 22],
      two_factor: false,
      disabled_at: null,
      created_at: expect.any(String),
      last_seen_at: null,
    })
    expect((await app.call('GET', `/v1/users/${body.id}`)).body).toEqual(body)
    expect(await canSignIn({ email: 'ayse@example.com', password: 'a long password' })).toBe(true)
  })

  test('without a password makes one who cannot sign in before they have set one', async () => {
    const { status, body } = await post(fields({ email: 'new@example.com' }))
    expect(status).toBe(201)
    const link = await app.call('POST', `/v1/users/${body.id}/reset-link`)
    const token = link.body.url.split('#')[1]
    expect(link.body.url).toBe(`${app.url}/reset#${token}`)
    const password = 'what they like'
    await createCaller(app.url)('POST', '/v1/password-resets/confirm', { json: { token, password } })
    expect(await canSignIn({ email: 'new@example.com', password })).toBe(true)
  })

  test('sees no numbers unless some are given, and an administrator sees all', async () => {
    const [agent, administrator] = [await createUser(app), await createUser(app, { role: 'administrator' })]
    expect(await numbersOf(await signIn(app, agent))).toEqual([])
    expect(await numbersOf(await signIn(app, administrator))).toEqual(expect.arrayContaining([11, 22]))
    expect((await app.call('GET', `/v1/users/${administrator.id}`)).body.integration_ids).toBeNull()
  })
})

describe('changing a user', () => {
  test('leaves what is not named, and takes effect on the next request', async () => {
    const user = await createUser(app, { integration_ids: [11] })
    const session = await signIn(app, user)
    expect(await numbersOf(session)).toEqual([11])
    const { body } = await put(user.id, { integration_ids: [22] })
    expect(body).toMatchObject({ email: user.email, role: 'agent', integration_ids: [22] })
    expect(await numbersOf(session)).toEqual([22])
    expectError(await session.call('GET', '/v1/users'), 403, 'access_denied')
    await put(user.id, { role: 'administrator' })
    expect((await session.call('GET', '/v1/users')).status).toBe(200)
    await put(user.id, { role: 'agent' })
    expectError(await session.call('GET', '/v1/users'), 403, 'access_denied')
    expect(await numbersOf(session)).toEqual([22])
  })

  test('of their e-mail is where they sign in from then on; that of another is 422', async () => {
    const user = await createUser(app)
    expect((await put(user.id, { email: 'renamed@example.com' })).status).toBe(200)
    expect(await canSignIn(user)).toBe(false)
    expect(await canSignIn({ ...user, email: 'renamed@example.com' })).toBe(true)
    expectFields(await put(user.id, { email: app.email }), {
      email: [expect.stringContaining('another user')],
    })
  })

  test('to numbers that are not there is 422, and changes nothing', async () => {
    const user = await createUser(app, { integration_ids: [11] })
    const answer = await put(user.id, { name: 'Changed', integration_ids: [999] })
    expectFields(answer, { 'integration_ids.0': [expect.any(String)] })
    expect((await app.call('GET', `/v1/users/${user.id}`)).body).toMatchObject({ integration_ids: [11] })
    expect((await app.call('GET', `/v1/users/${user.id}`)).body.name).not.toBe('Changed')
  })

  test.each(['999', '0', 'x'])('%s, who is not there, is 404', async (id) => {
    expectError(await app.call('GET', `/v1/users/${id}`), 404, 'not_found')
    expectError(await app.call('PUT', `/v1/users/${id}`, { json: {} }), 404, 'not_found')
    expectError(await app.call('DELETE', `/v1/users/${id}`), 404, 'not_found')
  })
})

describe('disabling a user', () => {
  test('ends their sessions and tokens at once, and they come in no more until they are enabled', async () => {
    const user = await createUser(app)
    const session = await signIn(app, user)
    const { body: login } = await createCaller(app.url)('POST', '/v1/login', { json: user })
    expect((await app.call('GET', '/v1/me', { token: login.access_token })).status).toBe(200)
    expect((await session.call('GET', '/v1/me')).status).toBe(200)
    expect((await app.call('DELETE', `/v1/users/${user.id}`)).status).toBe(204)
    expectError(await session.call('GET', '/v1/me'), 401, 'unauthenticated')
    expectError(await app.call('GET', '/v1/me', { token: login.access_token }), 401, 'unauthenticated')
    expect(await canSignIn(user)).toBe(false)
    expect((await app.call('GET', `/v1/users/${user.id}`)).body.disabled_at).toEqual(expect.any(String))

    const { body } = await put(user.id, { disabled: false })
    expect(body.disabled_at).toBeNull()
    expect(await canSignIn(user)).toBe(true)
    // What was ended stays so.
    expectError(await session.call('GET', '/v1/me'), 401, 'unauthenticated')
    expectError(await app.call('GET', '/v1/me', { token: login.access_token }), 401, 'unauthenticated')
  })

  test('again changes nothing, not even since when', async () => {
    const { id } = await createUser(app)
    await put(id, { disabled: true })
    const { body } = await app.call('GET', `/v1/users/${id}`)
    expect((await app.call('DELETE', `/v1/users/${id}`)).status).toBe(204)
    expect((await app.call('GET', `/v1/users/${id}`)).body.disabled_at).toBe(body.disabled_at)
  })
})

describe('somebody stays who administers', () => {
  /** Disables all administrators but the first. */
  const leaveOne = async (): Promise<void> => {
    await app.database.query(
      `update users set disabled_at = now() where role = 'administrator' and email <> $1`,
      [app.email],
    )
  }

  test('the last administrator can be neither disabled nor demoted, not by themselves either', async () => {
    await leaveOne()
    expectError(await app.call('DELETE', '/v1/users/1'), 409, 'conflict')
    expectError(await put(1, { disabled: true }), 409, 'conflict')
    for (const role of ['supervisor', 'agent']) expectError(await put(1, { role }), 409, 'conflict')
    expect((await app.call('GET', '/v1/users/1')).body).toMatchObject({
      role: 'administrator',
      disabled_at: null,
    })
    expect((await put(1, { role: 'administrator', name: 'Chief', disabled: false })).status).toBe(200)
  })

  test('one of two can; of two who do it to each other at the same moment, one', async () => {
    for (let n = 0; n < 5; n += 1) {
      await leaveOne()
      const other = await createUser(app, { role: 'administrator' })
      const session = await signIn(app, other)
      const answers = await Promise.all([
        app.call('PUT', `/v1/users/${other.id}`, { json: { role: 'agent' } }),
        session.call('PUT', '/v1/users/1', { json: { role: 'agent' } }),
      ])
      const { rows } = await app.database.query(
        `select id from users where role = 'administrator' and disabled_at is null`,
      )
      expect(rows).toHaveLength(1)
      expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1)
      const survivor = rows[0].id === 1 ? app.call : session.call
      const restored = await survivor('PUT', '/v1/users/1', { json: { role: 'administrator' } })
      expect(restored.status).toBe(200)
    }
  })
})

describe('one’s own account', () => {
  test('has a name and a language that each changes by themselves', async () => {
    const { call } = await signIn(app, await createUser(app))
    const { body } = await call('PUT', '/v1/me', {
      json: { name: ' Yeni Ad ', language: 'tr', role: 'administrator' },
    })
    expect(body).toMatchObject({ name: 'Yeni Ad', language: 'tr', role: 'agent' })
    expect((await call('GET', '/v1/me')).body).toMatchObject({ name: 'Yeni Ad', language: 'tr' })
  })

  test('gets a new password by the present one, which ends all other sessions and tokens', async () => {
    const user = await createUser(app)
    const [here, there] = [await signIn(app, user), await signIn(app, user)]
    const { body: login } = await createCaller(app.url)('POST', '/v1/login', { json: user })
    const change = (json: object) => here.call('PUT', '/v1/me', { json })
    const password = 'a password that is new'
    expectFields(await change({ password }), {
      current_password: ['The current_password field is required.'],
    })
    expectFields(await change({ password, current_password: 'wrong' }), {
      current_password: ['The current_password field is not the present password.'],
    })
    expectFields(await change({ password: 'short', current_password: user.password }), {
      password: ['The password field must have at least 10 characters; it has 5.'],
    })
    expect(await canSignIn(user)).toBe(true)
    expect((await change({ password, current_password: user.password })).status).toBe(200)
    expect((await here.call('GET', '/v1/me')).status).toBe(200)
    expectError(await there.call('GET', '/v1/me'), 401, 'unauthenticated')
    expectError(await app.call('GET', '/v1/me', { token: login.access_token }), 401, 'unauthenticated')
    expect(await canSignIn(user)).toBe(false)
    expect(await canSignIn({ ...user, password })).toBe(true)
  })

  test('does not tell its password to who guesses in an open session', async () => {
    const user = await createUser(app)
    const { call } = await signIn(app, user)
    const guess = (current_password: string) =>
      call('PUT', '/v1/me', { json: { password: 'a password that is new', current_password } })
    for (let n = 0; n < 5; n += 1) expect((await guess(`wrong ${n}`)).status).toBe(422)
    expectError(await guess(user.password), 429, 'too_many_requests')
  })
})

test('the list has all, also the disabled ones, by pages and by cursor', async () => {
  const { body: first } = await app.call('GET', '/v1/users')
  for (let n = first.length; n <= 20; n += 1) await createUser(app)
  const page = await app.call('GET', '/v1/users')
  expect(page.body).toHaveLength(20)
  expect(page.headers['link']).toContain('page=2')
  expect(page.body.some((user: { disabled_at: unknown }) => user.disabled_at)).toBe(true)
  const ids: number[] = []
  for (let path = '/v1/users?limit=7'; path; ) {
    const { body, headers } = await app.call('GET', path)
    ids.push(...body.map(({ id }: { id: number }) => id))
    path = /<([^>]+)>/.exec(headers['link'] ?? '')?.[1] ?? ''
  }
  const { rows } = await app.database.query('select id from users order by id')
  expect(ids).toEqual(rows.map(({ id }) => id))
})

test('a user of a number that was deleted sees it again when it comes back', async () => {
  const user = await createUser(app, { integration_ids: [11, 22] })
  const deleted = (at: string | null) =>
    app.database.query('update integrations set deleted_at = $1 where id = 22', [at])
  await deleted('2024-01-01')
  try {
    expect((await app.call('GET', `/v1/users/${user.id}`)).body.integration_ids).toEqual([11])
    expect((await put(user.id, { integration_ids: [11] })).body.integration_ids).toEqual([11])
  } finally {
    await deleted(null)
  }
  expect((await app.call('GET', `/v1/users/${user.id}`)).body.integration_ids).toEqual([11, 22])
})

test('each change stands in the audit log, and is told to the team', async () => {
  const stream = await openEventStream(app.url, app.token)
  const { id } = await createUser(app)
  await put(id, { name: 'Other', integration_ids: [11] })
  await put(id, { disabled: true })
  await put(id, { disabled: false })
  const { body } = await app.call('GET', '/v1/audit-log?actor=user:1')
  const acts = body.filter(({ subject }: { subject: string }) => subject === `user:${id}`).reverse()
  expect(acts.map(({ action }: { action: string }) => action)).toEqual([
    'user.created',
    'user.changed',
    'user.disabled',
    'user.enabled',
  ])
  expect(acts[1].details).toEqual({ name: 'Other', integration_ids: [11] })
  await stream.waitFor((events) => events.filter(({ data }) => data.what === 'users').length >= 4)
  stream.close()
})
