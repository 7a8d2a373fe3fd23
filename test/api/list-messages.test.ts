import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { expectError } from '../support/expect-error.ts'
import { insertInbound } from '../support/inbound.ts'
import { drawNumber } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const MESSAGES = '/v1/integrations/22/conversations/messages'
const list = async (query = ''): Promise<Record<string, unknown>[]> => {
  const answer = await app.call('GET', `${MESSAGES}?${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}
const send = async (to: string): Promise<string> =>
  (await app.call('POST', MESSAGES, { json: { to, text: 'Hello' } })).body.message_id
const idsOf = (messages: Record<string, unknown>[]) => messages.map((one) => one['message_id'])

/** Follows the links of a list to its end. */
const followAll = async (query: string, between?: () => Promise<unknown>): Promise<unknown[]> => {
  const ids: unknown[] = []
  for (let path: string | undefined = `${MESSAGES}?${query}`; path; ) {
    const answer = await app.call('GET', path)
    expect(answer.status).toBe(200)
    ids.push(...idsOf(answer.body))
    const url: string | undefined = /<([^>]+)>; rel=next/.exec(answer.headers['link'] ?? '')?.[1]
    path = url && new URL(url).pathname + new URL(url).search
    await between?.()
  }
  return ids
}

describe('a query that is wrong is a 422 on its field', () => {
  test.each([
    ['status', 'status=lost'],
    ['direction', 'direction=up'],
    ['from', 'from=yesterday'],
    ['to', 'to=2024-13-01'],
    ['page', 'page=0'],
    ['limit', 'limit=101'],
    ['page', 'page=1&limit=5'],
    ['cursor', 'cursor=x'],
    ['cursor', `cursor=${Buffer.from('["2024-01-01","1"]').toString('base64url')}`],
    ['cursor', `cursor=${Buffer.from('[1,"x"]').toString('base64url')}`],
    ['cursor', `cursor=${Buffer.from('["99999999999999999","1"]').toString('base64url')}`],
    ['cursor', `cursor=${Buffer.from('["1"]').toString('base64url')}`],
  ])('%s: %s', async (field, query) => {
    const answer = await app.call('GET', `${MESSAGES}?${query}`)
    expectError(answer, 422, 'failed_validation')
    expect(Object.keys(answer.body.error.fields)).toEqual([field])
  })
})

describe('the list', () => {
  test('has what was sent and received, newest first, in the form of a single message', async () => {
    const person = drawNumber()
    const sent = await send(person)
    const received = await insertInbound(app, { from: person, integrationId: 22 })
    const [latest, before] = await list()
    expect([latest!['message_id'], before!['message_id']]).toEqual([received.id, sent])
    expect(latest).toEqual((await app.call('GET', `${MESSAGES}/${received.id}`)).body)
  })

  test('keeps to a direction, a status and a time', async () => {
    const at = (minute: number) => new Date(Date.UTC(2020, 0, 1, 12, minute))
    const person = drawNumber()
    const rows: { id: string }[] = []
    for (const minute of [0, 1, 2, 3])
      rows.push(
        await insertInbound(app, {
          from: person,
          integrationId: 22,
          at: at(minute),
          direction: minute % 2 === 0 ? 'inbound' : 'outbound',
        }),
      )
    const time = 'from=2020-01-01T12:00:00Z&to=2020-01-01T12:03:00Z'
    const ids = (...places: number[]) => places.map((place) => rows[place]!.id)
    expect(idsOf(await list(time))).toEqual(ids(3, 2, 1, 0))
    expect(idsOf(await list(`${time}&direction=inbound`))).toEqual(ids(2, 0))
    expect(idsOf(await list(`${time}&status=sent`))).toEqual(ids(3, 1))
    expect(idsOf(await list('from=2020-01-01T12:01&to=2020-01-01T14:02:00%2B02:00'))).toEqual(ids(2, 1))
    expect(idsOf(await list('from=2020-01-01&to=2020-01-02'))).toEqual(ids(3, 2, 1, 0))
    expect(await list('to=2019-12-31')).toEqual([])
  })

  test('tells those that wait from the one that is being sent', async () => {
    const to = drawNumber()
    await app.sandbox('POST', '/_sandbox/faults', {
      json: { match: { to }, times: 1, mode: 'slow', delay_ms: 6_000 },
    })
    const first = await send(to)
    await expect.poll(async () => idsOf(await list('status=sending')), WAIT).toEqual([first])
    const second = await send(to)
    expect(idsOf(await list('status=queued'))).toContain(second)
    expect(idsOf(await list('status=queued'))).not.toContain(first)
  })

  test('shows nothing of another number', async () => {
    const other = await app.call('POST', MESSAGES.replace('22', '11'), {
      json: { to: drawNumber(), text: 'x' },
    })
    expect(await followAll('limit=100')).not.toContain(other.body.message_id)
  })
})

test('a walk by cursor over messages of one moment skips and repeats none while others come in', async () => {
  const at = new Date(Date.UTC(2019, 5, 1))
  const rows = await Promise.all(
    Array.from({ length: 25 }, () => insertInbound(app, { from: drawNumber(), integrationId: 22, at })),
  )
  const comeIn = () =>
    Promise.all([
      insertInbound(app, { from: drawNumber(), integrationId: 22 }),
      insertInbound(app, { from: drawNumber(), integrationId: 22, at: new Date(at.getTime() + 1_000) }),
    ])
  const ids = await followAll('limit=4&to=2019-06-01T00:00:00Z', comeIn)
  expect([...ids].sort()).toEqual(rows.map(({ id }) => id).sort())
  expect(await followAll('to=2019-06-01T00:00:00Z')).toEqual(ids)
})
