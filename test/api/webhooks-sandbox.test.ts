import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/config.ts'
import { createLogger } from '../../src/logger.ts'
import { createCaller } from '../support/call.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let testDatabase: TestDatabase
let database: pg.Pool
let dataDir: string
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = new pg.Pool({ connectionString: testDatabase.connectionString, max: 1 })
  dataDir = await mkdtemp(join(tmpdir(), 'masa-webhooks-'))
})
afterAll(async () => {
  await database.end()
  await testDatabase.drop()
  await rm(dataDir, { recursive: true })
})

const CREDENTIALS = { email: 'abc@example.com', password: 'correct horse' }
const secretKey = randomBytes(32).toString('base64')

/** One start of the same installation; the sandbox comes up at another port each time. */
const start = async (settings: Record<string, string> = {}) => {
  const config = readConfig({
    DATABASE_URL: testDatabase.connectionString,
    PORT: '0',
    MASA_SANDBOX_PORT: '0',
    MASA_SANDBOX: 'on',
    MASA_DATA_DIR: dataDir,
    MASA_SECRET_KEY: secretKey,
    MASA_ADMIN_EMAIL: CREDENTIALS.email,
    MASA_ADMIN_PASSWORD: CREDENTIALS.password,
    MASA_RATE_LIMIT: '0',
    ...settings,
  })
  const app = await startApp(config, createLogger('silent'))
  const { body } = await createCaller(app.url)('POST', '/v1/login', { json: CREDENTIALS })
  return { ...app, call: createCaller(app.url, body.access_token) }
}

const listUrls = async (): Promise<[integrationId: number, url: string][]> => {
  const { rows } = await database.query('select integration_id, url from webhook_endpoints order by id')
  return rows.map(({ integration_id, url }) => [integration_id, url])
}

test('the first start with the sandbox makes an endpoint for its shop at each number, which verifies what comes; later ones follow it', async () => {
  const first = await start()
  const receiver = `${first.sandboxUrl}/receiver`
  expect(await listUrls()).toEqual([
    [11, receiver],
    [22, receiver],
  ])
  const { body: webhooks } = await first.call('GET', '/v1/integrations/11/webhooks')
  expect(webhooks).toMatchObject([{ events: ['message.received', 'message.status'], active: true }])
  // Loopback, but the sandbox's own.
  const { body: tested } = await first.call('POST', `/v1/integrations/11/webhooks/${webhooks[0].id}/test`)
  expect(tested).toMatchObject({ response_status: 200, error: null })
  // It was told the secrets, and finds every signature right: the first customers' lines, and this test.
  await vi.waitFor(
    async () => {
      const { body: shop } = await createCaller(first.sandboxUrl!)('GET', '/_sandbox/receiver')
      expect(shop.secrets).toHaveLength(2)
      expect(shop.deliveries.length).toBeGreaterThan(20)
      expect(shop.deliveries.filter(({ doubt }: { doubt: string | null }) => doubt !== null)).toEqual([])
    },
    { timeout: 30_000, interval: 50 },
  )
  // Beside it nothing of this machine.
  const json = { url: first.url }
  expect((await first.call('POST', '/v1/integrations/11/webhooks', { json })).status).toBe(422)
  await first.stop()

  const second = await start()
  expect(second.sandboxUrl).not.toBe(first.sandboxUrl)
  expect((await listUrls()).map(([, url]) => url)).toEqual([
    `${second.sandboxUrl}/receiver`,
    `${second.sandboxUrl}/receiver`,
  ])
  // One is deleted, the other is given to a program of one's own.
  const [{ id: other }] = (await second.call('GET', '/v1/integrations/22/webhooks')).body
  await second.call('DELETE', `/v1/integrations/11/webhooks/${webhooks[0].id}`)
  const moved = { url: 'https://shop.example.com/receiver' }
  expect((await second.call('PUT', `/v1/integrations/22/webhooks/${other}`, { json: moved })).status).toBe(
    200,
  )
  await second.stop()

  const third = await start()
  expect(await listUrls()).toEqual([[22, moved.url]])
  await third.stop()
})

test('without the sandbox its origin is no exception', async () => {
  const app = await start({ MASA_SANDBOX: 'off' })
  const json = { url: 'http://127.0.0.1:8361/receiver' }
  expect((await app.call('POST', '/v1/integrations/11/webhooks', { json })).status).toBe(422)
  await app.stop()
})
