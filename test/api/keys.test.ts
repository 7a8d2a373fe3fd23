import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createCaller } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const KEYS = '/v1/integrations/11/keys'
const MESSAGES = '/v1/integrations/11/conversations/messages'
const text = { json: { to: '+905555555555', text: 'x' } }

const create = async (json: object = {}) => {
  const answer = await app.call('POST', KEYS, { json: { name: 'Web shop', ...json } })
  expect(answer.status).toBe(201)
  return { ...answer.body, call: createCaller(app.url, answer.body.key) }
}

describe('creating one', () => {
  test.each<[object, Record<string, unknown>]>([
    [{}, { name: ['The name field is required.'] }],
    [{ name: ' ' }, { name: ['The name field must be more than blanks.'] }],
    [
      { name: 'x', scopes: ['all'] },
      { 'scopes.0': ['The scopes.0 field must be one of: read, send, manage.'] },
    ],
    [{ name: 'x', scopes: [] }, { scopes: ['The scopes field is required.'] }],
    [
      { name: 'x', expires_at: 'tomorrow' },
      { expires_at: ['The expires_at field must be a time such as 2030-01-31T12:00:00Z.'] },
    ],
    [
      { name: 'x', expires_at: '2020-01-01T00:00:00Z' },
      { expires_at: ['The expires_at field must be a time in the future.'] },
    ],
  ])('with %j is 422', async (json, fields) => {
    expectFields(await app.call('POST', KEYS, { json }), fields)
  })

  test('shows its text once, in the form of a token, and only its hash is stored', async () => {
    const { id, key } = await create()
    expect(key).toMatch(new RegExp(`^${id}\\|[A-Za-z0-9]{40}[0-9a-f]{8}$`))
    const { body } = await app.call('GET', KEYS)
    expect(JSON.stringify(body)).not.toContain(key.slice(5, 40))
    expect(body[0]).toEqual({
      id,
      name: 'Web shop',
      scopes: ['read', 'send'],
      created_at: expect.any(String),
      last_used_at: null,
      expires_at: null,
    })
    const { rows } = await app.database.query('select * from tokens where id = $1', [id])
    expect(JSON.stringify(rows)).not.toContain(key.slice(5, 40))
  })
})

describe('a key', () => {
  test('works in place of a login, with and without Bearer', async () => {
    const { key, call } = await create()
    expect((await call('GET', '/v1/integrations')).body.map(({ id }: { id: number }) => id)).toEqual([11])
    expect((await call('POST', MESSAGES, text)).status).toBe(200)
    const bare = await app.call('GET', '/v1/integrations', { token: null, headers: { authorization: key } })
    expect(bare.status).toBe(200)
  })

  test('reaches its integration only', async () => {
    const { call } = await create()
    expectError(await call('GET', '/v1/integrations/22/conversations/templates'), 404, 'not_found')
    expectError(await call('POST', '/v1/integrations/22/conversations/messages', text), 404, 'not_found')
  })

  test('does what its scopes say and nothing else', async () => {
    const [reader, sender] = [await create({ scopes: ['read'] }), await create({ scopes: ['send'] })]
    expect((await reader.call('GET', '/v1/integrations')).status).toBe(200)
    expectError(await reader.call('POST', MESSAGES, text), 403, 'access_denied')
    expect((await sender.call('POST', MESSAGES, text)).status).toBe(200)
    expectError(await sender.call('GET', '/v1/integrations'), 403, 'access_denied')
  })

  test('makes, lists and deletes no keys, whatever its scopes', async () => {
    const { id, call } = await create({ scopes: ['read', 'send', 'manage'] })
    expectError(await call('GET', KEYS), 403, 'access_denied')
    expectError(await call('POST', KEYS, { json: { name: 'x' } }), 403, 'access_denied')
    expectError(await call('DELETE', `${KEYS}/${id}`), 403, 'access_denied')
  })

  test('tells who it is', async () => {
    const { id, call } = await create({ scopes: ['read'] })
    expect((await call('GET', '/v1/me')).body).toEqual({
      type: 'key',
      id,
      name: 'Web shop',
      access: ['read'],
      integration_ids: [11],
    })
  })

  test('may tell who it is and be given up, whatever it may do besides', async () => {
    const { call } = await create({ scopes: ['send'] })
    expect((await call('GET', '/v1/me')).body).toMatchObject({ type: 'key', access: ['send'] })
    expect((await call('DELETE', '/v1/login')).status).toBe(204)
    expectError(await call('GET', '/v1/me'), 401, 'unauthenticated')
  })

  test('that has expired is 401 from that moment on', async () => {
    const soon = new Date(Date.now() + 1_500).toISOString()
    const { call } = await create({ expires_at: soon })
    expect((await call('GET', '/v1/integrations')).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, Date.parse(soon) - Date.now() + 1))
    expectError(await call('GET', '/v1/integrations'), 401, 'unauthenticated')
  })

  test('shows when it was last used', async () => {
    const { id, call } = await create()
    await call('GET', '/v1/integrations')
    await vi.waitFor(async () => {
      const { body } = await app.call('GET', KEYS)
      expect(body.find((key: { id: number }) => key.id === id).last_used_at).not.toBeNull()
    }, WAIT)
  })
})

describe('deleting one', () => {
  test('refuses it from the next request on', async () => {
    const { id, call } = await create()
    expect((await call('GET', '/v1/integrations')).status).toBe(200)
    expect((await app.call('DELETE', `${KEYS}/${id}`)).status).toBe(204)
    expectError(await call('GET', '/v1/integrations'), 401, 'unauthenticated')
    expectError(await app.call('DELETE', `${KEYS}/${id}`), 404, 'not_found')
    expect((await app.call('GET', KEYS)).body.map((key: { id: number }) => key.id)).not.toContain(id)
  })

  test('of another integration, of a user, or of nobody is 404', async () => {
    const { id } = await create()
    expectError(await app.call('DELETE', `/v1/integrations/22/keys/${id}`), 404, 'not_found')
    expectError(await app.call('DELETE', `${KEYS}/${app.token.split('|')[0]}`), 404, 'not_found')
    for (const wrong of ['0', 'x', '999999999'])
      expectError(await app.call('DELETE', `${KEYS}/${wrong}`), 404, 'not_found')
  })
})

test('only administrators have to do with keys', async () => {
  const agent = await createAgent(app, 'keys-agent@example.com', [11])
  expectError(await agent('GET', KEYS), 403, 'access_denied')
  expectError(await agent('POST', KEYS, { json: { name: 'x' } }), 403, 'access_denied')
  // What they were not given is not there at all.
  expectError(await agent('GET', '/v1/integrations/22/keys'), 404, 'not_found')
})

test('making and deleting stand in the audit log', async () => {
  const { id } = await create()
  await app.call('DELETE', `${KEYS}/${id}`)
  const { rows } = await app.database.query(
    'select action, actor from audit_log where subject = $1 order by id',
    [`key:${id}`],
  )
  expect(rows.map(({ action }) => action)).toEqual(['key.created', 'key.revoked'])
})
