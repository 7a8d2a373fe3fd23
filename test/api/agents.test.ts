import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { inbound } from '../../src/ingest/testing/webhooks.ts'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Call, createCaller } from '../support/call.ts'
import { openEventStream } from '../support/event-stream.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { insertChat } from '../support/inbound.ts'
import { createMeta, type Meta } from '../support/meta.ts'
import { drawNumber } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

/** Two processes on one database, both with all roles. */
let app: TestApp
let other: TestApp
let meta: Meta
beforeAll(async () => {
  app = await startTestApp()
  other = await startTestApp({
    DATABASE_URL: app.connectionString,
    MASA_SECRET_KEY: app.secretKey,
    MASA_DATA_DIR: app.dataDir,
    MASA_SANDBOX_PORT: new URL(app.sandboxUrl).port,
  })
  meta = await createMeta(app)
  await meta.silenceSandbox()
  return async () => {
    await other.stop()
    await app.stop()
  }
})

let drawn = 0
type Member = { call: Call; id: number; token: string }

/** Somebody of the team, who goes offline at the end of the test. */
const join = async (numbers = [11], role?: 'supervisor' | 'agent'): Promise<Member> => {
  drawn += 1
  const email = `agents-${drawn}@example.com`
  await createAgent(app, email, numbers, role)
  const { body } = await app.call('POST', '/v1/login', {
    token: null,
    json: { email, password: 'an agent of the desk' },
  })
  const call = createCaller(app.url, body.access_token)
  const { id } = (await call('GET', '/v1/me')).body
  onTestFinished(async () => void (await call('PUT', '/v1/me/state', { json: { state: 'offline' } })))
  return { call, id, token: body.access_token }
}

const setState = ({ call }: Member, state: string) => call('PUT', '/v1/me/state', { json: { state } })
const online = async (...given: Parameters<typeof join>): Promise<Member> => {
  const member = await join(...given)
  expect((await setState(member, 'online')).status).toBe(200)
  return member
}

/** Has customers write to the second number, all in one webhook after the other. Answers their numbers. */
const receive = async (count: number): Promise<string[]> => {
  const at = Math.floor(Date.now() / 1_000) - 1_767_225_600
  const phones = Array.from({ length: count }, drawNumber)
  await meta.tell(
    ...phones.map((phone) => inbound(meta.numbers[1], { phone }, { wamid: `wamid.agents.${phone}`, at })),
  )
  return phones
}

const assigneesOf = async (phones: string[]): Promise<(number | null)[]> => {
  const { rows } = await app.database.query(
    `select chats.assignee_id from unnest($1::text[]) with ordinality key (phone, n)
    join contacts using (phone) join chats on chats.contact_id = contacts.id order by n`,
    [phones],
  )
  return rows.map(({ assignee_id }) => assignee_id)
}

describe('refused is', () => {
  test('a state that there is not', async () => {
    const { call } = await join()
    expectFields(await call('PUT', '/v1/me/state', { json: { state: 'away' } }), {
      state: ['The state field must be one of: online, invisible, break, offline.'],
    })
    expectFields(await call('PUT', '/v1/me/state', { json: {} }), { state: ['The state field is required.'] })
  })

  test('what only a person can do, by a key; what only a supervisor may, by an agent', async () => {
    const { body } = await app.call('POST', '/v1/integrations/11/keys', {
      json: { name: 'shop', scopes: ['read', 'send', 'manage'] },
    })
    const key = createCaller(app.url, body.key)
    const chat = await insertChat(app, drawNumber())
    const { call, id } = await join()
    for (const answer of [
      await key('PUT', '/v1/me/state', { json: { state: 'online' } }),
      await key('PUT', '/v1/settings/assignment', { json: { automatic: false } }),
      await key('POST', `/v1/integrations/11/chats/${chat}/presence`, { json: {} }),
      await call('PUT', '/v1/settings/assignment', { json: { automatic: false } }),
      await call('PUT', `/v1/agents/${id}/state`, { json: { state: 'break' } }),
    ])
      expectError(answer, 403, 'access_denied')
    expect((await key('GET', '/v1/settings/assignment')).body).toEqual({ automatic: true })
  })

  test('changing the state of who is offline, of another team, or nobody', async () => {
    const supervisor = await join([11], 'supervisor')
    const [away, stranger] = [await join(), await online([22])]
    const change = (id: number) =>
      supervisor.call('PUT', `/v1/agents/${id}/state`, { json: { state: 'online' } })
    expect(expectError(await change(away.id), 409, 'conflict').message).toContain('is offline')
    expectError(await change(stranger.id), 404, 'not_found')
    expectError(await change(999_999), 404, 'not_found')
  })
})

