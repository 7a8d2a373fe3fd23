import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { createSecretBox } from '../../src/config/secret-box.ts'
import { startTestApp } from '../support/app.ts'
import { createCaller } from '../support/call.ts'
import { WAIT } from '../support/wait.ts'

test('while nothing listens there, messages wait with the reason; when it is back, each goes out once, in order', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'masa-upstream-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  // It runs once for its port and credentials, which it keeps.
  const first = await startSandbox({ port: 0, dataDir })
  const { url, port } = first
  const control = createCaller(url)
  const { body: given } = await control('GET', '/_sandbox/credentials')
  await control('PUT', '/_sandbox/settings', { json: { enforce_window: false } })
  await first.stop()

  const key = randomBytes(32)
  const app = await startTestApp({
    MASA_SANDBOX: 'off',
    MASA_GRAPH_URL: url,
    MASA_SECRET_KEY: key.toString('base64'),
  })
  onTestFinished(app.stop)
  const secrets = createSecretBox(key)
  await app.database.query(
    `insert into integrations (id, display_name, phone_number, phone_number_id, waba_id, access_token_sealed,
      app_secret_sealed, verify_token_sealed) values (11, 'Real', '+905554443322', $1, $2, $3, $4, $5)`,
    [
      given.phone_numbers[0].id,
      given.waba_id,
      ...[given.access_token, given.app_secret, given.verify_token].map(secrets.seal),
    ],
  )
  const path = '/v1/integrations/11/conversations/messages'
  const tell = async (id: string) => (await app.call('GET', `${path}/${id}`)).body
  await vi.waitFor(async () => expect((await app.call('GET', `${path}/none`)).status).toBe(404), WAIT)
  const ids: string[] = []
  for (const text of ['one', 'two', 'three']) {
    const send = () => app.call('POST', path, { json: { to: '+905550009999', text } })
    const answer = await vi.waitFor(
      async () => {
        const one = await send()
        expect(one.status).toBe(200)
        return one
      },
      { timeout: 5_000 },
    )
    ids.push(answer.body.message_id)
  }
  await vi.waitFor(async () => expect((await tell(ids[0]!)).attempts).toBeGreaterThanOrEqual(2), WAIT)
  const waiting = await tell(ids[0]!)
  expect(waiting.error).toMatchObject({
    code: 9_000_006,
    what_to_do: expect.stringContaining('MASA_GRAPH_URL'),
  })
  expect(waiting.error.details).toContain('ECONNREFUSED')
  expect(await tell(ids[1]!)).toMatchObject({ status: 'queued', attempts: 0 })

  const back = await startSandbox({ port, dataDir })
  onTestFinished(back.stop)
  for (const id of ids) await vi.waitFor(async () => expect((await tell(id)).status).toBe('accepted'), WAIT)
  const { body: accepted } = await control('GET', '/_sandbox/messages')
  expect(accepted.map((one: { body: { text: { body: string } } }) => one.body.text.body)).toEqual([
    'one',
    'two',
    'three',
  ])
})
