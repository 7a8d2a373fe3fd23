import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, CallOptions } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { PNG } from '../support/files.ts'
import { insertInbound } from '../support/inbound.ts'
import { drawNumber, selectTemplateIds, waitForSent } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const TEMPLATES = '/v1/integrations/11/conversations/templates'
const post = (key: string, options: CallOptions, path = MESSAGES, by = app): Promise<Answer> =>
  by.call('POST', path, { ...options, headers: { ...options.headers, 'idempotency-key': key } })
const countTo = async (address: string): Promise<number> =>
  (await app.database.query('select id from messages where address = $1', [address])).rows.length

const expectReplay = (answer: Answer, first: Answer): void => {
  expect(first.status).toBe(200)
  expect(first.headers['idempotency-replayed']).toBeUndefined()
  expect(answer).toMatchObject({ status: 200, text: first.text, headers: { 'idempotency-replayed': 'true' } })
}

describe('the same key with another body', () => {
  test.each<[string, (to: string) => object]>([
    ['another text', (to) => ({ to, text: 'other' })],
    ['another recipient', () => ({ to: drawNumber(), text: 'Hello!' })],
    ['a field more', (to) => ({ to, text: 'Hello!', preview_url: true })],
  ])('%s is 422 idempotency_key_reused, and sends nothing', async (_name, other) => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    expect((await post(key, { json: { to, text: 'Hello!' } })).status).toBe(200)
    expectError(await post(key, { json: other(to) }), 422, 'idempotency_key_reused')
    expect(await countTo(to)).toBe(1)
  })

  test('that would not even be valid is refused without using anything up', async () => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    const first = await post(key, { json: { to, text: 'Hello!' } })
    expect((await post(key, { json: { to: 'x', text: 'Hello!' } })).status).toBe(422)
    expectReplay(await post(key, { json: { to, text: 'Hello!' } }), first)
  })
})

test('a key of more than 255 characters is a 422; one of 255 is taken', async () => {
  const json = { to: drawNumber(), text: 'x' }
  expectFields(await post('k'.repeat(256), { json }), { 'Idempotency-Key': [expect.stringContaining('255')] })
  const first = await post('k'.repeat(255), { json })
  expectReplay(await post('k'.repeat(255), { json }), first)
})

describe('a key in use', () => {
  /** A second process on the same database and the same sandbox. */
  let second: TestApp
  beforeAll(async () => {
    second = await startTestApp({
      DATABASE_URL: app.connectionString,
      MASA_SECRET_KEY: app.secretKey,
      MASA_SANDBOX: 'off',
      MASA_SANDBOX_PORT: new URL(app.sandboxUrl).port,
    })
    return second.stop
  })

  test('is 409 idempotency_key_in_use for a second request, in any process, and the first is answered as if alone', async () => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    const json = { to, text: 'Hello!' }
    const client = await app.database.connect()
    let first: Promise<Answer>
    try {
      // Nothing can be stored while the table is locked: the first request stays under way.
      await client.query('begin')
      await client.query('lock table messages in exclusive mode')
      first = post(key, { json })
      await expect.poll(() => countWaiting(app), WAIT).toBeGreaterThan(0)
      expectError(await post(key, { json }), 409, 'idempotency_key_in_use')
      expectError(await post(key, { json: { to, text: 'other' } }), 409, 'idempotency_key_in_use')
      expectError(await post(key, { json }, MESSAGES, second), 409, 'idempotency_key_in_use')
    } finally {
      await client.query('rollback')
      client.release()
    }
    const answered = await first
    expectReplay(await post(key, { json }), answered)
    expect(await countTo(to)).toBe(1)
  })

  test('by forty parallel requests over two processes sends exactly one message', async () => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    const json = { to, text: 'Hello!' }
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => post(key, { json }, MESSAGES, n % 2 === 0 ? app : second)),
    )
    const ids = new Set<string>()
    for (const answer of answers)
      if (answer.status === 200) ids.add(answer.body.message_id)
      else expectError(answer, 409, 'idempotency_key_in_use')
    expect(ids.size).toBe(1)
    expect(await countTo(to)).toBe(1)
    const afterwards = await post(key, { json }, MESSAGES, second)
    expect(afterwards).toMatchObject({ status: 200, body: { message_id: [...ids][0] } })
    expect(await waitForSent(app, to)).toHaveLength(1)
  })
})