test('agents are shown to those who share a number with them, with their states and what they have', async () => {
  const [one, two] = [await join([11]), await join([22])]
  const { body: changed } = await setState(one, 'break')
  expect(changed).toEqual({
    id: one.id,
    name: expect.any(String),
    role: 'agent',
    state: 'break',
    since: expect.stringMatching(/^\d{4}-.*000Z$/),
    active_chats: 0,
    is_connected: expect.any(Boolean),
  })
  const idsOf = async (call: Call, query = '') =>
    (await call('GET', `/v1/agents${query}`)).body.map(({ id }: { id: number }) => id)
  expect(await idsOf(app.call)).toEqual(expect.arrayContaining([one.id, two.id]))
  expect(await idsOf(one.call)).toContain(one.id)
  expect(await idsOf(one.call)).not.toContain(two.id)
  expect(await idsOf(app.call, '?integration_id=22')).toContain(two.id)
  expect(await idsOf(app.call, '?integration_id=22')).not.toContain(one.id)
  expectFields(await one.call('GET', '/v1/agents?integration_id=22'), {
    integration_id: ['The integration_id field must be the id of one of your integrations.'],
  })
  await vi.waitFor(async () => {
    const { body } = await app.call('GET', '/v1/agents')
    expect(body.find(({ id }: { id: number }) => id === one.id)).toMatchObject({ is_connected: true })
  }, WAIT)
})

test('a supervisor changes the state of who is there, and all hear of it', async () => {
  const [supervisor, agent] = [await join([11], 'supervisor'), await online()]
  const stream = await openEventStream(app.url, app.token)
  onTestFinished(stream.close)
  const path = `/v1/agents/${agent.id}/state`
  const { status, body } = await supervisor.call('PUT', path, { json: { state: 'break' } })
  expect([status, body.state]).toEqual([200, 'break'])
  await stream.waitFor((events) =>
    events.some(({ type, data }) => type === 'agent.updated' && data.user_id === agent.id),
  )
  expect((await supervisor.call('PUT', path, { json: { state: 'offline' } })).body.state).toBe('offline')
  expectError(await supervisor.call('PUT', path, { json: { state: 'online' } }), 409, 'conflict')
})

describe('what customers write', () => {
  test('at once goes evenly to those who are online and may see the number, each chat to one', async () => {
    const agents = [await online([22]), await online([22]), await online([22])]
    await online([11])
    const resting = await join([22])
    await setState(resting, 'break')
    const phones = await receive(12)
    await vi.waitFor(async () => expect(await assigneesOf(phones)).not.toContain(null), WAIT)
    const given = await assigneesOf(phones)
    expect(agents.map(({ id }) => given.filter((one) => one === id).length)).toEqual([4, 4, 4])
    const { rows } = await app.database.query(
      `select count(*)::integer as count from chat_assignments where user_id = any($1)`,
      [agents.map(({ id }) => id)],
    )
    expect(rows).toEqual([{ count: 12 }])
    const { body } = await agents[0]!.call('GET', '/v1/agents')
    expect(body.find(({ id }: { id: number }) => id === agents[0]!.id)).toMatchObject({ active_chats: 4 })
    // Who goes hands them on.
    await setState(agents[0]!, 'offline')
    const now = await assigneesOf(phones)
    expect(agents.map(({ id }) => now.filter((one) => one === id).length)).toEqual([0, 6, 6])
  })

  test('waits for who comes, unless people are to take chats themselves', async () => {
    const phones = await receive(3)
    const settings = { json: { automatic: false } }
    expect((await other.call('PUT', '/v1/settings/assignment', settings)).body).toEqual({ automatic: false })
    const agent = await online([22])
    // What follows in the log has been looked at by then.
    const stream = await openEventStream(app.url, app.token)
    onTestFinished(stream.close)
    await receive(1)
    await stream.waitFor((events) => events.some(({ type }) => type === 'chat.updated'))
    expect(new Set(await assigneesOf(phones))).toEqual(new Set([null]))
    await app.call('PUT', '/v1/settings/assignment', { json: { automatic: true } })
    await vi.waitFor(
      async () => expect(new Set(await assigneesOf(phones))).toEqual(new Set([agent.id])),
      WAIT,
    )
  })
})

