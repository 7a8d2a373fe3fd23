import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { inbound, numberEvent } from '../../src/ingest/testing/webhooks.ts'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { insertIntegrations } from '../support/integrations.ts'
import { createMeta, type Meta } from '../support/meta.ts'
import { expectForetold, type OpenApi, readOpenApi } from '../support/openapi.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
let meta: Meta
let document: OpenApi
beforeAll(async () => {
  app = await startTestApp()
  meta = await createMeta(app)
  await meta.silenceSandbox()
  document = await readOpenApi(app)
  return app.stop
})
beforeEach(async () => {
  await meta.settled()
  await app.database.query('delete from inbound_events')
})

const EVENTS = '/v1/inbound-events'
const list = async (query = '') => (await app.call('GET', `${EVENTS}${query}`)).body

const text = (wamid: string) => inbound(meta.numbers[0], { phone: '905558100001' }, { wamid, at: 1 })
const strange = () => numberEvent(meta.numbers[0], { anything: 1 }, 'group_lifecycle_update')

test('what could not be applied is listed with the reason, and shown with its body as it came', async () => {
  const body = strange()
  await meta.tell(text('wamid.1'), body)
  const answer = await app.call('GET', `${EVENTS}?state=unprocessed`)
  expectForetold(document, 'get', EVENTS, answer)
  expect(answer.body).toEqual([
    {
      id: expect.any(Number),
      received_at: expect.stringMatching(/^\d{4}-.*Z$/),
      state: 'unprocessed',
      reason: 'Events of the kind group_lifecycle_update are not read by this version',
      integration_ids: [11, 22],
      size_bytes: JSON.stringify(body).length,
    },
  ])
  const single = await app.call('GET', `${EVENTS}/${answer.body[0].id}`)
  expectForetold(document, 'get', `${EVENTS}/{event_id}`, single)
  expect(single.body).toEqual({ ...answer.body[0], body })
  expect((await list()).map(({ state }: { state: string }) => state)).toEqual(['unprocessed', 'applied'])
  expect(await list('?state=applied')).toHaveLength(1)
})

test('a body that is no JSON is shown in base64', async () => {
  const raw = Buffer.from([0xff, 0x00, 0xfe])
  expect((await meta.post(raw)).status).toBe(200)
  await meta.settled()
  const [{ id }] = await list('?state=unprocessed')
  const { body } = await app.call('GET', `${EVENTS}/${id}`)
  expect(body.body_base64).toBe(raw.toString('base64'))
  expect(body).not.toHaveProperty('body')
})

test('events of a number that is connected later are applied when they are asked for', async () => {
  const number = { wabaId: 'waba-601', phoneNumber: '+905556', phoneNumberId: 'phone-601' }
  const from = { phone: '905558100002', name: 'Erken' }
  for (const n of [1, 2, 3]) await meta.tell(inbound(number, from, { wamid: `wamid.early.${n}`, at: n }))
  expect(await list('?state=unprocessed')).toMatchObject(
    [1, 2, 3].map(() => ({ reason: 'No connected number has the id phone-601' })),
  )
  await insertIntegrations(app, [601])
  await app.database.query('update inbound_events set signed_for = signed_for || 601')
  const [{ id }] = await list('?state=unprocessed')
  const one = await app.call('POST', `${EVENTS}/${id}/reprocess`)
  expectForetold(document, 'post', `${EVENTS}/{event_id}/reprocess`, one)
  expect(one).toMatchObject({ status: 200, body: { queued: 1 } })
  await meta.settled()
  expect(await list('?state=unprocessed')).toHaveLength(2)
  const all = await app.call('POST', `${EVENTS}/reprocess`)
  expectForetold(document, 'post', `${EVENTS}/reprocess`, all)
  expect(all).toMatchObject({ status: 200, body: { queued: 2 } })
  await meta.settled()
  expect(await list('?state=unprocessed')).toEqual([])
  expect((await app.call('GET', '/v1/integrations/601/chats')).body).toMatchObject([
    { name: 'Erken', unread: 3 },
  ])
})

test('what was applied has no consequences when it is applied again', async () => {
  await meta.tell(text('wamid.twice'))
  const [{ id }] = await list()
  const read = async () =>
    (await app.database.query(`select count(*)::integer as count from events`)).rows[0].count
  await vi.waitFor(async () => expect(await read()).toBeGreaterThan(0), WAIT)
  const before = await read()
  expect((await app.call('POST', `${EVENTS}/${id}/reprocess`)).body).toEqual({ queued: 1 })
  await meta.settled()
  expect(await list()).toMatchObject([{ id, state: 'applied' }])
  expect(await read()).toBe(before)
})

test('how many are unprocessed is told to the operator', async () => {
  await meta.tell(strange(), strange())
  const { text: metrics } = await app.call('GET', '/metrics', { token: null })
  expect(metrics).toMatch(/^masa_unprocessed_events 2$/m)
})

describe('the list', () => {
  test('has pages and cursors', async () => {
    await meta.tell(...Array.from({ length: 23 }, strange))
    const ids: number[] = (await list('?limit=100')).map(({ id }: { id: number }) => id)
    expect(ids).toHaveLength(23)
    expect((await list('?page=2')).map(({ id }: { id: number }) => id)).toEqual(ids.slice(20))
    const first = await app.call('GET', `${EVENTS}?limit=9&state=unprocessed`)
    const next = new URL(/^<([^>]+)>/.exec(first.headers['link']!)![1]!)
    const second = await app.call('GET', next.pathname + next.search)
    expect([...first.body, ...second.body].map(({ id }: { id: number }) => id)).toEqual(ids.slice(0, 18))
  })

  test.each([
    ['state=strange', 'state'],
    ['cursor=x', 'cursor'],
    ['page=0', 'page'],
  ])('refuses ?%s', async (query, field) => {
    expectFields(await app.call('GET', `${EVENTS}?${query}`), { [field]: [expect.any(String)] })
  })
})

describe('is for administrators alone', () => {
  test.each([
    ['GET', EVENTS],
    ['GET', `${EVENTS}/1`],
    ['POST', `${EVENTS}/reprocess`],
    ['POST', `${EVENTS}/1/reprocess`],
  ])('%s %s', async (method, path) => {
    expectError(await app.call(method, path, { token: null }), 401, 'unauthenticated')
    const agent = await createAgent(app, `${method}${path.length}@example.com`, [11])
    expectError(await agent(method, path), 403, 'access_denied')
    const { body } = await app.call('POST', '/v1/integrations/11/keys', {
      json: { name: 'Manager', scopes: ['manage'] },
    })
    expectError(await app.call(method, path, { token: body.key }), 403, 'access_denied')
  })

  test('and one that there is not is 404', async () => {
    for (const id of ['999999999999', '0', 'x', '-1']) {
      expectError(await app.call('GET', `${EVENTS}/${id}`), 404, 'not_found')
      expectError(await app.call('POST', `${EVENTS}/${id}/reprocess`), 404, 'not_found')
    }
  })
})
