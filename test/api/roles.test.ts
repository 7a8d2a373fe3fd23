import { beforeAll, describe, expect, test, vi } from 'vitest'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/config.ts'
import { createLogger } from '../../src/logger.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createCaller } from '../support/call.ts'
import { expectError } from '../support/expect-error.ts'
import { drawNumber, openWindow, receiveFromPhone, waitForSent } from '../support/sandbox.ts'
import { signIn } from '../support/session.ts'
import { createUser } from '../support/users.ts'
import { WAIT } from '../support/wait.ts'

/** Two processes with the API and one worker, on one database and one folder. */
let apis: [TestApp, TestApp]
let worker: { call: ReturnType<typeof createCaller>; stop(): Promise<void> }
beforeAll(async () => {
  const stops: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next; next = stops.pop()) await next()
  }
  try {
    const first = await startTestApp({ MASA_ROLES: 'api' })
    stops.push(first.stop)
    const shared = sharedBy(first)
    const second = await startTestApp({ ...shared, MASA_ROLES: 'api' })
    stops.push(second.stop)
    apis = [first, second]
    worker = await startTestWorker(shared)
    stops.push(() => worker.stop())
  } catch (error) {
    await stop()
    throw error
  }
  return stop
})

const sharedBy = (first: TestApp): Record<string, string> => ({
  DATABASE_URL: first.connectionString,
  MASA_SECRET_KEY: first.secretKey,
  MASA_DATA_DIR: first.dataDir,
  // The first one has it.
  MASA_SANDBOX_PORT: new URL(first.sandboxUrl).port,
})

const startTestWorker = async (settings: Record<string, string>) => {
  const config = readConfig({ ...settings, PORT: '0', MASA_ROLES: 'worker' })
  const app = await startApp(config, createLogger('silent'))
  return { call: createCaller(app.url), stop: app.stop }
}

const MESSAGES = '/v1/integrations/11/conversations/messages'
const KEYS = '/v1/integrations/11/keys'
const statusOf = async (app: TestApp, id: string) => (await app.call('GET', `${MESSAGES}/${id}`)).body.status

describe('with the roles in processes of their own', () => {
  test('what either API takes in is sent by the worker, and its statuses are seen by both', async () => {
    for (const [n, api] of apis.entries()) {
      const to = drawNumber()
      await openWindow(apis[0], to)
      const { body } = await api.call('POST', MESSAGES, { json: { to, text: `Hello from ${n}` } })
      expect((await waitForSent(apis[0], to))[0]!.body.text.body).toBe(`Hello from ${n}`)
      for (const other of apis)
        await vi.waitFor(async () => expect(await statusOf(other, body.message_id)).toBe('read'), WAIT)
    }
  })

  test('what a customer writes is applied by the worker', async () => {
    expect(await receiveFromPhone(apis[0], drawNumber())).toMatchObject({ status: 'received' })
  })

  test('the second process with the API uses the sandbox of the first', () => {
    expect(apis[1].sandboxUrl).toBe(apis[0].sandboxUrl)
  })

  test('a revoked key is refused by the other process, too, although it has just used it', async () => {
    const { body: key } = await apis[0].call('POST', KEYS, { json: { name: 'shop' } })
    const list = (app: TestApp) => app.call('GET', MESSAGES, { token: key.key })
    expect((await list(apis[1])).status).toBe(200)
    expect((await apis[0].call('DELETE', `${KEYS}/${key.id}`)).status).toBe(204)
    // Longer than this, and it would have been refused by age alone.
    await vi.waitFor(async () => expectError(await list(apis[1]), 401, 'unauthenticated'), { timeout: 2_000 })
  })

  test('a session holds at both, and who is disabled at one is out at the other, whatever they had open', async () => {
    const user = await createUser(apis[0], { role: 'administrator' })
    const { call, cookie, csrfToken } = await signIn(apis[0], user)
    const headers = { cookie, 'x-csrf-token': csrfToken }
    const there = () => createCaller(apis[1].url)('GET', '/v1/users', { headers })
    expect((await call('GET', '/v1/users')).status).toBe(200)
    expect((await there()).status).toBe(200)
    const put = (json: object) => apis[0].call('PUT', `/v1/users/${user.id}`, { json })
    await put({ role: 'agent' })
    // Longer than this, and age alone would have told.
    await vi.waitFor(async () => expectError(await there(), 403, 'access_denied'), { timeout: 2_000 })
    await put({ disabled: true })
    await vi.waitFor(async () => expectError(await there(), 401, 'unauthenticated'), { timeout: 2_000 })
  })

  test('a number that was suspended at one takes nothing at the other', async () => {
    expect((await apis[0].call('POST', '/v1/integrations/22/suspend', { json: {} })).status).toBe(200)
    await vi.waitFor(async () => {
      const { body } = await apis[1].call('GET', '/v1/integrations/22')
      expect(body.status).toBe('suspended')
    }, WAIT)
    expect((await apis[1].call('POST', '/v1/integrations/22/activate', { json: {} })).status).toBe(200)
  })

  test('a worker answers how it is, and names who has the API', async () => {
    expect(await worker.call('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    expect(await worker.call('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } })
    expect((await worker.call('GET', '/metrics')).text).toContain('masa_sends_total')
    expectError(await worker.call('GET', '/v1/integrations'), 404, 'not_found')
  })
})

test('without a worker what was taken in waits, and goes when one comes', async () => {
  await worker.stop()
  const [to, api] = [drawNumber(), apis[1]]
  await openWindow(apis[0], to)
  const { body } = await api.call('POST', MESSAGES, { json: { to, text: 'Is anybody there?' } })
  expect(await statusOf(api, body.message_id)).toBe('queued')
  worker = await startTestWorker(sharedBy(apis[0]))
  expect(await waitForSent(apis[0], to)).toHaveLength(1)
})
