import { beforeAll, describe, expect, test, vi } from 'vitest'
import { inbound, type Somebody } from '../../src/ingest/testing/webhooks.ts'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, Call } from '../support/call.ts'
import { expectFields } from '../support/expect-error.ts'
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

let told = 0
/** Has a number receive a message, `agoMs` before now. */
const write = (body: string, from: Somebody = {}, { number = 0, agoMs = 0, ...more } = {}): Promise<void> => {
  told += 1
  const at = Math.floor((Date.now() - agoMs) / 1_000) - 1_767_225_600
  const person = { phone: drawNumber(), name: 'Biri', ...from }
  const message = { wamid: `wamid.search.${told}`, at, content: { body }, ...more }
  return meta.tell(inbound(meta.numbers[number]!, person, message))
}

const search = (q: string, query = '', call: Call = app.call): Promise<Answer> =>
  call('GET', `/v1/search?q=${encodeURIComponent(q)}${query}`)

type Hit = { kind: string; snippet: { text: string; marks: [number, number][] } }
const textsOf = ({ body }: Answer): string[] => body.hits.map(({ snippet }: Hit) => snippet.text)
const marksOf = ({ body }: Answer): string[] =>
  body.hits.flatMap(({ snippet: { text, marks } }: Hit) => marks.map(([from, to]) => text.slice(from, to)))

/** Waits until so many are found: what was written a moment ago may take a moment. */
const found = (q: string, count: number, query = '', call: Call = app.call): Promise<Answer> =>
  vi.waitFor(
    async () => {
      const answer = await search(q, query, call)
      // It counts before its chat is there, and is shown from then on.
      expect({ total: answer.body.total, texts: textsOf(answer) }).toMatchObject({
        total: count,
        texts: { length: count },
      })
      return answer
    },
    { timeout: 15_000, interval: 50 },
  )

test('a word is found with who wrote it, where, and what stands around it', async () => {
  const phone = drawNumber()
  await write('Merhaba, zürafa siparişim nerede?', { phone, name: 'Ayşe Ak' })
  const answer = await found('zürafa', 1)
  expectForetold(document, 'get', '/v1/search', answer)
  expect(answer.body).toEqual({
    total: 1,
    is_capped: false,
    hits: [
      {
        kind: 'message',
        integration_id: 11,
        chat_id: expect.any(Number),
        message_id: expect.any(String),
        note_id: null,
        at: expect.stringMatching(/^\d{4}-.*\.000000Z$/),
        snippet: { text: 'Merhaba, zürafa siparişim nerede?', marks: [[9, 15]] },
        contact: { id: expect.any(Number), name: 'Ayşe Ak', phone: `+${phone}` },
      },
    ],
  })
})

describe('words are found however they are written', () => {
  test.each([
    ['Kombi ısı vermiyor', 'isi kombi'],
    ['Kombi isi degismiyor', 'ISI değişmiyor'],
    ['İSTANBUL deposu', 'istanbul depo'],
    ['Istanbul subesi', 'İSTANBUL şubesi'],
    ['GÖRÜŞÜRÜZ canım', 'gorusuruz'],
    ['Café Müller', 'cafe muller'],
    ['Siparişlerimiz ulaştı', 'sipariş ulaştı'],
    ['My orders arrived', 'order arrives'],
    ['Fatura no TR-2041/77', 'tr 2041'],
    ['Çok teşekkürler 🙏🏽', 'teşekkür'],
    ['привет мир', 'ПРИВЕТ'],
  ])('%s is found by %s', async (written, asked) => {
    await write(written)
    await vi.waitFor(async () => expect(textsOf(await search(asked))).toContain(written), { timeout: 15_000 })
  })

  test('the last word may be unfinished, from its third letter on', async () => {
    await write('Kuzguncuk vapuru')
    expect(marksOf(await found('vapuru kuzgun', 1))).toEqual(['Kuzguncuk', 'vapuru'])
    expect((await search('kuzg vapuru')).body.total).toBe(0)
    expect((await search('vapuru ku')).body.total).toBe(0)
  })

  test('all words have to be there', async () => {
    await write('Pembe ahtapot')
    await found('pembe ahtapot', 1)
    expect((await search('mavi ahtapot')).body.total).toBe(0)
  })

  test('what has no word in it is refused, and what could be a query is words', async () => {
    expectFields(await search('?!'), { q: [expect.any(String)] })
    expectFields(await app.call('GET', '/v1/search'), { q: [expect.any(String)] })
    for (const q of ["' | !", "a'b\\c:*&(", '#0', "'#0'", 'x & | y']) {
      const { status } = await search(q)
      expect([200, 422]).toContain(status)
    }
    expect((await search('#0')).body.total).toBe(0)
  })
})