describe('who looks at a chat', () => {
  const presence = (chat: number) => `/v1/integrations/11/chats/${chat}/presence`

  test('is told to users of the number in all processes at once, without an id, and nobody else', async () => {
    const [one, two, stranger] = [await join(), await join(), await join([22])]
    const { body: key } = await app.call('POST', '/v1/integrations/11/keys', { json: { name: 'shop' } })
    const streams = await Promise.all([
      openEventStream(app.url, one.token),
      openEventStream(other.url, two.token),
      openEventStream(app.url, stranger.token),
      openEventStream(app.url, key.key),
    ])
    for (const { close } of streams) onTestFinished(close)
    const chat = await insertChat(app, drawNumber())
    const viewers = (typing: boolean) => [{ id: one.id, name: expect.any(String), typing }]
    const toldIn = (n: number) => streams[n]!.events.filter(({ type }) => (type as string) === 'presence')
    for (const [json, typing] of [
      [{}, false],
      [{ typing: false }, false],
      [{ typing: true }, true],
    ] as const) {
      const answer = await one.call('POST', presence(chat), { json })
      expect(answer).toMatchObject({ status: 200, body: { chat_id: chat, viewers: viewers(typing) } })
    }
    const told = (typing: boolean) => ({
      type: 'presence',
      at: expect.stringMatching(/^\d{4}-.*000Z$/),
      integration_id: 11,
      data: { chat_id: chat, viewers: viewers(typing) },
    })
    for (const n of [0, 1]) await vi.waitFor(() => expect(toldIn(n).at(-1)).toEqual(told(true)), WAIT)
    // What the other process answers has what was told to this one.
    const { body } = await createCaller(other.url, two.token)('POST', presence(chat), { json: {} })
    expect(body.viewers.map(({ id }: { id: number }) => id)).toEqual([one.id, two.id])
    const late = await openEventStream(other.url, two.token)
    onTestFinished(late.close)
    await late.waitFor(({ length }) => length === 1)
    expect(late.events[0]!.data.viewers).toHaveLength(2)
    expect((await one.call('DELETE', presence(chat))).status).toBe(204)
    for (const n of [0, 1])
      await vi.waitFor(
        () =>
          expect(
            toldIn(n)
              .at(-1)!
              .data.viewers.map(({ id }: { id: number }) => id),
          ).toEqual([two.id]),
        WAIT,
      )
    expect([toldIn(2), toldIn(3)]).toEqual([[], []])
  })

  test('has left after twelve seconds without a word', { timeout: 40_000 }, async () => {
    const agent = await join()
    const chat = await insertChat(app, drawNumber())
    const stream = await openEventStream(other.url, app.token)
    onTestFinished(stream.close)
    await agent.call('POST', presence(chat), { json: { typing: true } })
    await stream.waitFor((events) => events.some(({ data }) => data.viewers?.length === 1))
    await stream.waitFor((events) => events.at(-1)!.data.viewers?.length === 0)
  })

  test('is not told of chats that there are not', async () => {
    const agent = await join()
    expectError(await agent.call('POST', presence(999_999), { json: {} }), 404, 'not_found')
    expectError(await agent.call('DELETE', presence(999_999)), 404, 'not_found')
    const stranger = await join([22])
    const chat = await insertChat(app, drawNumber())
    expectError(await stranger.call('POST', presence(chat), { json: {} }), 404, 'not_found')
  })
})
