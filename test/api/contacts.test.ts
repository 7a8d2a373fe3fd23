import { beforeAll, describe, expect, test, vi } from 'vitest'
import { inbound, type Somebody } from '../../src/ingest/testing/webhooks.ts'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, Call } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { createMeta, type Meta } from '../support/meta.ts'
import { expectForetold, type OpenApi, readOpenApi } from '../support/openapi.ts'
import { drawNumber } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
let meta: Meta
let document: OpenApi
let agent: Call
let supervisor: Call
beforeAll(async () => {
  app = await startTestApp()
  meta = await createMeta(app)
  await meta.silenceSandbox()
  document = await readOpenApi(app)
  agent = await createAgent(app, 'contacts@example.com', [22])
  supervisor = await createAgent(app, 'supervisor@example.com', [11, 22], 'supervisor')
  return app.stop
})

const CONTACT = '/v1/contacts/{contact_id}'
let told = 0
const write = (from: Somebody, { number = 1, agoMs = 0, body = 'Merhaba' } = {}): Promise<void> => {
  told += 1
  const at = Math.floor((Date.now() - agoMs) / 1_000) - 1_767_225_600
  return meta.tell(
    inbound(meta.numbers[number]!, from, { wamid: `wamid.contacts.${told}`, at, content: { body } }),
  )
}
const list = (query: string, call: Call = app.call): Promise<Answer> => call('GET', `/v1/contacts${query}`)
const find = async (phone: string) => (await list(`?q=${phone}`)).body[0]
const get = async (id: number, call: Call = app.call) => (await call('GET', `/v1/contacts/${id}`)).body

test('a contact is shown with all that is known of them', async () => {
  const phone = drawNumber()
  await write({ phone, userId: 'TR.900', name: 'Deniz Ak' }, { number: 0, agoMs: 60_000 })
  await write({ phone, name: 'Deniz Ak' }, { number: 1 })
  const answer = await list(`?q=${phone}`)
  expectForetold(document, 'get', '/v1/contacts', answer)
  const item = {
    id: expect.any(Number),
    name: 'Deniz Ak',
    own_name: null,
    profile_name: 'Deniz Ak',
    username: null,
    phone: `+${phone}`,
    user_id: 'TR.900',
    tags: [],
    opted_out_at: null,
    first_seen_at: expect.stringMatching(/^\d{4}-/),
    last_seen_at: expect.stringMatching(/^\d{4}-/),
  }
  expect(answer.body).toEqual([item])
  const { id } = answer.body[0]
  const chats = async (integrationId: number) =>
    (await app.call('GET', `/v1/integrations/${integrationId}/chats?q=${phone}`)).body[0]
  await app.call('POST', `/v1/integrations/22/chats/${(await chats(22)).id}/tags`, { json: { name: 'Bayi' } })
  const single = await app.call('GET', `/v1/contacts/${id}`)
  expectForetold(document, 'get', CONTACT, single)
  const tags = [{ id: expect.any(Number), name: 'Bayi', color: expect.any(String) }]
  expect(single.body).toEqual({
    ...item,
    tags,
    notes: '',
    addresses: [`+${phone}`, 'TR.900'].map((address) => ({ address, since: null, until: null })),
    chats: [11, 22].map((integration_id) => ({
      integration_id,
      chat_id: expect.any(Number),
      state: 'active',
      assignee: null,
      last_message_at: expect.stringMatching(/^\d{4}-/),
      tags: integration_id === 22 ? tags : [],
    })),
  })
  // Whoever has one of the account's numbers sees the person, and their chat with that number.
  const theirs = await get(id, agent)
  expect(theirs.chats.map((one: { integration_id: number }) => one.integration_id)).toEqual([22])
})