test('captions, file names, titles of buttons, places and cards are found', async () => {
  const send = (type: string, content: object) => write('', {}, { type, content } as object)
  await send('interactive', { type: 'button_reply', button_reply: { id: 'x', title: 'Devekuşu' } })
  await send('location', { latitude: 1, longitude: 2, name: 'Devekuşu Parkı' })
  await send('contacts', [{ name: { formatted_name: 'Devekuşu Ali' } }])
  await send('image', { id: 'm1', mime_type: 'image/png', caption: 'bu devekuşu' })
  await send('document', { id: 'm2', mime_type: 'application/pdf', filename: 'devekuşu-faturası.pdf' })
  const marks = marksOf(await found('devekuşu', 5))
  expect(marks.map((mark) => mark.toLowerCase())).toEqual(Array.from({ length: 5 }, () => 'devekuşu'))
})

test('a template is found by its text as it was sent', async () => {
  // The sandbox's templates are read when somebody asks for them.
  await app.call('GET', '/v1/integrations/11/conversations/templates')
  const { rows } = await app.database.query(
    `select t.id, t.name, r.language_code from templates t
    join template_translations r on r.template_id = t.id and r.status = 'APPROVED'
    cross join json_array_elements(to_json(r.components)) c
    where c->>'type' = 'BODY' and c->>'text' like '%{{1}}%' and c->>'text' not like '%{{2}}%' limit 1`,
  )
  expect(rows).toHaveLength(1)
  const number = drawNumber()
  await app.database.query(
    `with message as (
      insert into messages (integration_id, id, direction, type, address, content, template_id, state)
      values (11, $1, 'outbound', 'template', $2, $3, $4, 'accepted') returning id
    ) insert into events (type, integration_id, data)
    select 'message.status', 11, json_build_object('message_id', id, 'status', 'queued') from message`,
    [
      'search-template',
      number,
      JSON.stringify({
        name: rows[0].name,
        language: { code: rows[0].language_code },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Bay Ornitorenk' }] }],
      }),
      rows[0].id,
    ],
  )
  const [text] = textsOf(await found('ornitorenk', 1))
  expect(text).toContain('Bay Ornitorenk')
  expect(text).not.toContain('{{1}}')
})

test('people are found by name and by any part of their number', async () => {
  const phone = '905321234567'
  await write('x', { phone, name: 'Şükrü Çağlayan' })
  const byName = await found('cagla', 1)
  expect(byName.body.hits[0]).toMatchObject({
    kind: 'contact',
    message_id: null,
    contact: { phone: `+${phone}` },
  })
  expect(marksOf(byName)).toEqual(['Çağlayan'])
  for (const q of ['0532 123', '+90 532 123 45 67', '4567', '234 56'])
    expect(marksOf(await found(q, 1)), q).toHaveLength(1)
})

