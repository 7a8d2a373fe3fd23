import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WAIT } from '../../test/support/wait.ts'
import { createStage, type Stage } from './testing/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await createStage()
})
afterAll(() => stage.close())

const HOUR = 3_600_000

test('an endpoint that is silent among a hundred delays no other', async () => {
  const receivers = await Promise.all(Array.from({ length: 100 }, () => stage.startReceiver()))
  const integrationId = await stage.insertIntegration()
  const ids: number[] = []
  for (const { url } of receivers) ids.push((await stage.insertEndpoint(integrationId, url)).id)
  const silent = receivers[42]!
  silent.answer = () => undefined
  // Thousands wait for it already.
  await stage.pool.query(
    `insert into webhook_deliveries
      (integration_id, endpoint_id, webhook_message_id, event, body, next_attempt_at, created_at)
    select $1, $2, 'msg_' || n, 'message.received', '{}', $3, $3 from generate_series(1, 20000) n`,
    [integrationId, ids[42], new Date(stage.now() - HOUR)],
  )
  const process = await stage.startProcess()
  for (let count = 0; count < 10; count += 1) await stage.receive(integrationId, `text ${count}`)
  await vi.waitFor(() => {
    for (const one of receivers) if (one !== silent) expect(one.received).toHaveLength(10)
  }, WAIT)
  // All that while its attempts were open, and no more of them than its places.
  expect(silent.countOpen()).toBe(2)
  expect(silent.received).toHaveLength(2)
  await process.stop()
}, 120_000)

test('a hundred endpoints that are silent delay no other', async () => {
  const integrationId = await stage.insertIntegration()
  const silent = await stage.startReceiver()
  silent.answer = () => undefined
  const { rows } = await stage.pool.query(
    `insert into webhook_endpoints (integration_id, url, events, secret_sealed, created_at)
    select $1, $2, '{message.received}', $3, to_timestamp(0) from generate_series(1, 100) returning id`,
    [integrationId, silent.url, stage.secrets.seal('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')],
  )
  await stage.pool.query(
    `insert into webhook_deliveries
      (integration_id, endpoint_id, webhook_message_id, event, body, next_attempt_at, created_at)
    select $1, e, 'msg_' || e || n, 'message.received', '{}', $3, $3
    from unnest($2::integer[]) e, generate_series(1, 300) n`,
    [integrationId, rows.map(({ id }) => id), new Date(stage.now() - HOUR)],
  )
  const quick = await stage.startReceiver()
  const { id } = await stage.insertEndpoint(integrationId, quick.url)
  const process = await stage.startProcess()
  await vi.waitFor(() => expect(silent.countOpen()).toBe(200), WAIT)
  for (let count = 0; count < 50; count += 1) await stage.receive(integrationId, `text ${count}`)
  await stage.waitForStatus(id, ...Array.from({ length: 50 }, () => 'succeeded'))
  expect(silent.countOpen()).toBe(200)
  expect(silent.received).toHaveLength(200)
  await process.stop()
}, 120_000)