describe('contacts are listed', () => {
  test('by name, number, tag, number of ours and wish, whoever came last first', async () => {
    const [first, second] = [drawNumber(), drawNumber()]
    await write({ phone: first, name: 'Şule Liste' }, { number: 0 })
    await write({ phone: second, name: 'Sule Liste' }, { number: 1 })
    await app.call('POST', '/v1/opt-outs', { json: { phone: first } })
    const phones = async (query: string) =>
      (await list(`?q=sule%20liste${query}`)).body.map(({ phone }: { phone: string }) => phone)
    expect(await phones('')).toEqual([`+${second}`, `+${first}`])
    expect(await phones('&opted_out=true')).toEqual([`+${first}`])
    expect(await phones('&opted_out=false')).toEqual([`+${second}`])
    expect(await phones('&integration_id=11')).toEqual([`+${first}`])
    const { body: tag } = await app.call('POST', '/v1/tags', { json: { name: 'Liste' } })
    expect(await phones(`&tag=${tag.id}`)).toEqual([])
    const chat = (await app.call('GET', `/v1/integrations/22/chats?q=${second}`)).body[0]
    await app.call('POST', `/v1/integrations/22/chats/${chat.id}/tags`, { json: { tag_id: tag.id } })
    expect(await phones(`&tag=${tag.id}`)).toEqual([`+${second}`])
  })

  test('page by page, none twice', async () => {
    for (let n = 0; n < 3; n += 1) await write({ phone: drawNumber(), name: 'Sayfalı Kişi' })
    const one = await list('?q=sayfali&limit=2')
    const next = /^<[^>]*(\/v1\/[^>]+)>; rel=next$/.exec(one.headers['link']!)![1]!
    const two = await app.call('GET', next)
    expect(new Set([...one.body, ...two.body].map(({ id }) => id)).size).toBe(3)
    expectFields(await list('?cursor=WyJ4Il0'), { cursor: [expect.any(String)] })
  })

  test('not those of other accounts, nor to who has no number', async () => {
    const phone = drawNumber()
    await write({ phone, name: 'Gizli' })
    const { id } = await find(phone)
    const nobody = await createAgent(app, 'nobody@example.com', [])
    expect((await list('?q=gizli', nobody)).body).toEqual([])
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
    ] as const)
      expectError(
        await nobody(method, `/v1/contacts/${id}${path}`, method === 'PUT' ? { json: { name: 'x' } } : {}),
        404,
        'not_found',
      )
    expectError(await app.call('GET', '/v1/contacts/0'), 404, 'not_found')
    expectError(await app.call('GET', '/v1/contacts/999999'), 404, 'not_found')
  })
})

describe('the team’s own name', () => {
  test('wins over the one that WhatsApp tells, whatever it tells later, and can be taken away', async () => {
    const phone = drawNumber()
    await write({ phone, name: 'x' }, { agoMs: 5_000 })
    const { id } = await find(phone)
    const changed = await agent('PUT', `/v1/contacts/${id}`, {
      json: { name: ' Çınar Depo ', notes: 'Kapıda öder' },
    })
    expectForetold(document, 'put', CONTACT, changed)
    expect(changed.body).toMatchObject({
      name: 'Çınar Depo',
      own_name: 'Çınar Depo',
      profile_name: 'x',
      notes: 'Kapıda öder',
    })
    await write({ phone, name: 'Profil Yeni' })
    expect(await get(id)).toMatchObject({
      name: 'Çınar Depo',
      profile_name: 'Profil Yeni',
      notes: 'Kapıda öder',
    })
    for (const q of ['cinar depo', 'profil yeni'])
      expect(
        (await app.call('GET', `/v1/integrations/22/chats?q=${encodeURIComponent(q)}`)).body,
      ).toMatchObject([{ name: 'Çınar Depo', contact_id: id }])
    expect((await agent('PUT', `/v1/contacts/${id}`, { json: { name: '' } })).body).toMatchObject({
      name: 'Profil Yeni',
      own_name: null,
      notes: 'Kapıda öder',
    })
    expect((await list('?q=cinar%20depo')).body).toEqual([])
  })

  test('is told in the log, and refused when nothing is said', async () => {
    const phone = drawNumber()
    await write({ phone, name: 'x' })
    const { id } = await find(phone)
    expectFields(await app.call('PUT', `/v1/contacts/${id}`, { json: {} }), { name: [expect.any(String)] })
    expectFields(await app.call('PUT', `/v1/contacts/${id}`, { json: { name: 'x'.repeat(201) } }), {
      name: [expect.any(String)],
    })
    await app.call('PUT', `/v1/contacts/${id}`, { json: { notes: 'y' } })
    const { rows } = await app.database.query(
      `select count(*)::integer as count from events where type = 'contact.updated'
        and (data->>'contact_id')::integer = $1 and integration_id = 22`,
      [id],
    )
    expect(rows[0].count).toBeGreaterThan(0)
  })
})

