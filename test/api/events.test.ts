import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type EventStream, openEventStream } from '../support/event-stream.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { createMeta } from '../support/meta.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})
beforeAll(async () => {
  const meta = await createMeta(app)
  await meta.settled()
})

/** Stores events as the program's rooms do, in one statement. Answers their ids. */
const append = async (count: number, integrationId = 11): Promise<number[]> => {
  const { rows } = await app.database.query(
    `insert into events (type, integration_id, data)
     select 'chat.updated', $2, json_build_object('n', n) from generate_series(1, $1::integer) n
     returning id::integer`,
    [count, integrationId],
  )
  return rows.map(({ id }) => id)
}

const open = async (options: Parameters<typeof openEventStream>[2] = {}, token = app.token) => {
  const stream = await openEventStream(app.url, token, options)
  onTestFinished(stream.close)
  return stream
}

const idsOf = ({ events }: EventStream): number[] => events.map(({ id }) => id)

const lastId = async (): Promise<number> =>
  (await app.database.query('select coalesce(max(id), 0)::integer as id from events')).rows[0].id

describe('the list', () => {
  test.each<[string, Record<string, string[]>]>([
    ['after=-1', { after: ['The after field must be at least 0.'] }],
    ['after=x', { after: ['The after field must be a whole number.'] }],
    ['limit=0', { limit: ['The limit field must be at least 1.'] }],
    ['limit=1001', { limit: ['The limit field must not be greater than 1000.'] }],
  ])('with %s is 422', async (query, fields) => {
    expectFields(await app.call('GET', `/v1/events?${query}`), fields)
  })

  test('needs a token', async () => {
    expectError(await app.call('GET', '/v1/events', { token: null }), 401, 'unauthenticated')
  })

  test('has what comes after a number, ascending, and names the next part', async () => {
    const from = await lastId()
    const ids = await append(5)
    await vi.waitFor(
      async () => expect((await app.call('GET', `/v1/events?after=${from}`)).body).toHaveLength(5),
      WAIT,
    )
    const { body, headers } = await app.call('GET', `/v1/events?after=${from}&limit=3`)
    expect(body.map(({ id }: { id: number }) => id)).toEqual(ids.slice(0, 3))
    expect(body[0]).toEqual({
      id: ids[0],
      type: 'chat.updated',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      integration_id: 11,
      data: { n: 1 },
    })
    const next = /^<(.*)>; rel=next$/.exec(headers['link']!)![1]!
    const rest = await app.call('GET', next.slice(app.url.length))
    expect(rest.body.map(({ id }: { id: number }) => id)).toEqual(ids.slice(3))
    expect(rest.headers['link']).toBeUndefined()
  })

  test('shows only the numbers that the caller reaches, and still leads on past the others', async () => {
    const agent = await createAgent(app, 'events-agent@example.com', [22])
    const from = await lastId()
    await append(3, 11)
    const own = await append(2, 22)
    await vi.waitFor(async () => {
      const { body } = await agent('GET', `/v1/events?after=${from}`)
      expect(body.map(({ id }: { id: number }) => id)).toEqual(own)
    }, WAIT)
  })

  test('tells a message of the API at each step of its way', async () => {
    const from = await lastId()
    const { body } = await app.call('POST', '/v1/integrations/11/conversations/messages', {
      json: { to: '+905555555555', text: 'x' },
    })
    await vi.waitFor(async () => {
      const events = (await app.call('GET', `/v1/events?after=${from}`)).body.filter(
        (event: { data: { message_id?: string } }) => event.data.message_id === body.message_id,
      )
      const statuses = events.map((event: { data: { status: string } }) => event.data.status)
      expect(statuses[0]).toBe('queued')
      expect(statuses).toEqual(expect.arrayContaining(['sent', 'delivered', 'read']))
    }, WAIT)
  })
})

describe('the stream', () => {
  test('begins after the given number, and goes on live without gap or double', async () => {
    const from = await lastId()
    const before = await append(250)
    const stream = await open({ after: from })
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    })
    const during: number[] = []
    for (let turn = 0; turn < 20; turn += 1) during.push(...(await append(5)))
    await stream.waitFor(({ length }) => length >= before.length + during.length)
    expect(idsOf(stream)).toEqual([...before, ...during])
  })

  test('without a number begins now', async () => {
    await append(3)
    const position = await lastId()
    await vi.waitFor(
      async () => expect((await app.call('GET', `/v1/events?after=${position - 1}`)).body).toHaveLength(1),
      WAIT,
    )
    const stream = await open()
    const ids = await append(1)
    await stream.waitFor(({ length }) => length > 0)
    expect(idsOf(stream)).toEqual(ids)
  })

  test('goes on after the Last-Event-ID of a browser that connects again', async () => {
    const first = await open()
    await append(4)
    await first.waitFor(({ length }) => length === 4)
    const last = first.events[1]!.id
    first.close()
    const missed = await append(2)
    const again = await open({ after: 0, lastEventId: last })
    await again.waitFor(({ length }) => length === 4)
    expect(idsOf(again)).toEqual([...idsOf(first).slice(2), ...missed])
  })

  test('with a Last-Event-ID that is no number is 422', async () => {
    expect((await open({ lastEventId: 'x' })).status).toBe(422)
  })

  test('says reset for a number that is too old, and for one of another log, then goes on live', async () => {
    await app.database.query('update event_log set forgotten_to = $1', [await lastId()])
    onTestFinished(async () => void (await app.database.query('update event_log set forgotten_to = 0')))
    for (const after of [1, 1_000_000_000]) {
      const list = await app.call('GET', `/v1/events?after=${after}`)
      expect(list.body).toEqual([expect.objectContaining({ type: 'reset', integration_id: null })])
      const stream = await open({ after })
      await stream.waitFor(({ length }) => length === 1)
      expect(stream.events[0]).toMatchObject({ type: 'reset', id: list.body[0].id })
      const [id] = await append(1)
      await stream.waitFor(({ length }) => length === 2)
      expect(stream.events[1]).toMatchObject({ type: 'chat.updated', id })
      stream.close()
    }
  })

  test('shows only the numbers that the caller reaches', async () => {
    const agent = await createAgent(app, 'stream-agent@example.com', [22])
    const { body } = await agent('GET', '/v1/me')
    expect(body).toMatchObject({ type: 'user', role: 'agent', integration_ids: [22] })
    const token = await app.call('POST', '/v1/login', {
      token: null,
      json: { email: 'stream-agent@example.com', password: 'an agent of the desk' },
    })
    const stream = await open({ after: await lastId() }, token.body.access_token)
    await append(3, 11)
    const own = await append(1, 22)
    await stream.waitFor(({ length }) => length > 0)
    expect(idsOf(stream)).toEqual(own)
  })

  test('a hundred consumers get the same, in order', async () => {
    const from = await lastId()
    const streams = await Promise.all(Array.from({ length: 100 }, () => open({ after: from })))
    const ids: number[] = []
    for (let turn = 0; turn < 10; turn += 1) ids.push(...(await append(20)))
    for (const stream of streams) {
      await stream.waitFor(({ length }) => length >= ids.length)
      expect(idsOf(stream)).toEqual(ids)
    }
  })
})

test('a stop of the program ends the streams', async () => {
  const other = await startTestApp()
  try {
    const stream = await openEventStream(other.url, other.token)
    await other.stop()
    await vi.waitFor(() => expect(stream.isClosed).toBe(true), WAIT)
  } finally {
    await other.stop()
  }
})
