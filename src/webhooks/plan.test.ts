import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { EventType, LogEvent } from '../events/event.ts'
import { planDeliveries } from './plan.ts'
import { createStage, type Stage } from './testing/stage.ts'

let stage: Stage
let integrationId: number
beforeAll(async () => {
  stage = await createStage()
})
beforeEach(async () => {
  integrationId = await stage.insertIntegration()
})
afterAll(() => stage.close())

const URL = 'https://shop.example.com/hook'
const ALL = ['message.received', 'message.status', 'template.status', 'integration.status']

const event = (type: EventType, data: object, at = new Date(stage.now())): LogEvent => ({
  id: 1,
  type,
  at,
  integrationId,
  data: data as Record<string, unknown>,
})

const plan = (...events: LogEvent[]): Promise<number[]> =>
  stage.database.transaction().execute((tx) => planDeliveries(tx, events, new Date(stage.now())))

const listPlanned = async () => {
  const { rows } = await stage.pool.query(
    'select * from webhook_deliveries where integration_id = $1 order by id',
    [integrationId],
  )
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) }))
}

const receive = async (more: object = {}) => {
  const id = await stage.insertMessage(integrationId, more)
  return { id, event: event('message.received', { message_id: id, chat_id: 3, direction: 'inbound' }) }
}

test('what the phone app sent, states that are not told, and other events are for no endpoint', async () => {
  await stage.insertEndpoint(integrationId, URL, { events: ALL })
  const id = await stage.insertMessage(integrationId, { direction: 'outbound', state: 'queued' })
  const planned = await plan(
    event('message.received', { message_id: id, chat_id: 3, direction: 'outbound' }),
    ...['queued', 'accepted', 'unknown', 'constructor'].map((status) =>
      event('message.status', { message_id: id, status }),
    ),
    event('chat.updated', { chat_id: 3 }),
    event('webhook.status', { webhook_id: 1, status: 'failing' }),
    // A message that was erased.
    event('message.status', { message_id: 'gBEGgone', status: 'sent' }),
  )
  expect(planned).toEqual([])
  expect(await listPlanned()).toEqual([])
})

test('an endpoint that is off, younger than the event, of another number or for other kinds gets nothing', async () => {
  const { event: received } = await receive()
  await stage.insertEndpoint(integrationId, URL, { active: false })
  await stage.insertEndpoint(integrationId, URL, { created_at: new Date(stage.now() + 1) })
  await stage.insertEndpoint(integrationId, URL, { events: ['message.status'] })
  await stage.insertEndpoint(await stage.insertIntegration(), URL)
  expect(await plan(received)).toEqual([])
  const { id } = await stage.insertEndpoint(integrationId, URL, { created_at: new Date(stage.now()) })
  expect(await plan(received)).toEqual([id])
})

test('each endpoint gets its own delivery, with an id of its own and the same body', async () => {
  const endpoints = [
    await stage.insertEndpoint(integrationId, URL),
    await stage.insertEndpoint(integrationId, URL),
  ]
  const { id, event: received } = await receive()
  expect(await plan(received)).toEqual(endpoints.map((one) => one.id))
  const planned = await listPlanned()
  expect(planned).toHaveLength(2)
  for (const [index, one] of planned.entries())
    expect(one).toMatchObject({
      endpoint_id: endpoints[index]!.id,
      webhook_message_id: expect.stringMatching(/^msg_[\w-]{24}$/),
      event: 'message.received',
      status: 'pending',
      attempts: 0,
      tries: 0,
      claimed_by: null,
      next_attempt_at: new Date(stage.now()),
      created_at: new Date(stage.now()),
      body: { messages: { id, text: 'Merhaba', name: 'Ayşe', chat_id: 3, integration_id: integrationId } },
    })
  expect(planned[0].webhook_message_id).not.toBe(planned[1].webhook_message_id)
})

test('a reply names the message that it answers by our id', async () => {
  await stage.insertEndpoint(integrationId, URL)
  const asked = await stage.insertMessage(integrationId, { direction: 'outbound', state: 'read' })
  const { event: reply } = await receive({ reply_to_wamid: `wamid.${asked}` })
  await plan(reply)
  const [planned] = await listPlanned()
  expect(planned.body.messages.context).toEqual({ id: asked, wamid: `wamid.${asked}` })
})

test('statuses, templates and numbers are told in the order of the log', async () => {
  await stage.insertEndpoint(integrationId, URL, { events: ALL })
  const id = await stage.insertMessage(integrationId, { direction: 'outbound', state: 'read' })
  const { rows } = await stage.pool.query(
    `insert into templates (waba_id, name, category) values ('w', 'order_shipped', 'UTILITY') returning id`,
  )
  await plan(
    event('message.status', { message_id: id, status: 'sent', at: '2024-06-10T06:13:20Z' }),
    event('message.status', { message_id: id, status: 'delivered', at: '2024-06-10T06:13:21Z' }),
    event('template.status', { template_id: rows[0].id, language: 'tr', status: 'PAUSED' }),
    event('integration.status', { status: 'suspended' }),
  )
  expect((await listPlanned()).map(({ event: kind, body }) => [kind, body])).toMatchObject([
    ['message.status', { statuses: { id, status: 'sent', timestamp: '1718000000' } }],
    ['message.status', { statuses: { id, status: 'delivered', timestamp: '1718000001' } }],
    ['template.status', { templates: { name: 'order_shipped', status: 'PAUSED' } }],
    ['integration.status', { integrations: { id: integrationId, status: 'suspended' } }],
  ])
})
