import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WAIT } from '../../test/support/wait.ts'
import { updateEndpoint } from './change-endpoint.ts'
import { createStage, type Stage } from './testing/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await createStage()
})
afterAll(() => stage.close())

const HOUR = 3_600_000

const readEndpoint = async (id: number) =>
  (await stage.pool.query('select * from webhook_endpoints where id = $1', [id])).rows[0]

const listNotices = async (id: number) => {
  const { rows } = await stage.pool.query(
    `select data from events where type = 'webhook.status' and (data->>'webhook_id')::integer = $1 order by id`,
    [id],
  )
  return rows.map(({ data }) => data)
}

test('410 switches the endpoint off; what waits goes on when it is on again', async () => {
  const receiver = await stage.startReceiver()
  receiver.answer = (response) => void response.writeHead(410).end()
  const integrationId = await stage.insertIntegration()
  const { id } = await stage.insertEndpoint(integrationId, receiver.url)
  const process = await stage.startProcess()
  await stage.receive(integrationId, 'one')
  await stage.waitForStatus(id, 'failed')
  expect(await readEndpoint(id)).toMatchObject({
    active: false,
    disabled_reason: expect.stringContaining('410'),
  })
  expect(await listNotices(id)).toEqual([
    { webhook_id: id, status: 'disabled', reason: expect.stringContaining('410') },
  ])
  expect(process.logged).toContainEqual(
    expect.objectContaining({ level: 'error', webhook_id: id, message: 'A webhook was switched off' }),
  )

  stage.setTime(stage.now() + HOUR)
  process.deliverer.lookAgain()
  // Another endpoint has its turn meanwhile, this one has not.
  const { id: other } = await stage.insertEndpoint(integrationId, (await stage.startReceiver()).url)
  await stage.receive(integrationId, 'two')
  await stage.waitForStatus(other, 'succeeded')
  expect(receiver.received).toHaveLength(1)

  receiver.answer = (response) => void response.end()
  await updateEndpoint(
    stage.database,
    stage.secrets,
    { integrationId, id },
    { active: true },
    { actor: 'test', now: new Date(stage.now()) },
  )
  process.deliverer.lookAgain()
  await stage.waitForStatus(id, 'succeeded')
  expect(receiver.received).toHaveLength(2)
})

test('five days without a success switch an endpoint off, after a notice; an idle one stays on', async () => {
  const receiver = await stage.startReceiver()
  receiver.answer = (response) => void response.writeHead(500).end()
  const integrationId = await stage.insertIntegration()
  const { id } = await stage.insertEndpoint(integrationId, receiver.url)
  const idle = await stage.insertEndpoint(await stage.insertIntegration(), receiver.url)
  const process = await stage.startProcess()
  const start = stage.now()
  const told: [day: number, status: string][] = []
  for (let day = 0; day <= 6; day += 0.5) {
    stage.setTime(start + day * 24 * HOUR)
    const before = (await listNotices(id)).length
    const count = receiver.received.length
    await stage.receive(integrationId, `day ${day}`)
    process.deliverer.lookAgain()
    if (!(await readEndpoint(id)).active) break
    await vi.waitFor(async () => {
      const isOff = !(await readEndpoint(id)).active
      const deliveries = await stage.listDeliveries(id)
      const due = deliveries.filter(
        (one) =>
          one.claimed_by !== null || (one.next_attempt_at && one.next_attempt_at.getTime() <= stage.now()),
      )
      expect(receiver.received.length > count && (isOff || due.length === 0)).toBe(true)
    }, WAIT)
    for (const { status } of (await listNotices(id)).slice(before)) told.push([day, status])
  }
  expect(told).toEqual([
    [3, 'failing'],
    [5, 'disabled'],
  ])
  expect(await readEndpoint(idle.id)).toMatchObject({ active: true, failing_since: null })
})
