import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetDeliveries } from './deliveries.ts'
import { createStage, type Stage } from './testing/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await createStage()
})
afterAll(() => stage.close())

test('the clean-up forgets old deliveries that are done, and keeps what waits', async () => {
  const integrationId = await stage.insertIntegration()
  const endpoints = [1, 2].map(() =>
    stage.insertEndpoint(integrationId, 'https://shop.example.com', { active: false }),
  )
  const ids = (await Promise.all(endpoints)).map(({ id }) => id)
  await stage.pool.query(
    `with delivery as (
      insert into webhook_deliveries (integration_id, endpoint_id, webhook_message_id, event, body, status,
        next_attempt_at, created_at)
      select $1, e, 'msg_' || age || next, 'message.received', '{}', 'failed',
        case when next then now() end, now() - make_interval(days => age)
      from unnest($2::integer[]) e, unnest(array[29, 31, 45]) age, unnest(array[true, false]) next,
        generate_series(1, 700)
      returning integration_id, id
    )
    insert into webhook_attempts (integration_id, delivery_id, number, at, duration_ms)
    select integration_id, id, 1, now(), 5 from delivery`,
    [integrationId, ids],
  )
  await forgetDeliveries(stage.database, 30)
  const { rows } = await stage.pool.query(
    `select count(*)::integer as count, count(*) filter (where next_attempt_at is not null)::integer as waiting,
      (select count(*)::integer from webhook_attempts where integration_id = $1) as attempts
    from webhook_deliveries where integration_id = $1`,
    [integrationId],
  )
  expect(rows).toEqual([{ count: 2 * 700 * 4, waiting: 2 * 700 * 3, attempts: 2 * 700 * 4 }])
})
