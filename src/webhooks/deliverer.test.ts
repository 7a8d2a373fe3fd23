import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { startWebhookReceiver } from '../../test/support/webhook-receiver.ts'
import { createStage, type Stage } from './testing/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await createStage()
})
afterAll(() => stage.close())

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const WAIT = { timeout: 20_000, interval: 10 }

const startReceiver = async (port?: number) => {
  const receiver = await startWebhookReceiver({ ...(port !== undefined && { port }), now: stage.now })
  onTestFinished(receiver.close)
  return receiver
}

const startProcess: Stage['startProcess'] = async (options) => {
  const process = await stage.startProcess(options)
  onTestFinished(process.stop)
  return process
}

type Delivery = {
  id: string
  webhook_message_id: string
  status: string
  attempts: number
  next_attempt_at: Date | null
  claimed_by: number | null
}

const listDeliveries = async (endpointId: number): Promise<Delivery[]> => {
  const { rows } = await stage.pool.query(
    'select * from webhook_deliveries where endpoint_id = $1 order by id',
    [endpointId],
  )
  return rows
}

const listAttempts = async (endpointId: number) => {
  const { rows } = await stage.pool.query(
    `select a.* from webhook_attempts a join webhook_deliveries d on d.id = a.delivery_id
    where d.endpoint_id = $1 order by a.delivery_id, a.number`,
    [endpointId],
  )
  return rows
}

const waitForStatus = (endpointId: number, ...statuses: string[]) =>
  vi.waitFor(async () => {
    const deliveries = await listDeliveries(endpointId)
    expect(deliveries.map(({ status, claimed_by }) => ({ status, claimed_by }))).toEqual(
      statuses.map((status) => ({ status, claimed_by: null })),
    )
    return deliveries
  }, WAIT)

/** Waits until each delivery of an endpoint has been attempted so often, and nobody is at it. */
const waitForAttempts = (endpointId: number, count: number) =>
  vi.waitFor(async () => {
    const deliveries = await listDeliveries(endpointId)
    expect(deliveries.length).toBeGreaterThan(0)
    for (const { attempts, claimed_by } of deliveries) expect([attempts, claimed_by]).toEqual([count, null])
    return deliveries
  }, WAIT)

test('a received text reaches the endpoint at once, signed by the rules of Standard Webhooks', async () => {
  const receiver = await startReceiver()
  const integrationId = await stage.insertIntegration()
  const { id, secret } = await stage.insertEndpoint(integrationId, `${receiver.url}?a=b`)
  await startProcess({ pollMs: 3_600_000 })
  const messageId = await stage.receive(integrationId, 'LISTE')
  await waitForStatus(id, 'succeeded')
  const [webhook] = receiver.received
  expect(webhook).toMatchObject({
    path: '/hook?a=b',
    headers: { 'content-type': 'application/json', 'user-agent': expect.stringMatching(/^Masa\/\d/) },
    body: { messages: { id: messageId, text: 'LISTE', from: '905551112233' } },
  })
  expect(new Webhook(secret).verify(webhook!.raw, webhook!.headers as never)).toEqual(webhook!.body)
  const [delivery] = await listDeliveries(id)
  expect(delivery).toMatchObject({
    webhook_message_id: webhook!.headers['webhook-id'],
    attempts: 1,
    next_attempt_at: null,
  })
  expect(await listAttempts(id)).toMatchObject([
    { number: 1, response_status: 200, response_body: 'ok', error: null },
  ])
})

test('a receiver that is down for six hours gets everything: same ids, fresh signatures, by the schedule', async () => {
  const start = stage.now()
  const gone = await startReceiver()
  await gone.close()
  const integrationId = await stage.insertIntegration()
  const { id, secret } = await stage.insertEndpoint(integrationId, gone.url)
  const process = await startProcess()
  await stage.receive(integrationId, 'one')
  await stage.receive(integrationId, 'two')
  await stage.receive(integrationId, 'three')
  const planned = await waitForAttempts(id, 1)
  expect(planned.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed'])

  let at = start
  for (const [index, delayMs] of [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR].entries()) {
    // A moment before, nothing happens.
    stage.setTime(at + delayMs - 1)
    process.deliverer.lookAgain()
    expect((await waitForAttempts(id, index + 1))[0]!.next_attempt_at).toEqual(new Date(at + delayMs))
    at += delayMs
    stage.setTime(at)
    process.deliverer.lookAgain()
    await waitForAttempts(id, index + 2)
  }
  stage.setTime(start + 6 * HOUR)
  const receiver = await startReceiver(gone.port)
  stage.setTime(at + 5 * HOUR)
  process.deliverer.lookAgain()
  await waitForStatus(id, 'succeeded', 'succeeded', 'succeeded')

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
  const attempts = await listAttempts(id)
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
  const receiver = await startReceiver()
  receiver.answer = (response) => void response.writeHead(500).end('broken')
  const integrationId = await stage.insertIntegration()
  const { id } = await stage.insertEndpoint(integrationId, receiver.url)
  const process = await startProcess()
  await stage.receive(integrationId)
  for (let count = 1; count < 8; count += 1) {
    const [delivery] = await waitForAttempts(id, count)
    expect(delivery).toMatchObject({ status: 'failed' })
    stage.setTime(delivery!.next_attempt_at!.getTime())
    process.deliverer.lookAgain()
  }
  expect(await waitForAttempts(id, 8)).toMatchObject([{ status: 'given_up', next_attempt_at: null }])
  expect(receiver.received).toHaveLength(8)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  const attempts = await listAttempts(id)
  expect(attempts.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(attempts[7]).toMatchObject({
    response_status: 500,
    response_body: 'broken',
    error: 'The answer was 500.',
  })
})