const countWaiting = async ({ database }: TestApp): Promise<number> =>
  (
    await database.query(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).rows.length

describe('a replay', () => {
  test('is for the same fields, whatever the kind of body and the order', async () => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    const first = await post(key, { json: { to, text: 'Merhaba', preview_url: true, expires_in: 60 } })
    const reordered = { expires_in: '60', preview_url: 'true', text: 'Merhaba', to }
    const multipart = new FormData()
    for (const [name, value] of Object.entries(reordered)) multipart.set(name, value)
    for (const content of [{ json: reordered }, { form: reordered }, { multipart }])
      expectReplay(await post(key, content), first)
    expect(await countTo(to)).toBe(1)
  })

  test('reaches the other spellings of a path: they count as one', async () => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    const json = { to, location: { latitude: 1, longitude: 2 } }
    const first = await post(key, { json }, `${MESSAGES}/locations`)
    for (const path of [
      `${MESSAGES}/location`,
      `/api${MESSAGES}/locations`,
      `${MESSAGES}/locations/`,
      MESSAGES,
    ])
      expectReplay(await post(key, { json }, path), first)
    expect(await countTo(to)).toBe(1)
  })

  const button = { type: 'reply', reply: { id: 'a', title: 'A' } }
  const interactive = { type: 'button', body: { text: 'Choose' }, action: { buttons: [button] } }
  test.each<[string, string, object]>([
    ['contacts', 'contact', { contacts: [{ name: { formatted_name: 'A B', first_name: 'A' } }] }],
    ['interactive', 'interactives', { interactive }],
    ['location-request', 'location-requests', { text: 'Where?' }],
  ])('of %s reaches its other spelling', async (path, other, body) => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    const json = { to, ...body }
    const first = await post(key, { json }, `${MESSAGES}/${path}`)
    expectReplay(await post(key, { json }, `${MESSAGES}/${other}`), first)
    expectError(
      await post(key, { json: { ...json, expires_in: 60 } }, `${MESSAGES}/${other}`),
      422,
      'idempotency_key_reused',
    )
    expect(await countTo(to)).toBe(1)
  })

  test('of a reaction reaches its other spelling, though the target is older than 30 days by now', async () => {
    const key = crypto.randomUUID()
    const target = await insertInbound(app, { from: drawNumber() })
    const json = { message_id: target.id, emoji: '👍' }
    const first = await post(key, { json }, `${MESSAGES}/reactions`)
    await app.database.query(`update messages set created_at = now() - interval '31 days' where id = $1`, [
      target.id,
    ])
    expectReplay(await post(key, { json }, `${MESSAGES}/reaction`), first)
  })

  test('of a file is for the same file, at either path', async () => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    const form = (bytes: Buffer): FormData => {
      const data = new FormData()
      data.set('to', to)
      data.set('attachment', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png')
      return data
    }
    const first = await post(key, { multipart: form(PNG) }, `${MESSAGES}/media`)
    for (const path of [`${MESSAGES}/media`, MESSAGES])
      expectReplay(await post(key, { multipart: form(PNG) }, path), first)
    const other = form(Buffer.concat([PNG, Buffer.from('more')]))
    expectError(await post(key, { multipart: other }, `${MESSAGES}/media`), 422, 'idempotency_key_reused')
    expect(await countTo(to)).toBe(1)
  })

  test('stays what it was when the template or the number has changed since', async () => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    const json = { to, text: 'Hello!' }
    const first = await post(key, { json }, MESSAGES.replace('11', '22'))
    await app.database.query(`update integrations set status = 'suspended' where id = 22`)
    try {
      await expect
        .poll(async () => (await app.call('POST', MESSAGES.replace('11', '22'), { json })).status, WAIT)
        .toBe(422)
      expectReplay(await post(key, { json }, MESSAGES.replace('11', '22')), first)
    } finally {
      await app.database.query(`update integrations set status = 'activated' where id = 22`)
    }
  })

  test('of a template send and of a bulk send gives all their ids again and sends nothing', async () => {
    for (const path of [`${TEMPLATES}/send`, `${TEMPLATES}/send/bulk`]) {
      const [a, b, key] = [drawNumber(), drawNumber(), crypto.randomUUID()]
      const parameters = { 'header-1': 'a', 'body-1': 'b', 'body-2': 'c' }
      const destinations = [a, b].map((phone) => ({ phone, parameters }))
      const json = { template_id: 1, language_id: 1, destinations }
      const first = await post(key, { json }, path)
      expectReplay(await post(key, { json }, path), first)
      // A bulk send is stored when it is planned, and its messages as they are fed.
      await expect.poll(() => countTo(a), WAIT).toBe(1)
    }
  })

  test('compares files by their content, and keeps no second copy', async () => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    const templateId = (await selectTemplateIds(app)).get('summer_campaign')
    const form = (bytes: Uint8Array<ArrayBuffer>): FormData => {
      const fields = new FormData()
      const destinations = [{ phone: to, parameters: { 'body-first_name': 'a', 'body-discount': 'b' } }]
      fields.set('template_id', String(templateId))
      fields.set('language_id', '1')
      fields.set('destinations', JSON.stringify(destinations))
      fields.set('attachment', new Blob([bytes], { type: 'image/png' }), 'a.png')
      return fields
    }
    const countFiles = async () => (await app.database.query('select id from media')).rows.length
    const before = await countFiles()
    const first = await post(key, { multipart: form(PNG) }, `${TEMPLATES}/send`)
    expectReplay(await post(key, { multipart: form(PNG) }, `${TEMPLATES}/send`), first)
    const other = Buffer.concat([PNG, Buffer.from('more')])
    const answer = await post(key, { multipart: form(other) }, `${TEMPLATES}/send`)
    expectError(answer, 422, 'idempotency_key_reused')
    expect(await countFiles()).toBe(before + 1)
  })
})

