import { beforeAll, describe, expect, test } from 'vitest'
import { echo, inbound, moved, type Somebody } from '../../src/ingest/testing/webhooks.ts'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { createMeta, type Meta } from '../support/meta.ts'
import { expectForetold, type OpenApi, readOpenApi } from '../support/openapi.ts'
import { drawNumber } from '../support/sandbox.ts'

let app: TestApp
let meta: Meta
let document: OpenApi
beforeAll(async () => {
  app = await startTestApp()
  meta = await createMeta(app)
  await meta.silenceSandbox()
  document = await readOpenApi(app)
  return app.stop
})

const CHATS = '/v1/integrations/22/chats'
const CHAT_PATH = '/v1/integrations/{integration_id}/chats'

let told = 0
/** Has the second number, to which no customer of the sandbox writes, receive a text, `agoMs` before now. */
const write = (from: Somebody, agoMs = 0, more: object = {}): Promise<void> => {
  told += 1
  const at = Math.floor((Date.now() - agoMs) / 1_000) - 1_767_225_600
  return meta.tell(inbound(meta.numbers[1], from, { wamid: `wamid.chats.${told}`, at, ...more }))
}

const list = (query = ''): Promise<Answer> => app.call('GET', `${CHATS}${query}`)
const names = ({ body }: Answer): string[] => body.map(({ name }: { name: string }) => name)
const nextOf = ({ headers }: Answer): string | undefined =>
  /^<[^>]*(\/v1\/[^>]+)>; rel=next$/.exec(headers['link'] ?? '')?.[1]

const DAY = 86_400_000

test('a chat is shown with whose it is, until when they may be written to, and what is unread', async () => {
  const phone = drawNumber()
  await write({ phone, userId: 'TR.100', name: 'Deniz' }, 3_600_000)
  await write({ phone, name: 'Deniz Ak' }, 1_800_000)
  const answer = await list(`?q=${phone}`)
  expectForetold(document, 'get', CHAT_PATH, answer)
  expect(answer.body).toEqual([
    {
      id: expect.any(Number),
      integration_id: 22,
      phone: `+${phone}`,
      name: 'Deniz Ak',
      contact_id: expect.any(Number),
      user_id: 'TR.100',
      state: 'active',
      active_until: expect.stringMatching(/^\d{4}-.*\.000000Z$/),
      window_expires_at: expect.stringMatching(/^\d{4}-.*\.000000Z$/),
      last_message_at: expect.stringMatching(/^\d{4}-.*\.000000Z$/),
      last_message: {
        message_id: expect.any(String),
        type: 'text',
        direction: 'inbound',
        text: expect.stringContaining('wamid.chats.'),
        status: 'received',
      },
      unread: 2,
      assignee: null,
      tags: [],
      priority: 'normal',
      reason: null,
      closed_at: null,
      closed_by: null,
      opted_out_at: null,
    },
  ])
  const [chat] = answer.body
  expect(Date.parse(chat.window_expires_at) - Date.parse(chat.last_message_at)).toBe(DAY)
  const single = await app.call('GET', `${CHATS}/${chat.id}`)
  expectForetold(document, 'get', `${CHAT_PATH}/{chat_id}`, single)
  expect(single.body).toEqual(chat)
})

test('the chats of all numbers are one list, the latest first, of the caller’s numbers alone', async () => {
  const [first, second] = [drawNumber(), drawNumber()]
  const at = (agoMs: number) => Math.floor((Date.now() - agoMs) / 1_000) - 1_767_225_600
  await write({ phone: first, name: 'Hepsi 1' }, 30_000)
  await meta.tell(
    inbound(meta.numbers[0], { phone: second, name: 'Hepsi 2' }, { wamid: 'wamid.all.1', at: at(20_000) }),
  )
  await write({ phone: second, name: 'Hepsi 2' }, 10_000)
  const all = await app.call('GET', '/v1/chats?q=hepsi')
  expectForetold(document, 'get', '/v1/chats', all)
  expect(names(all)).toEqual(['Hepsi 2', 'Hepsi 2', 'Hepsi 1'])
  expect(all.body.map((one: { integration_id: number }) => one.integration_id)).toEqual([22, 11, 22])
  const byCursor = await app.call('GET', nextOf(await app.call('GET', '/v1/chats?q=hepsi&limit=2'))!)
  expect(names(byCursor)).toEqual(['Hepsi 1'])
  expect(names(await app.call('GET', '/v1/chats?q=hepsi&integration_id=11'))).toEqual(['Hepsi 2'])
  expectFields(await app.call('GET', '/v1/chats?integration_id=33'), { integration_id: [expect.any(String)] })
  const agent = await createAgent(app, 'all-chats@example.com', [11])
  expect(names(await agent('GET', '/v1/chats?q=hepsi'))).toEqual(['Hepsi 2'])
  expectFields(await agent('GET', '/v1/chats?integration_id=22'), { integration_id: [expect.any(String)] })
})

