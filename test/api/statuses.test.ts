import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createMeta, type Meta } from '../support/meta.ts'
import { drawNumber } from '../support/sandbox.ts'

let app: TestApp
let meta: Meta
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})
beforeAll(async () => {
  meta = await createMeta(app)
  await meta.silenceSandbox()
})

type Sent = { id: string; wamid: string }

/** Sends as many messages and waits until all are accepted. */
const sendAccepted = async (count: number): Promise<Sent[]> => {
  const parameters = { 'header-1': 'a', 'body-1': 'b', 'body-2': 'c' }
  const destinations = Array.from({ length: count }, () => ({ phone: drawNumber(), parameters }))
  const { status, body } = await app.call('POST', '/v1/integrations/11/conversations/templates/send', {
    json: { template_id: 1, language_id: 1, destinations },
  })
  expect(status).toBe(200)
  const ids: string[] =
    count === 1 ? [body.message_id] : body.messages.map((one: { message_id: string }) => one.message_id)
  const read = async () =>
    (
      await app.database.query('select id, wamid from messages where id = any($1) and wamid is not null', [
        ids,
      ])
    ).rows
  await expect.poll(async () => (await read()).length, { timeout: 30_000 }).toBe(count)
  return read()
}

const read = async ({ id }: Sent) => {
  const { body } = await app.call('GET', `/v1/integrations/11/conversations/messages/${id}`)
  return { status: body.status, history: body.history.map((entry: { status: string }) => entry.status), body }
}

/** What the event log says of a message, without its acceptance. */
const eventsOf = async ({ id }: Sent): Promise<string[]> => {
  const { rows } = await app.database.query(
    `select data->>'status' as status from events where data->>'message_id' = $1 order by id`,
    [id],
  )
  return rows.map(({ status }) => status).filter((status) => status !== 'queued' && status !== 'accepted')
}

const tell = async (...posts: string[][]): Promise<Sent> => {
  const [sent] = await sendAccepted(1)
  for (const post of posts)
    expect(
      (await meta.post(meta.statuses(post.map((status) => ({ wamid: sent!.wamid, status }))))).status,
    ).toBe(200)
  await meta.settled()
  return sent!
}

test('the same event fifty times, at the same moment and again, is one state and one event', async () => {
  const [sent] = await sendAccepted(1)
  const raw = meta.statuses([{ wamid: sent!.wamid, status: 'delivered' }])
  const answers = await Promise.all(Array.from({ length: 50 }, () => meta.post(raw)))
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
  await meta.settled()
  await meta.post(raw)
  const stored = await meta.settled()
  expect(stored.filter(({ body }) => body.toString() === raw).map(({ state }) => state)).toEqual(
    Array(51).fill('applied'),
  )
  expect(await read(sent!)).toMatchObject({
    status: 'delivered',
    history: ['queued', 'accepted', 'delivered'],
  })
  expect(await eventsOf(sent!)).toEqual(['delivered'])
})

test('a message never goes back', async () => {
  expect((await read(await tell(['read'], ['delivered'], ['sent']))).status).toBe('read')
  expect((await read(await tell(['read', 'delivered', 'sent']))).status).toBe('read')
})

test('delivered may be skipped, and is not made up', async () => {
  const sent = await tell(['sent'], ['read'])
  expect(await read(sent)).toMatchObject({ status: 'read', history: ['queued', 'accepted', 'sent', 'read'] })
  expect(await eventsOf(sent)).toEqual(['sent', 'read'])
})

test('a failure told after a delivery is history: it stands there, and the message stays delivered', async () => {
  const { status, history, body } = await read(await tell(['sent'], ['delivered'], ['failed']))
  expect(status).toBe('delivered')
  expect(history).toContain('failed')
  expect(body.error).toBeUndefined()
})

test('a failure tells Meta’s code in words', async () => {
  const [sent] = await sendAccepted(1)
  await meta.post(meta.statuses([{ wamid: sent!.wamid, status: 'failed', error: 131026 }]))
  await meta.settled()
  const { status, body } = await read(sent!)
  expect(status).toBe('failed')
  expect(body.error).toMatchObject({
    code: 131026,
    title: expect.any(String),
    what_to_do: expect.any(String),
  })
})

test('a voice message that was heard counts as read', async () => {
  expect((await read(await tell(['played']))).status).toBe('read')
})

test('statuses of one number do not touch the messages of another', async () => {
  const [sent] = await sendAccepted(1)
  await meta.post(meta.statuses([{ wamid: sent!.wamid, status: 'read' }], meta.phoneNumberIds[1]))
  await meta.settled()
  expect((await read(sent!)).status).toBe('accepted')
})

test('any statuses in any order, any number of times, in any batches, end in the same state with each told once', async () => {
  const RUNS = 40
  const pool = await sendAccepted(RUNS)
  const states = fc.constantFrom('sent', 'delivered', 'read', 'failed')
  const posts = fc.array(fc.array(states, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(posts, async (told) => {
      const sent = pool.pop()!
      await Promise.all(
        told.map((post) => meta.post(meta.statuses(post.map((status) => ({ wamid: sent.wamid, status }))))),
      )
      await meta.settled()
      const all = new Set<string>(told.flat())
      const { status, history } = await read(sent)
      expect(status).toBe(['read', 'delivered', 'failed', 'sent'].find((state) => all.has(state)))
      expect([...history].sort()).toEqual(['accepted', 'queued', ...all].sort())
      expect((await eventsOf(sent)).sort()).toEqual([...all].sort())
    }),
    // A message is used up by a run: no shrinking.
    { numRuns: RUNS, endOnFailure: true },
  )
})

test('a thousand statuses of hundreds of messages in a few posts are all applied', async () => {
  const pool = await sendAccepted(300)
  const told = pool.flatMap(({ wamid }) => ['sent', 'delivered', 'read'].map((status) => ({ wamid, status })))
  const shuffled = told.map((one, n) => ({ one, at: (n * 7_919) % told.length })).sort((a, b) => a.at - b.at)
  for (let from = 0; from < shuffled.length; from += 250)
    await meta.post(meta.statuses(shuffled.slice(from, from + 250).map(({ one }) => one)))
  await meta.settled()
  const { rows } = await app.database.query('select distinct state from messages where id = any($1)', [
    pool.map(({ id }) => id),
  ])
  expect(rows).toEqual([{ state: 'read' }])
})
