import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rotateSecret } from './change-endpoint.ts'
import { connectSandboxReceiver, insertSandboxEndpoint } from './sandbox-receiver.ts'
import { createStage, type Stage } from './testing/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await createStage()
})
afterAll(() => stage.close())

test('the shop is told the secrets of its endpoints, those before a rotation too, and no others', async () => {
  const receiver = await stage.startReceiver()
  const sandboxUrl = new URL(receiver.url).origin
  const integrationId = await stage.insertIntegration()
  await stage.database
    .transaction()
    .execute((tx) => insertSandboxEndpoint(tx, stage.secrets, integrationId, 'http://127.0.0.1:1'))
  await stage.insertEndpoint(integrationId, 'https://shop.example.com/')
  const { rows } = await stage.pool.query('select id from webhook_endpoints where is_sandbox')
  const by = { actor: 'test', now: new Date(stage.now()) }
  const fresh = await rotateSecret(stage.database, stage.secrets, { integrationId, id: rows[0].id }, by)
  await connectSandboxReceiver(stage, sandboxUrl)
  const [told] = receiver.received
  expect(told).toMatchObject({ path: '/_sandbox/receiver' })
  expect(told!.body.secrets).toEqual([fresh, expect.stringMatching(/^whsec_/)])

  // What is delivered is signed by both.
  const process = await stage.startProcess()
  await stage.receive(integrationId)
  await stage.waitForStatus(rows[0].id, 'succeeded')
  const { path, raw, headers } = receiver.received[1]!
  expect(path).toBe('/receiver')
  const at = new Date(Number(headers['webhook-timestamp']) * 1_000)
  expect(headers['webhook-signature']).toBe(
    told!.body.secrets
      .map((secret: string) => new Webhook(secret).sign(String(headers['webhook-id']), at, raw))
      .join(' '),
  )
  await process.stop()
})