describe('the last message of a chat', () => {
  const last = async (q: string) => (await list(`?q=${q}`)).body[0].last_message

  test('is the latest of all the addresses that the person has, reactions apart', async () => {
    const phone = drawNumber()
    await write({ phone, userId: 'TR.300', name: 'Sonuncu' }, 30_000, { content: { body: 'first' } })
    await write({ userId: 'TR.300' }, 20_000, { content: { body: 'second' } })
    await write({ phone }, 10_000, { type: 'reaction', content: { message_id: 'x', emoji: '👍' } })
    expect(await last('sonuncu')).toMatchObject({ type: 'text', text: 'second', direction: 'inbound' })
  })

  test.each([
    ['text', { body: 'ş'.repeat(300) }, 'ş'.repeat(200)],
    ['location', { latitude: 1, longitude: 2 }, null],
    ['interactive', { type: 'list_reply', list_reply: { id: '1', title: 'Blue' } }, 'Blue'],
    ['contacts', [{ name: { formatted_name: 'Ali Ak' } }], 'Ali Ak'],
  ])('of the type %s tells what it says: %#', async (type, content, text) => {
    const phone = drawNumber()
    await write({ phone, name: `Türlü ${phone}` }, 1_000, { type, content })
    expect(await last(phone)).toMatchObject({ type, text })
  })
})

test('somebody without a number has a user id in its place', async () => {
  await write({ userId: 'TR.13491208655302741918', name: 'Numarasız' })
  expect((await list('?q=numarasiz')).body).toMatchObject([
    { phone: null, user_id: 'TR.13491208655302741918', name: 'Numarasız' },
  ])
})

describe('the list', () => {
  test('can be cut to the active, the archived and the unread ones', async () => {
    const [active, archived, read] = ['Filtre Aktif', 'Filtre Arşiv', 'Filtre Okunmuş']
    await write({ phone: drawNumber(), name: active })
    await write({ phone: drawNumber(), name: archived }, 2 * DAY)
    const phone = drawNumber()
    await meta.tell(echo(meta.numbers[1], { phone, name: read }, { wamid: 'wamid.chats.echo', at: 1 }))
    const cut = async (query: string) => names(await list(`?q=filtre${query}`))
    expect(await cut('&state=active')).toEqual([active])
    expect(await cut('&state=archived')).toEqual([archived, read])
    expect(await cut('&unread=true')).toEqual([active, archived])
    expect(await cut('&unread=false')).toEqual([active, archived, read])
    expect(await cut('')).toEqual([active, archived, read])
  })

  test.each([
    ['şükrü', 'Şükrü İnönü'],
    ['SUKRU', 'Şükrü İnönü'],
    ['inönü', 'Şükrü İnönü'],
    ['ııı', 'IIı %_\\'],
    ['+90 (555) 800-00', 'Şükrü İnönü'],
    ['5558000012', 'Şükrü İnönü'],
    ['Élodie', 'elodie Ñ'],
  ])('finds %s in %s', async (q, name) => {
    if (name.startsWith('Ş')) await write({ phone: '905558000012', name })
    else await write({ userId: `TR.${name.length}00`, name })
    expect(names(await list(`?q=${encodeURIComponent(q)}`))).toEqual([name])
  })

  test('finds nobody by a wildcard or by what nobody is called', async () => {
    expect((await list('?q=nobody%25')).body).toEqual([])
    expectFields(await list('?q=%25_'), { q: ['The q field must have a letter or a digit.'] })
  })

  test.each([
    ['state=open', 'state'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['unread=perhaps', 'unread'],
    ['assignee=x', 'assignee'],
    ['tag=0', 'tag'],
    ['priority=9', 'priority'],
    ['from=yesterday', 'from'],
    ['limit=101', 'limit'],
    ['page=0', 'page'],
    ['cursor=x', 'cursor'],
    [`cursor=${Buffer.from('["x",1]').toString('base64url')}`, 'cursor'],
    ['page=1&limit=5', 'page'],
  ])('refuses ?%s', async (query, field) => {
    expectFields(await list(`?${query}`), { [field]: [expect.any(String)] })
  })

  test('gives each chat that stays where it is exactly once by cursor, while messages come in', async () => {
    for (let n = 0; n < 25; n += 1)
      await write({ phone: drawNumber(), name: `Sayfa ${n}` }, (50 + n) * 60_000)
    const seen: string[] = []
    let path: string | undefined = `${CHATS}?q=sayfa&limit=4`
    for (let n = 0; path; n += 1) {
      const answer = await app.call('GET', path)
      seen.push(...names(answer))
      path = nextOf(answer)
      // New ones come, and one that was shown moves up.
      await write({ phone: drawNumber(), name: `Sayfa yeni ${n}` })
      await write({ phone: `90555${7_000_000 + 1}`, name: 'Sayfa eski' })
    }
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `Sayfa ${n}`))
  })

  test('has pages of 20, too', async () => {
    for (let n = 0; n < 21; n += 1) await write({ phone: drawNumber(), name: `Yaprak ${n}` }, n * 60_000)
    const first = await list('?q=yaprak')
    expect(first.body).toHaveLength(20)
    const second = await app.call('GET', nextOf(first)!)
    expect(names(second)).toEqual(['Yaprak 20'])
    expect(nextOf(second)).toBeUndefined()
  })
})

