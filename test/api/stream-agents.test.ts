import { beforeAll, expect, test } from 'vitest'
import { inbound } from '../../src/ingest/testing/webhooks.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type EventStream, openEventStream } from '../support/event-stream.ts'
import { createMeta } from '../support/meta.ts'
import { createUser } from '../support/users.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const MESSAGES = 60

test('many agents are each told of all that their numbers receive, in order, whenever they came', async () => {
  const meta = await createMeta(app)
  await meta.settled()
  const streams: { stream: EventStream; numbers: number[] }[] = []
  const join = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      const numbers = n % 2 === 0 ? [11, 22] : [22]
      const { email, password } = await createUser(app, { integration_ids: numbers })
      const login = await app.call('POST', '/v1/login', { token: null, json: { email, password } })
      const token = login.body.access_token
      streams.push({ stream: await openEventStream(app.url, token, { after }), numbers })
    }
  }
  const after = (await app.database.query('select coalesce(max(id), 0)::integer as id from events')).rows[0]
    .id
  await join(6)
  const sent: Promise<unknown>[] = []
  for (let n = 0; n < MESSAGES; n += 1)
    sent.push(
      meta.tell(
        inbound(
          meta.numbers[n % 2 === 0 ? 0 : 1],
          { phone: `9055512300${n % 10}`, name: 'Somebody' },
          { wamid: `wamid.many.${n}`, at: n },
        ),
      ),
    )
  // Some come while it rains.
  await join(4)
  await Promise.all(sent)
  const received = (stream: EventStream) => stream.events.filter(({ type }) => type === 'message.received')
  for (const { stream, numbers } of streams) {
    const due = (MESSAGES / 2) * numbers.length
    await stream.waitFor(() => received(stream).length >= due)
    stream.close()
    expect(new Set(received(stream).map(({ data }) => data.message_id)).size).toBe(due)
    expect(received(stream)).toHaveLength(due)
    const ids = stream.events.map(({ id }) => id)
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
    expect(
      stream.events.filter(
        ({ integration_id }) => integration_id !== null && !numbers.includes(integration_id),
      ),
    ).toEqual([])
  }
})