describe('two contacts that a person says are one', () => {
  const merge = (from: number, into: unknown, call: Call = supervisor) =>
    call('POST', `/v1/contacts/${from}/merge`, { json: { into } })

  test('have one chat with each number, with all that belonged to both, and stay one', async () => {
    const [first, second] = [drawNumber(), drawNumber()]
    await write({ phone: first, name: 'Eski Numara' }, { agoMs: 120_000, body: 'birinci' })
    await write({ phone: second, name: 'Yeni Numara' }, { agoMs: 60_000, body: 'ikinci' })
    const [a, b] = [(await find(first)).id, (await find(second)).id]
    await app.call('PUT', `/v1/contacts/${a}`, { json: { name: 'Nalan', notes: 'eski not' } })
    await app.call('PUT', `/v1/contacts/${b}`, { json: { notes: 'yeni not' } })
    const chatOf = async (id: number) => (await get(id)).chats[0].chat_id
    for (const id of [a, b]) {
      const path = `/v1/integrations/22/chats/${await chatOf(id)}`
      await app.call('POST', `${path}/notes`, { json: { body: `not ${id}` } })
      await app.call('POST', `${path}/tags`, { json: { name: `etiket ${id}` } })
    }
    await app.call('POST', '/v1/opt-outs', { json: { phone: first } })

    const merged = await merge(a, b)
    expectForetold(document, 'post', `${CONTACT}/merge`, merged)
    expect(merged.body).toMatchObject({ id: b, name: 'Nalan', opted_out_at: expect.any(String) })
    expect(merged.body.notes.split('\n\n').sort()).toEqual(['eski not', 'yeni not'])
    expect(merged.body.addresses.map((one: { address: string }) => one.address).sort()).toEqual(
      [`+${first}`, `+${second}`].sort(),
    )
    expect(merged.body.tags).toHaveLength(2)
    expect(merged.body.chats).toHaveLength(1)
    expectError(await app.call('GET', `/v1/contacts/${a}`), 404, 'not_found')
    const path = `/v1/integrations/22/chats/${await chatOf(b)}`
    const messages = await app.call('GET', `${path}/messages`)
    expect(messages.body.map((one: { content: { body: string } }) => one.content.body)).toEqual([
      'ikinci',
      'birinci',
    ])
    expect((await app.call('GET', `${path}/notes`)).body).toHaveLength(2)

    // Whatever has who is who worked out anew from the messages comes to the same.
    await write({ phone: first, userId: `TR.${first}` }, { body: 'üçüncü' })
    await write({ phone: second, userId: `TR.${second}` }, { body: 'dördüncü' })
    const after = await get(b)
    expect(after).toMatchObject({ id: b, name: 'Nalan' })
    expect(after.addresses).toHaveLength(4)
    expect((await app.call('GET', `${path}/messages`)).body).toHaveLength(4)
    const { rows } = await app.database.query(
      `select actor, details from audit_log where action = 'contact.merged' and subject = $1`,
      [`contact:${b}`],
    )
    expect(rows).toMatchObject([{ details: { from: a } }])
  })

  test('have to be two of one account, told by somebody who may', async () => {
    const phone = drawNumber()
    await write({ phone, name: 'Tek' })
    const { id } = await find(phone)
    for (const into of [id, 999_999, 'x']) expectFields(await merge(id, into), { into: [expect.any(String)] })
    expectFields(await merge(id, undefined), { into: [expect.any(String)] })
    expectError(await merge(999_999, id), 404, 'not_found')
    expectError(await merge(id, id, agent), 403, 'access_denied')
  })
})

test('an export holds all that is kept of a person, and is noted', async () => {
  const [phone, other] = [drawNumber(), drawNumber()]
  await write({ phone, name: 'Açelya' }, { number: 0, body: 'dosyam nerede' })
  await write({ phone }, { number: 1, body: 'ikinci numaradan' })
  await write({ phone: other, name: 'Başkası' }, { body: 'bu onun değil' })
  const { id } = await find(phone)
  await app.call('PUT', `/v1/contacts/${id}`, { json: { notes: 'sadık müşteri' } })
  await app.call('POST', '/v1/opt-outs', { json: { phone, reason: 'istedi' } })
  const answer = await app.call('GET', `/v1/contacts/${id}/export`)
  expect(answer.headers['content-disposition']).toBe(`attachment; filename="contact-${id}.json"`)
  expect(answer.body).toMatchObject({
    contact: { id, phone: `+${phone}`, notes: 'sadık müşteri' },
    chats: [{ integration_id: 11 }, { integration_id: 22 }],
    wishes: [{ value: 'stop', reason: 'istedi' }],
    messages: [
      { integration_id: 11, content: { body: 'dosyam nerede' } },
      { integration_id: 22, content: { body: 'ikinci numaradan' } },
    ],
  })
  expect(answer.text).not.toContain('bu onun değil')
  expectError(await supervisor('GET', `/v1/contacts/${id}/export`), 403, 'access_denied')
  await vi.waitFor(async () => {
    const { rows } = await app.database.query(
      `select subject from audit_log where action = 'contact.exported'`,
    )
    expect(rows).toEqual([{ subject: `contact:${id}` }])
  }, WAIT)
})