test('the notes of the team are found', async () => {
  const phone = drawNumber()
  await write('x', { phone })
  await app.database.query(
    `with note as (
      insert into chat_notes (integration_id, chat_id, author_id, body)
      select 11, chats.id, 1, 'Ekşi kertenkele notu' from chats join contacts c on c.id = chats.contact_id
      where c.phone = $1 and integration_id = 11 returning chat_id, id
    ) insert into events (type, integration_id, data)
    select 'note.updated', 11, json_build_object('chat_id', chat_id, 'note_id', id, 'author_id', 1, 'mentions',
      json_build_array()) from note`,
    [phone],
  )
  const { body } = await found('kertenkele', 1)
  expect(body.hits[0]).toMatchObject({ kind: 'note', message_id: null, note_id: expect.any(Number) })
})

describe('what is found', () => {
  test('is of the numbers alone that the caller was given', async () => {
    await write('gergedan bir', {}, { number: 0 })
    await write('gergedan iki', {}, { number: 1 })
    await found('gergedan', 2)
    expect(textsOf(await search('gergedan', '&integration_id=22'))).toEqual(['gergedan iki'])
    const agent = await createAgent(app, 'search@example.com', [11])
    expect(textsOf(await search('gergedan', '', agent))).toEqual(['gergedan bir'])
    expectFields(await search('gergedan', '&integration_id=22', agent), {
      integration_id: [expect.any(String)],
    })
  })

  test('is of the time that is asked for, the newest first, page by page', async () => {
    for (const days of [3, 1, 2, 0])
      await write(`mürekkep ${days}`, {}, { agoMs: days * 86_400_000 + 60_000 })
    await found('mürekkep', 4)
    const first = await search('mürekkep', '&limit=3')
    expect(textsOf(first)).toEqual(['mürekkep 0', 'mürekkep 1', 'mürekkep 2'])
    const next = /^<[^>]*(\/v1\/[^>]+)>; rel=next$/.exec(first.headers['link']!)![1]!
    const second = await app.call('GET', next)
    expect(textsOf(second)).toEqual(['mürekkep 3'])
    expect(second.headers['link']).toBeUndefined()
    const at = (days: number) => encodeURIComponent(new Date(Date.now() - days * 86_400_000).toISOString())
    expect(textsOf(await search('mürekkep', `&from=${at(2.5)}&to=${at(0.5)}`))).toEqual([
      'mürekkep 1',
      'mürekkep 2',
    ])
    expectFields(await search('mürekkep', '&from=gestern'), { from: [expect.any(String)] })
    expectFields(await search('mürekkep', '&cursor=e30'), { cursor: [expect.any(String)] })
  })

  test('is the newest thousand of a frequent word, and says so', async () => {
    const phone = drawNumber()
    await write('papağan', { phone })
    await app.database.query(
      `with message as (
        insert into messages (integration_id, id, direction, type, address, content, state, created_at)
        select 11, 'parrot-' || n, 'inbound', 'text', $1, json_build_object('body', 'papağan ' || n), 'received',
          now() - interval '1 minute' * (2000 - n)
        from generate_series(1, 1200) n returning id
      ) insert into events (type, integration_id, data)
      select 'message.received', 11, json_build_object('message_id', id, 'chat_id', 1, 'type', 'text',
        'direction', 'inbound') from message`,
      [phone],
    )
    const answer = await vi.waitFor(
      async () => {
        const one = await search('papağan', '&limit=2')
        expect(one.body.is_capped).toBe(true)
        expect(textsOf(one)[1]).toBe('papağan 1200')
        return one
      },
      { timeout: 15_000 },
    )
    expect(answer.body.total).toBe(1000)
    expect((await search('papağan 17')).body.is_capped).toBe(false)
  })
})

test('what was changed later leads to the message that it changed', async () => {
  const phone = drawNumber()
  await write('ilk hali', { phone }, { wamid: 'wamid.search.edited' } as object)
  await write('', { phone }, {
    type: 'edit',
    content: {
      original_message_id: 'wamid.search.edited',
      message: { type: 'text', text: { body: 'salyangoz' } },
    },
  } as object)
  const { body } = await found('salyangoz', 1)
  const { rows } = await app.database.query(`select id from messages where wamid = 'wamid.search.edited'`)
  expect(body.hits[0].message_id).toBe(rows[0].id)
})