describe('a key is free', () => {
  test('after a request that was refused', async () => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    expect((await post(key, { json: { to } })).status).toBe(422)
    expect((await post(key, { json: { to: 'x', text: 'Hello!' } })).status).toBe(422)
    expect((await post(key, { raw: '{', headers: { 'content-type': 'application/json' } })).status).toBe(400)
    const answer = await post(key, { json: { to, text: 'Hello!' } })
    expect(answer.status).toBe(200)
    expect(answer.headers['idempotency-replayed']).toBeUndefined()
  })

  test('on another path and for another number', async () => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    const json = { to, text: 'x' }
    const answers = [
      await post(key, { json }),
      await post(key, { json }, MESSAGES.replace('11', '22')),
      await post(key, { json: { to, location: { latitude: 1, longitude: 2 } } }, `${MESSAGES}/locations`),
    ]
    expect(new Set(answers.map(({ body }) => body.message_id)).size).toBe(3)
    for (const answer of answers) expect(answer.headers['idempotency-replayed']).toBeUndefined()
  })

  test('after 24 hours', async () => {
    const [to, key] = [drawNumber(), crypto.randomUUID()]
    const first = await post(key, { json: { to, text: 'x' } })
    await app.database.query(
      `update idempotency_keys set created_at = created_at - interval '24 hours 1 second' where key = $1`,
      [key],
    )
    const second = await post(key, { json: { to, text: 'y' } })
    expect(second.status).toBe(200)
    expect(second.body.message_id).not.toBe(first.body.message_id)
  })

  test('when it is empty: it is refused, since it would protect from nothing', async () => {
    const answer = await post('', { json: { to: drawNumber(), text: 'x' } })
    expect(answer.status).toBe(422)
    expect(answer.body.error.fields).toHaveProperty(['Idempotency-Key'])
  })
})

test('keys that differ in anything are different keys', async () => {
  const json = { to: drawNumber(), text: 'x' }
  const answers = await Promise.all(['k', 'K', 'k 1', 'k1', 'kü', 'k%31'].map((key) => post(key, { json })))
  expect(new Set(answers.map(({ body }) => body.message_id)).size).toBe(6)
})
