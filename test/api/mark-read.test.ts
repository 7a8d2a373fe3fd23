import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { answerJson, type GraphServer, startGraphServer } from '../../src/whatsapp/testing/graph-server.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { CallOptions } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { insertChat, insertInbound } from '../support/inbound.ts'
import { drawNumber } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

/** WhatsApp, as far as it is told of what was read; answers with the errors that wait first. */
let graph: GraphServer
const failures: { code: number; status: number }[] = []
let app: TestApp
beforeAll(async () => {
  graph = await startGraphServer((request, response) => {
    if (!request.url.pathname.endsWith('/messages')) return answerJson(response, { data: [] })
    const failure = failures.shift()
    if (failure) answerJson(response, { error: { code: failure.code, message: 'no' } }, failure.status)
    else answerJson(response, { success: true })
  })
  app = await startTestApp({ MASA_GRAPH_URL: graph.url, MASA_SANDBOX: 'on' })
  await app.database.query('update integrations set is_sandbox = false where id = 11')
  // The program sees a change of its numbers a moment later.
  await vi.waitFor(
    async () => {
      await read((await insertInbound(app, { from: drawNumber() })).id)
      expect(graph.seen.length).toBeGreaterThan(0)
    },
    { timeout: 20_000, interval: 200 },
  )
  return app.stop
})
afterAll(() => graph.close())

const MESSAGES = '/v1/integrations/11/conversations/messages'
const read = (id: string, options: CallOptions = {}) => app.call('POST', `${MESSAGES}/${id}/read`, options)

/** What WhatsApp was told of a message. */
const listTold = (wamid: string) =>
  graph.seen
    .filter(({ url }) => url.pathname.endsWith('/messages'))
    .map(({ body }) => JSON.parse(body.toString()))
    .filter((body) => body.message_id === wamid)
const untilTold = (wamid: string, count = 1) =>
  vi.waitFor(
    () => {
      expect(listTold(wamid)).toHaveLength(count)
      return listTold(wamid).at(-1)
    },
    { timeout: 20_000, interval: 50 },
  )

describe('what cannot be read', () => {
  test('a message that there is not, or of another number, is a 404', async () => {
    const other = await insertInbound(app, { from: drawNumber(), integrationId: 22 })
    for (const id of ['gBEGkFBXUQRnAgnoOJ1ESPKBwME', 'x', other.id]) {
      expectError(await read(id), 404, 'not_found')
      const inBody = await app.call('POST', `${MESSAGES}/read`, { json: { message_id: id } })
      expectError(inBody, 404, 'not_found')
    }
  })

  test('one that was sent is a 422', async () => {
    const { id } = await insertInbound(app, { from: drawNumber(), direction: 'outbound' })
    expectFields(await read(id), { message_id: [expect.stringContaining('received')] })
  })

  test('none at all is a 422', async () => {
    expectFields(await app.call('POST', `${MESSAGES}/read`, { json: {} }), {
      message_id: ['The message_id field is required.'],
    })
  })
})

describe('a received message', () => {
  test.each<[string, (id: string) => Parameters<TestApp['call']>]>([
    ['POST to its path', (id) => ['POST', `${MESSAGES}/${id}/read`]],
    ['PUT to its path', (id) => ['PUT', `${MESSAGES}/${id}/read`, { json: {} }]],
    ['its id in JSON', (id) => ['POST', `${MESSAGES}/read`, { json: { message_id: id } }]],
    ['its id in a form', (id) => ['POST', `${MESSAGES}/read`, { form: { message_id: id } }]],
  ])('is marked by %s, and WhatsApp is told', async (_name, callOf) => {
    const { id, wamid } = await insertInbound(app, { from: drawNumber() })
    expect(await app.call(...callOf(id))).toMatchObject({ status: 200, body: { success: true } })
    const told = await untilTold(wamid)
    expect(told).toEqual({ messaging_product: 'whatsapp', status: 'read', message_id: wamid })
  })

  test('with typing shows the bubble, each time', async () => {
    const from = drawNumber()
    await insertChat(app, from)
    const { id, wamid } = await insertInbound(app, { from })
    for (const count of [1, 2]) {
      expect((await read(id, { form: { typing: 'true' } })).status).toBe(200)
      expect(await untilTold(wamid, count)).toMatchObject({ typing_indicator: { type: 'text' } })
    }
  })

  test('moves the mark of its chat, counts what is still unread, and tells by an event; WhatsApp is told once', async () => {
    const from = drawNumber()
    const chatId = await insertChat(app, from, 3)
    const at = (second: number) => new Date(Date.now() - 60_000 + second * 1_000)
    const [first, second] = [
      await insertInbound(app, { from, at: at(0) }),
      await insertInbound(app, { from, at: at(1) }),
    ]
    await insertInbound(app, { from, at: at(2) })
    await insertInbound(app, { from, at: at(3), type: 'reaction', content: { emoji: '👍' } })
    const selectChat = async () => {
      const { rows } = await app.database.query(
        `select unread, (select count(*)::integer from events
          where type = 'chat.updated' and (data->>'chat_id')::integer = chats.id) as events
        from chats where id = $1`,
        [chatId],
      )
      return rows[0]
    }
    await read(second.id)
    expect(await selectChat()).toEqual({ unread: 1, events: 1 })
    await untilTold(second.wamid)
    // What was read before does not move it back.
    for (const one of [first, second]) expect((await read(one.id)).status).toBe(200)
    expect(await selectChat()).toEqual({ unread: 1, events: 1 })
    expect(listTold(first.wamid)).toEqual([])
    expect(listTold(second.wamid)).toHaveLength(1)
  })

  test('that is older than 30 days is read here, and WhatsApp is not asked', async () => {
    const from = drawNumber()
    const chatId = await insertChat(app, from, 1)
    const { id, wamid } = await insertInbound(app, { from, at: new Date(Date.now() - 31 * 86_400_000) })
    expect((await read(id, { json: { typing: true } })).status).toBe(200)
    const { rows } = await app.database.query('select unread from chats where id = $1', [chatId])
    expect(rows).toEqual([{ unread: 0 }])
    const jobs = await app.database.query(
      `select key from graphile_worker.jobs where task_identifier = 'mark-read'`,
    )
    expect(jobs.rows).toEqual([])
    expect(listTold(wamid)).toEqual([])
  })

  test('is told again after an error that passes, and not after one that does not', async () => {
    const [passing, final] = [
      await insertInbound(app, { from: drawNumber() }),
      await insertInbound(app, { from: drawNumber() }),
    ]
    failures.push({ code: 131016, status: 500 })
    await read(passing.id)
    await untilTold(passing.wamid, 2)
    failures.push({ code: 131009, status: 400 })
    await read(final.id)
    await untilTold(final.wamid, 1)
    await vi.waitFor(async () => {
      const jobs = await app.database.query('select key from graphile_worker.jobs')
      expect(jobs.rows).toEqual([])
    }, WAIT)
    expect(listTold(final.wamid)).toHaveLength(1)
  })
})
