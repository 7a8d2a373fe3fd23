import { beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { signIn } from '../support/session.ts'
import { createUser, type TestUser } from '../support/users.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const stateOf = async ({ id }: TestUser): Promise<string> =>
  (await app.call('GET', '/v1/agents')).body.find((one: { id: number }) => one.id === id)?.state

test('signing in begins the work, and the last browser to sign out ends it', async () => {
  const user = await createUser(app, { integration_ids: [11] })
  expect(await stateOf(user)).toBe('offline')
  const first = await signIn(app, user)
  const second = await signIn(app, user)
  expect(await stateOf(user)).toBe('online')
  expect((await first.call('DELETE', '/v1/session')).status).toBe(204)
  expect(await stateOf(user)).toBe('online')
  expect((await second.call('DELETE', '/v1/session')).status).toBe(204)
  expect(await stateOf(user)).toBe('offline')
})

test('signing out everywhere ends it, and a program’s login begins none', async () => {
  const user = await createUser(app, { integration_ids: [11] })
  const { call } = await signIn(app, user)
  await signIn(app, user)
  expect((await call('DELETE', '/v1/sessions')).status).toBe(204)
  expect(await stateOf(user)).toBe('offline')
  const login = await app.call('POST', '/v1/login', { token: null, json: user })
  expect(login.status).toBe(200)
  expect(await stateOf(user)).toBe('offline')
})

test('disabling somebody hands their chats on', async () => {
  const user = await createUser(app, { integration_ids: [11] })
  await signIn(app, user)
  const [chat] = (await app.call('GET', '/v1/chats?state=active&integration_id=11')).body
  const path = `/v1/integrations/11/chats/${chat.id}`
  const assigned = await app.call('POST', `${path}/assign`, {
    json: { user_id: user.id, expected_assignee: chat.assignee?.id ?? null },
  })
  expect(assigned.body.assignee).toMatchObject({ id: user.id })
  expect((await app.call('DELETE', `/v1/users/${user.id}`)).status).toBe(204)
  expect((await app.call('GET', path)).body.assignee?.id).not.toBe(user.id)
})