describe('the messages of a chat', () => {
  const chatOf = async (q: string) => (await list(`?q=${q}`)).body[0].id as number
  const messages = (chatId: number, query = '') => app.call('GET', `${CHATS}/${chatId}/messages${query}`)
  const texts = ({ body }: Answer) => body.map((one: { content: { body: string } }) => one.content.body)

  test('are those of both sides, newest first, as each is shown by itself', async () => {
    const phone = drawNumber()
    await write({ phone, name: 'Konuşan' }, 60_000, { content: { body: 'first' } })
    const { body } = await app.call('POST', '/v1/integrations/22/conversations/messages', {
      json: { to: `+${phone}`, text: 'third' },
    })
    const at = Math.floor((Date.now() - 30_000) / 1_000) - 1_767_225_600
    await meta.tell(
      echo(meta.numbers[1], { phone }, { wamid: 'wamid.chats.second', at, content: { body: 'second' } }),
    )
    const answer = await messages(await chatOf(phone))
    expectForetold(document, 'get', `${CHAT_PATH}/{chat_id}/messages`, answer)
    expect(texts(answer)).toEqual(['third', 'second', 'first'])
    expect(answer.body[0].message_id).toBe(body.message_id)
    const single = await app.call(
      'GET',
      `/v1/integrations/22/conversations/messages/${answer.body[2].message_id}`,
    )
    expect(single.body).toEqual(answer.body[2])
  })

  test('are found under all addresses that the person had, and only while they had them', async () => {
    const [old, now] = [drawNumber(), drawNumber()]
    await write({ phone: old, userId: 'TR.200', name: 'Taşınan' }, 90_000, { content: { body: '1' } })
    await write({ userId: 'TR.200' }, 80_000, { content: { body: '2' } })
    const at = Math.floor((Date.now() - 70_000) / 1_000) - 1_767_225_600
    await meta.tell(
      moved(meta.numbers[1], { phone: old }, { phone: now }, { wamid: 'wamid.chats.moved', at }),
    )
    await write({ phone: now }, 60_000, { content: { body: '3' } })
    await write({ phone: old, name: 'Başkası' }, 50_000, { content: { body: 'not mine' } })
    expect(texts(await messages(await chatOf('tasinan')))).toEqual(['3', 'moved', '2', '1'])
    expect(texts(await messages(await chatOf('baskasi')))).toEqual(['not mine'])
  })

  test('of one moment stand in the order in which they came, over pages and cursors', async () => {
    const phone = drawNumber()
    const all = Array.from({ length: 45 }, (_, n) => String(n))
    for (const body of all) await write({ phone, name: 'Hızlı' }, 600_000, { content: { body } })
    const chatId = await chatOf(phone)
    const newestFirst = [...all].reverse()
    for (const start of ['', '?limit=7']) {
      const seen: string[] = []
      let path: string | undefined = `${CHATS}/${chatId}/messages${start}`
      while (path) {
        const answer = await app.call('GET', path)
        seen.push(...texts(answer))
        path = nextOf(answer)
      }
      expect(seen).toEqual(newestFirst)
    }
  })
})

describe('nobody else’s', () => {
  test('chat is seen: another number’s, one that there is not, and what is no id are 404 alike', async () => {
    const [{ id }] = (await list()).body
    for (const path of [`/v1/integrations/11/chats/${id}`, `${CHATS}/99999999`, `${CHATS}/0`, `${CHATS}/x`]) {
      expectError(await app.call('GET', path), 404, 'not_found')
      expectError(await app.call('GET', `${path}/messages`), 404, 'not_found')
    }
    const agent = await createAgent(app, 'chats@example.com', [11])
    expectError(await agent('GET', CHATS), 404, 'not_found')
    expectError(await agent('GET', `${CHATS}/${id}`), 404, 'not_found')
    expect((await agent('GET', '/v1/integrations/11/chats')).status).toBe(200)
    expectError(await app.call('GET', CHATS, { token: null }), 401, 'unauthenticated')
  })

  test('a key without the scope read is refused', async () => {
    const { body } = await app.call('POST', '/v1/integrations/22/keys', {
      json: { name: 'Sender', scopes: ['send'] },
    })
    expectError(await app.call('GET', CHATS, { token: body.key }), 403, 'access_denied')
  })
})
