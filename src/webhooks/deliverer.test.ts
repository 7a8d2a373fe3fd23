import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WAIT } from '../../test/support/wait.ts'
import { createStage, type Stage } from './testing/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await createStage()
})
afterAll(() => stage.close())

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

test('a received text reaches the endpoint at once, signed by the rules of Standard Webhooks', async () => {
  const receiver = await stage.startReceiver()
  const integrationId = await stage.insertIntegration()
  const { id, secret } = await stage.insertEndpoint(integrationId, `${receiver.url}?a=b`)
  await stage.startProcess({ pollMs: 3_600_000 })
  const messageId = await stage.receive(integrationId, 'LISTE')
  await stage.waitForStatus(id, 'succeeded')
  const [webhook] = receiver.received
  expect(webhook).toMatchObject({
    path: '/hook?a=b',
    headers: { 'content-type': 'application/json', 'user-agent': expect.stringMatching(/^Masa\/\d/) },
    body: { messages: { id: messageId, text: 'LISTE', from: '905551112233' } },
  })
  expect(new Webhook(secret).verify(webhook!.raw, webhook!.headers as never)).toEqual(webhook!.body)
  const [delivery] = await stage.listDeliveries(id)
  expect(delivery).toMatchObject({
    webhook_message_id: webhook!.headers['webhook-id'],
    attempts: 1,
    next_attempt_at: null,
  })
  expect(await stage.listAttempts(id)).toMatchObject([
    { number: 1, response_status: 200, response_body: 'ok', error: null },
  ])
})

test('a receiver that is down for six hours gets everything: same ids, fresh signatures, by the schedule', async () => {
  const start = stage.now()
  const gone = await stage.startReceiver()
  await gone.close()
  const integrationId = await stage.insertIntegration()
  const { id, secret } = await stage.insertEndpoint(integrationId, gone.url)
  const process = await stage.startProcess()
  await stage.receive(integrationId, 'one')
  await stage.receive(integrationId, 'two')
  await stage.receive(integrationId, 'three')
  const planned = await stage.waitForStatus(id, 'failed', 'failed', 'failed')

  let at = start
  for (const [index, delayMs] of [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR].entries()) {
    // A moment before, nothing happens.
    stage.setTime(at + delayMs - 1)
    process.deliverer.lookAgain()
    expect((await stage.waitForAttempts(id, index + 1))[0]!.next_attempt_at).toEqual(new Date(at + delayMs))
    at += delayMs
    stage.setTime(at)
    process.deliverer.lookAgain()
    await stage.waitForAttempts(id, index + 2)
  }
  stage.setTime(start + 6 * HOUR)
  const receiver = await stage.startReceiver(gone.port)
  stage.setTime(at + 5 * HOUR)
  process.deliverer.lookAgain()
  await stage.waitForStatus(id, 'succeeded', 'succeeded', 'succeeded')

  expect(receiver.received.map(({ body }) => body.messages.text).toSorted()).toEqual(['one', 'three', 'two'])
  expect(receiver.received.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual(
    planned.map(({ webhook_message_id }) => webhook_message_id).toSorted(),
  )
  for (const { headers, raw } of receiver.received) {
    const timestamp = Math.floor((at + 5 * HOUR) / 1_000)
    expect(headers['webhook-timestamp']).toBe(String(timestamp))
    const expected = new Webhook(secret).sign(String(headers['webhook-id']), new Date(timestamp * 1_000), raw)
    expect(headers['webhook-signature']).toBe(expected)
  }
  const attempts = await stage.listAttempts(id)
  expect(attempts).toHaveLength(3 * 6)
  expect(attempts[0]).toMatchObject({
    response_status: null,
    error: `127.0.0.1 refuses connections at port ${gone.port}.`,
  })
  expect(attempts.slice(0, 6).map(({ at }) => (at.getTime() - start) / SECOND)).toEqual([
    0, 5, 305, 2_105, 9_305, 27_305,
  ])
})

test('after the eighth attempt a delivery is given up', async () => {
  const receiver = await stage.startReceiver()
  receiver.answer = (response) => void response.writeHead(500).end('broken')
  const integrationId = await stage.insertIntegration()
  const { id } = await stage.insertEndpoint(integrationId, receiver.url)
  const process = await stage.startProcess()
  await stage.receive(integrationId)
  for (let count = 1; count < 8; count += 1) {
    const [delivery] = await stage.waitForAttempts(id, count)
    expect(delivery).toMatchObject({ status: 'failed' })
    stage.setTime(delivery!.next_attempt_at!.getTime())
    process.deliverer.lookAgain()
  }
  expect(await stage.waitForAttempts(id, 8)).toMatchObject([{ status: 'given_up', next_attempt_at: null }])
  expect(receiver.received).toHaveLength(8)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  const attempts = await stage.listAttempts(id)
  expect(attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(attempts[7]).toMatchObject({
    response_status: 500,
    response_body: 'broken',
    error: 'The answer was 500.',
  })
})

test('Retry-After of 429 and 503 puts the next attempt off; of other answers, or a shorter one, it does not', async () => {
  const receiver = await stage.startReceiver()
  const answers: Record<string, [status: number, retryAfter: string]> = {
    seconds: [429, '3600'],
    date: [503, new Date(stage.now() + HOUR).toUTCString()],
    short: [503, '1'],
    days: [429, '999999'],
    other: [500, '3600'],
  }
  receiver.answer = (response, { body }) => {
    const [status, retryAfter] = answers[body.messages.text]!
    response.writeHead(status, { 'retry-after': retryAfter }).end()
  }
  const integrationId = await stage.insertIntegration()
  const { id } = await stage.insertEndpoint(integrationId, receiver.url)
  await stage.startProcess()
  for (const text of Object.keys(answers)) await stage.receive(integrationId, text)
  const deliveries = await stage.waitForStatus(id, 'failed', 'failed', 'failed', 'failed', 'failed')
  const waitSeconds = deliveries.map(
    ({ next_attempt_at }) => (next_attempt_at!.getTime() - stage.now()) / SECOND,
  )
  expect(waitSeconds[0]).toBe(3_600)
  // A date has no fractions of a second.
  expect(waitSeconds[1]).toBeGreaterThan(3_598)
  expect(waitSeconds.slice(2)).toEqual([5, 86_400, 5])
})

test('a redirect is a failure that says so, and is not followed', async () => {
  const target = await stage.startReceiver()
  const receiver = await stage.startReceiver()
  receiver.answer = (response) => void response.writeHead(307, { location: target.url }).end()
  const integrationId = await stage.insertIntegration()
  const { id } = await stage.insertEndpoint(integrationId, receiver.url)
  await stage.startProcess()
  await stage.receive(integrationId)
  await stage.waitForStatus(id, 'failed')
  expect(await stage.listAttempts(id)).toMatchObject([
    {
      response_status: 307,
      error: `The answer 307 is a redirect to ${target.url}, which is not followed. Give the address itself.`,
    },
  ])
  expect(target.received).toEqual([])
})

test('an endpoint that is deleted while its delivery is under way leaves nothing behind', async () => {
  const receiver = await stage.startReceiver()
  let answer = (): void => undefined
  receiver.answer = (response) => {
    answer = () => void response.end()
  }
  const integrationId = await stage.insertIntegration()
  const { id } = await stage.insertEndpoint(integrationId, receiver.url)
  const process = await stage.startProcess()
  await stage.receive(integrationId)
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), WAIT)
  await stage.pool.query('delete from webhook_endpoints where id = $1', [id])
  answer()
  await process.stop()
  expect(await stage.listDeliveries(id)).toEqual([])
  expect(process.logged).toEqual([])
})
