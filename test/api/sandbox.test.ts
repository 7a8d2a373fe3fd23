import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Session, signIn } from '../support/session.ts'
import { createUser } from '../support/users.ts'

let app: TestApp
let session: Session
beforeAll(async () => {
  app = await startTestApp()
  // The twenty who write by themselves come before anybody has signed in.
  await vi.waitFor(async () => {
    const { rows } = await app.database.query(
      "select count(*)::integer from messages where direction = 'inbound'",
    )
    expect(rows[0].count).toBeGreaterThanOrEqual(20)
  }, 30_000)
  session = await signIn(app, app)
})
afterAll(() => app.stop())

const NOTHING = { wrote_at: null, answered_at: null, template_at: null, told_at: null }
const firstSteps = async () => (await session.call('GET', '/v1/sandbox')).body.first_steps

test('says where the sandbox is, and counts nothing as tried that came by itself', async () => {
  const { status, body } = await session.call('GET', '/v1/sandbox')
  expect(status).toBe(200)
  expect(body).toEqual({
    is_on: true,
    phone_url: `${app.sandboxUrl}/`,
    receiver_url: `${app.sandboxUrl}/receiver`,
    first_steps: NOTHING,
  })
})

test('a message by a program is no answer of somebody in the inbox', async () => {
  const sent = await app.call('POST', '/v1/integrations/11/conversations/messages', {
    json: { to: '+905550000001', text: 'By a program' },
  })
  expect(sent.status).toBe(200)
  expect(await firstSteps()).toMatchObject({ answered_at: null, template_at: null })
})

test('each step is told once it was made: written, told to the shop, answered, sent a template', async () => {
  // WhatsApp tells times to the second.
  const signedInAt = Date.now()
  await vi.waitFor(() => expect(Date.now() - signedInAt).toBeGreaterThan(1_000), 5_000)
  await app.sandbox('POST', '/_sandbox/inbound', {
    json: { from: '905550000001', message: { type: 'text', text: { body: 'Hello' } } },
  })
  await vi.waitFor(
    async () =>
      expect(await firstSteps()).toMatchObject({
        wrote_at: expect.any(String),
        told_at: expect.any(String),
        answered_at: null,
        template_at: null,
      }),
    30_000,
  )
  await session.call('POST', '/v1/integrations/11/conversations/messages', {
    json: { to: '+905550000001', text: 'Good day' },
  })
  expect(await firstSteps()).toMatchObject({ answered_at: expect.any(String), template_at: null })
  const sent = await session.call('POST', '/v1/integrations/11/conversations/templates/send', {
    json: {
      template_id: 1,
      language_id: 1,
      destinations: [
        { phone: '+905550000001', parameters: { 'header-1': 'a', 'body-1': 'b', 'body-2': 'c' } },
      ],
    },
  })
  expect(sent.status).toBe(200)
  expect(await firstSteps()).toMatchObject({ template_at: expect.any(String) })
})

test('of numbers that somebody was not given, nothing is told', async () => {
  const other = await signIn(app, await createUser(app, { role: 'agent', integration_ids: [22] }))
  expect((await other.call('GET', '/v1/sandbox')).body.first_steps).toEqual(NOTHING)
})
