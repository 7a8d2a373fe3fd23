import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { drawNumber, receiveFromPhone } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const receive = (from: string, message: object) => receiveFromPhone(app, from, message)

test('each of the sandbox’s customers who wrote at its start has a chat with what they wrote', async () => {
  const { body } = await vi.waitFor(async () => {
    const answer = await app.call('GET', '/v1/integrations/11/chats?limit=100&state=active&unread=true')
    expect(answer.body.length).toBeGreaterThanOrEqual(20)
    return answer
  }, WAIT)
  expect(body.map(({ phone }: { phone: string }) => phone)).toContain('+905550000001')
  const ahmet = body.find(({ phone }: { phone: string }) => phone === '+905550000001')
  expect(ahmet).toMatchObject({ name: 'Ahmet Kara', unread: 1, state: 'active' })
  const messages = await app.call('GET', `/v1/integrations/11/chats/${ahmet.id}/messages`)
  expect(messages.body).toMatchObject([
    {
      direction: 'inbound',
      from: '+905550000001',
      to: '+905554443322',
      status: 'received',
      content: { body: 'Merhaba, siparişim ne zaman gelir?' },
      sender: { name: 'Ahmet Kara' },
    },
  ])
})

describe('a customer’s message of each kind is shown in the chat', () => {
  test.each<[string, object | object[]]>([
    ['text', { body: 'Merhaba' }],
    ['location', { latitude: 41, longitude: 29, name: 'İstanbul' }],
    ['contacts', [{ name: { formatted_name: 'Can' }, phones: [{ phone: '+905550000002' }] }]],
    ['button', { payload: 'yes', text: 'Evet' }],
    ['interactive', { type: 'list_reply', list_reply: { id: '1', title: 'Bir' } }],
    ['order', { catalog_id: '1', product_items: [{ product_retailer_id: 'a', quantity: 1 }] }],
    ['hologram', { depth: 3 }],
  ])('%s', async (type, content) => {
    const message = await receive(drawNumber(), { type, [type]: content })
    expect(message).toMatchObject({ type, content, direction: 'inbound', status: 'received' })
  })

  test('from somebody without a number', async () => {
    const message = await receive('TR.13491208655302741918', { type: 'text', text: { body: 'x' } })
    expect(message).toMatchObject({ from: 'TR.13491208655302741918' })
  })
})

describe('a customer’s file', () => {
  const stored = (id: string) =>
    vi.waitFor(async () => {
      const { rows } = await app.database.query('select * from media where id = $1', [id])
      expect(rows[0]?.stored_at).not.toBeNull()
      return rows[0]
    }, WAIT)
  const fault = async (json: object) =>
    expect((await app.sandbox('POST', '/_sandbox/faults', { json })).status).toBe(200)

  const expectWhole = async (id: string): Promise<void> => {
    const row = await stored(id)
    const bytes = await readFile(join(app.dataDir, 'media', row.file_path))
    expect(bytes.length).toBe(Number(row.size_bytes))
    expect(createHash('sha256').update(bytes).digest()).toEqual(row.sha256)
    const { rows } = await app.database.query(
      `select data from events where type = 'media.status' and data->>'media_id' = $1`,
      [id],
    )
    expect(rows).toEqual([{ data: { media_id: id, status: 'stored' } }])
  }

  test.each(['image', 'video', 'audio', 'document', 'sticker'])('of the type %s is fetched', async (type) => {
    const { content } = await receive(drawNumber(), { type, [type]: {} })
    expect(content).not.toHaveProperty('url')
    await expectWhole(content.id)
  })

  test('is fetched from a fresh address when the one in the webhook fails', async () => {
    await fault({ mode: 'http', status: 404, match: { path: '/attachments/' } })
    const { content } = await receive(drawNumber(), { type: 'image', image: {} })
    await expectWhole(content.id)
  })

  test('is fetched later when WhatsApp does not answer, and why it is not here yet is noted', async () => {
    await fault({ mode: 'http', status: 404, match: { path: '/attachments/' }, times: 2 })
    const { content } = await receive(drawNumber(), { type: 'image', image: {} })
    await vi.waitFor(async () => {
      const { rows } = await app.database.query('select fetch_error from media where id = $1', [content.id])
      expect(rows[0].fetch_error).toMatchObject({ reason: expect.stringMatching(/tried again/) })
    }, WAIT)
    await expectWhole(content.id)
  })

  test('that WhatsApp does not know is told to be gone', async () => {
    const { content } = await receive(drawNumber(), {
      type: 'image',
      image: { id: '4711', mime_type: 'image/png' },
    })
    await vi.waitFor(async () => {
      const { rows } = await app.database.query(
        `select data from events where type = 'media.status' and data->>'media_id' = $1`,
        [content.id],
      )
      expect(rows).toMatchObject([{ data: { status: 'failed', reason: expect.any(String) } }])
    }, WAIT)
  })
})

test('a template’s review and its quality are known as soon as WhatsApp tells of them', async () => {
  const send = () =>
    app.call('POST', '/v1/integrations/11/conversations/templates/send', {
      json: {
        template_id: 1,
        language_id: 1,
        destinations: [
          { phone: `+${drawNumber()}`, parameters: { 'header-1': 'a', 'body-1': 'b', 'body-2': 'c' } },
        ],
      },
    })
  const { rows } = await app.database.query('select name from templates where id = 1')
  const change = (status: string) =>
    app.sandbox('POST', '/_sandbox/templates', { json: { name: rows[0].name, language: 'en', status } })
  const before = await send()
  expect(before.status).toBe(200)
  const changed = await change('PAUSED')
  expect(changed.status).toBe(200)
  await vi.waitFor(async () => expect((await send()).body.error?.code).toBe('template_not_sendable'), WAIT)
  // WhatsApp's times are whole seconds: of two words of one second the order cannot be told.
  await sleep(1_000)
  await change('APPROVED')
  await vi.waitFor(async () => expect((await send()).status).toBe(200), WAIT)
})
