import pg from 'pg'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { CallOptions } from '../support/call.ts'
import { createTestDatabase } from '../support/database.ts'
import { createDatabaseLine, type DatabaseLine } from '../support/database-line.ts'
import { expectError } from '../support/expect-error.ts'
import { PNG } from '../support/files.ts'
import { createMeta, type Meta } from '../support/meta.ts'

let app: TestApp
let line: DatabaseLine
let meta: Meta
/** To the same database, beside the line. */
let witness: pg.Pool
beforeAll(async () => {
  const database = await createTestDatabase()
  line = await createDatabaseLine(database.connectionString)
  app = await startTestApp({ DATABASE_URL: line.connectionString })
  witness = new pg.Pool({ connectionString: database.connectionString, max: 1 })
  meta = await createMeta(app)
  return async () => {
    await app.stop()
    await witness.end()
    await line.close()
    await database.drop()
  }
})
afterEach(async () => {
  await line.restore()
  // Until it has found its way back, and has worked off what waited.
  await expect.poll(async () => (await app.call('GET', '/readyz')).status, { timeout: 30_000 }).toBe(200)
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const TEMPLATES = '/v1/integrations/11/conversations/templates'
const text = { to: '+905555555555', text: 'Hello!' }
const destinations = [
  { phone: '+905555555555', parameters: { 'header-1': 'a', 'body-1': 'b', 'body-2': 'c' } },
]
const template = { template_id: 1, language_id: 1, destinations }
const attached = (): FormData => {
  const form = new FormData()
  form.set('template_id', '1')
  form.set('language_id', '1')
  form.set('destinations', JSON.stringify(destinations))
  form.set('attachment', new Blob([PNG], { type: 'image/png' }), 'a.png')
  return form
}

describe('with the database away', () => {
  test.each<[string, string, () => CallOptions]>([
    ['POST', '/v1/login', () => ({ token: null, json: { email: app.email, password: app.password } })],
    ['DELETE', '/v1/login', () => ({})],
    ['GET', TEMPLATES, () => ({})],
    ['GET', `${MESSAGES}/gBEGkFBXUQRnAgnoOJ1ESPKBwME`, () => ({})],
    ['POST', MESSAGES, () => ({ json: text })],
    ['POST', MESSAGES, () => ({ json: text, headers: { 'idempotency-key': 'k' } })],
    ['POST', `${TEMPLATES}/send`, () => ({ json: template })],
    ['POST', `${TEMPLATES}/send`, () => ({ multipart: attached() })],
    ['POST', `${TEMPLATES}/send/bulk`, () => ({ json: template })],
  ])(
    '%s %s is 503 service_unavailable with Retry-After, and tells nothing of the inside',
    async (method, path, options) => {
      await line.cut()
      const answer = await app.call(method, path, options())
      expectError(answer, 503, 'service_unavailable')
      expect(answer.text).not.toMatch(/ECONN|5432|postgres|127\.0\.0\.1:\d+\/test/)
    },
  )

  test('an event of Meta’s is 503, so that Meta tries again, and is taken then', async () => {
    const raw = meta.statuses([{ wamid: 'wamid.late', status: 'sent' }])
    await line.cut()
    expectError(await meta.post(raw), 503, 'service_unavailable')
    await line.restore()
    await expect.poll(async () => (await meta.post(raw)).status, { timeout: 30_000 }).toBe(200)
    const { rows } = await witness.query('select 1 from inbound_events where body = $1', [raw])
    expect(rows).toHaveLength(1)
  })

  test('the program is alive and not ready', async () => {
    await line.cut()
    expect((await app.call('GET', '/healthz')).status).toBe(200)
    const ready = await app.call('GET', '/readyz')
    expect(ready.status).toBe(503)
    expect(ready.headers['retry-after']).toBeDefined()
    expect(ready.text).not.toMatch(/ECONN|127\.0\.0\.1/)
  })

  test('an unknown token is not told to be wrong: 503', async () => {
    const token = `${app.token.replace(/^\d+/, '77')}`
    await line.cut()
    expectError(await app.call('GET', '/v1/integrations', { token }), 503, 'service_unavailable')
  })
})

test('a database that lets one in and says nothing is no hang: 503', async () => {
  line.mute()
  const answers = await Promise.all([
    app.call('GET', TEMPLATES),
    app.call('POST', '/v1/login', { token: null, json: { email: app.email, password: app.password } }),
  ])
  for (const answer of answers) expectError(answer, 503, 'service_unavailable')
})

test('what was answered with 200 is stored and sent, what with 503 is not, however often the line breaks', async () => {
  const { rows } = await witness.query('select count(*)::int as count from messages')
  const before = rows[0].count
  const accepted: string[] = []
  let refused = 0
  for (let round = 0; round < 6; round += 1) {
    const calls = Array.from({ length: 20 }, () => app.call('POST', MESSAGES, { json: text }))
    if (round % 2 === 1) await line.cut()
    for (const answer of await Promise.all(calls))
      if (answer.status === 200) accepted.push(answer.body.message_id)
      else {
        expectError(answer, 503, 'service_unavailable')
        refused += 1
      }
    await line.restore()
    await expect
      .poll(async () => (await app.call('POST', MESSAGES, { json: {} })).status, { timeout: 30_000 })
      .toBe(422)
  }
  expect(refused).toBeGreaterThan(0)
  const stored = await witness.query('select id from messages where id = any($1)', [accepted])
  expect(stored.rows).toHaveLength(accepted.length)
  const all = await witness.query('select count(*)::int as count from messages')
  // A commit whose answer the cut took may have happened: 503 promises nothing, 200 does.
  expect(all.rows[0].count).toBeGreaterThanOrEqual(before + accepted.length)
})
