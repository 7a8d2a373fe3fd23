import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { WAIT } from '../../test/support/wait.ts'
import { startPresence } from '../processes/presence.ts'
import { createStage, type Stage } from './testing/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await createStage()
})
afterAll(() => stage.close())

test('two processes never attempt one delivery at the same time, nor twice', async () => {
  const receiver = await stage.startReceiver()
  const open = new Map<string, number>()
  let most = 0
  receiver.answer = (response, { headers }) => {
    const id = String(headers['webhook-id'])
    open.set(id, (open.get(id) ?? 0) + 1)
    most = Math.max(most, open.get(id)!)
    setTimeout(() => {
      open.set(id, open.get(id)! - 1)
      response.end()
    }, 5)
  }
  const integrationId = await stage.insertIntegration()
  const endpoints = await Promise.all([1, 2, 3].map(() => stage.insertEndpoint(integrationId, receiver.url)))
  const processes = [await stage.startProcess(), await stage.startProcess(), await stage.startProcess()]
  for (let count = 0; count < 100; count += 1) {
    await stage.receive(integrationId, String(count))
    for (const { deliverer } of processes) deliverer.wake(endpoints.map(({ id }) => id))
  }
  for (const { id } of endpoints)
    await stage.waitForStatus(id, ...Array.from({ length: 100 }, () => 'succeeded'))
  expect(receiver.received).toHaveLength(300)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(300)
  expect(most).toBe(1)
})

test('what a process that died was at is attempted again, under the same id; what a living one is at is not', async () => {
  const receiver = await stage.startReceiver()
  const integrationId = await stage.insertIntegration()
  const { id } = await stage.insertEndpoint(integrationId, receiver.url)
  const [dead, other] = [
    await startPresence(stage.connectionString, () => undefined),
    await startPresence(stage.connectionString, () => undefined),
  ]
  onTestFinished(other.stop)
  await stage.pool.query(
    `insert into webhook_deliveries (integration_id, endpoint_id, webhook_message_id, event, body, next_attempt_at,
      created_at, claimed_by)
    select $1, $2, 'msg_of_' || number, 'message.received', '{}', $3, $3, number from unnest($4::integer[]) number`,
    [integrationId, id, new Date(stage.now()), [dead.processNumber, other.processNumber]],
  )
  const process = await stage.startProcess()
  await stage.receive(integrationId)
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), WAIT)
  await dead.stop()
  await vi.waitFor(async () => {
    const deliveries = await stage.listDeliveries(id)
    expect(deliveries.map(({ status, attempts, claimed_by }) => [status, attempts, claimed_by])).toEqual([
      ['succeeded', 1, null],
      ['pending', 0, other.processNumber],
      ['succeeded', 1, null],
    ])
  }, WAIT)
  expect(receiver.received[1]!.headers['webhook-id']).toBe(`msg_of_${dead.processNumber}`)
  expect(process.logged).toMatchObject([
    { level: 'warn', count: 1, message: 'Deliveries of a process that died are made again' },
  ])
})

test('a claim whose answer was lost with the connection is made again', async () => {
  const receiver = await stage.startReceiver()
  const integrationId = await stage.insertIntegration()
  const { id } = await stage.insertEndpoint(integrationId, receiver.url, { active: false })
  const process = await stage.startProcess()
  // Committed for this process, which knows nothing of it; then its next statement fails.
  await stage.pool.query(
    `insert into webhook_deliveries (integration_id, endpoint_id, webhook_message_id, event, body, next_attempt_at,
      created_at, claimed_by)
    values ($1, $2, 'msg_1', 'message.received', '{}', $3, $3, $4)`,
    [integrationId, id, new Date(stage.now()), process.processNumber],
  )
  await stage.pool.query('update webhook_endpoints set active = true where id = $1', [id])
  await stage.pool.query('alter table webhook_endpoints rename to webhook_endpoints_away')
  process.deliverer.lookAgain()
  await vi.waitFor(
    () => expect(process.logged).toContainEqual(expect.objectContaining({ level: 'error' })),
    WAIT,
  )
  await stage.pool.query('alter table webhook_endpoints_away rename to webhook_endpoints')
  await stage.waitForStatus(id, 'succeeded')
  expect(receiver.received).toHaveLength(1)
})

test('a stop breaks off what takes too long and gives it free, without counting an attempt', async () => {
  const receiver = await stage.startReceiver()
  receiver.answer = () => undefined
  const integrationId = await stage.insertIntegration()
  const { id } = await stage.insertEndpoint(integrationId, receiver.url)
  const process = await stage.startProcess()
  await stage.receive(integrationId)
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), WAIT)
  await process.stop()
  expect(await stage.listDeliveries(id)).toMatchObject([{ status: 'pending', attempts: 0, claimed_by: null }])
  expect(await stage.listAttempts(id)).toEqual([])
})

test('a stop lets what is under way come to its end', async () => {
  const receiver = await stage.startReceiver()
  receiver.answer = (response) => void setTimeout(() => response.end(), 300)
  const integrationId = await stage.insertIntegration()
  const { id } = await stage.insertEndpoint(integrationId, receiver.url)
  const process = await stage.startProcess()
  await stage.receive(integrationId)
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), WAIT)
  await process.stop()
  expect(await stage.listDeliveries(id)).toMatchObject([
    { status: 'succeeded', attempts: 1, claimed_by: null },
  ])
})
