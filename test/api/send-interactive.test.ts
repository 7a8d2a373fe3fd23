import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, CallOptions } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { HEADS } from '../support/files.ts'
import { drawNumber, waitForSent } from '../support/sandbox.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await app.sandbox('PUT', '/_sandbox/settings', { json: { enforce_window: false } })
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const send = (interactive: unknown, to = '+905555555555', path = '/interactive'): Promise<Answer> =>
  app.call('POST', MESSAGES + path, { json: { to, interactive } })

const body = { text: 'Choose' }
const reply = (n: number) => ({ type: 'reply', reply: { id: `id-${n}`, title: `Title ${n}` } })
const row = (n: number) => ({ id: `row-${n}`, title: `Row ${n}`, description: 'What it is' })
const link = { display_text: 'See', url: 'https://example.com/x' }
const picture = (n: number) => ({ type: 'image', image: { link: `https://example.com/${n}.png` } })
const linkCard = (n: number) => ({
  card_index: n,
  type: 'cta_url',
  header: picture(n),
  body: { text: `Card ${n}` },
  action: { name: 'cta_url', parameters: { ...link } },
})
const replyCard = (n: number) => ({
  ...linkCard(n),
  action: { buttons: [{ type: 'quick_reply', quick_reply: { id: `q${n}`, title: 'Yes' } }] },
})

// biome-ignore lint/suspicious/noExplicitAny: objects that tests change at any depth
const KINDS: Record<string, any> = {
  button: {
    type: 'button',
    header: { type: 'text', text: 'Head' },
    body,
    footer: { text: 'Foot' },
    action: { buttons: [reply(1), reply(2), reply(3)] },
  },
  list: {
    type: 'list',
    header: { type: 'text', text: 'Head' },
    body,
    footer: { text: 'Foot' },
    action: {
      button: 'Open',
      sections: [
        { title: 'One', rows: [row(1), row(2)] },
        { title: 'Two', rows: [row(3)] },
      ],
    },
  },
  cta_url: { type: 'cta_url', header: picture(1), body, action: { name: 'cta_url', parameters: link } },
  flow: {
    type: 'flow',
    body,
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_id: '123',
        flow_cta: 'Book',
        mode: 'published',
        flow_action: 'navigate',
        flow_action_payload: { screen: 'FIRST', data: { k: 'v' } },
      },
    },
  },
  product: { type: 'product', body, action: { catalog_id: '1', product_retailer_id: 'sku' } },
  product_list: {
    type: 'product_list',
    header: { type: 'text', text: 'Head' },
    body,
    action: { catalog_id: '1', sections: [{ title: 'S', product_items: [{ product_retailer_id: 'sku' }] }] },
  },
  catalog_message: {
    type: 'catalog_message',
    body,
    action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'sku' } },
  },
  carousel: { type: 'carousel', body, action: { cards: [linkCard(0), linkCard(1)] } },
  location_request_message: {
    type: 'location_request_message',
    body,
    action: { name: 'send_location' },
  },
}

/** The kind with the value at a dotted path changed; undefined takes it away. */
const change = (kind: string, path: string, value: unknown) => {
  const whole = structuredClone(KINDS[kind])
  const parts = path.split('.')
  const last = parts.pop()!
  const holder = parts.reduce((at, part) => at[part], whole)
  if (value === undefined) delete holder[last]
  else holder[last] = value
  return whole
}
const words = (length: number, letter = '😀') => letter.repeat(length)

describe('each kind reaches the customer as it was written', () => {
  test.each(Object.entries(KINDS))('%s', async (_kind, interactive) => {
    const to = drawNumber()
    const answer = await send(interactive, to)
    expect(answer.status, answer.text).toBe(200)
    const [sent] = await waitForSent(app, to)
    expect(sent!.body).toMatchObject({ type: 'interactive', interactive })
  })

  test('a carousel with answers to tap, too', async () => {
    const to = drawNumber()
    const interactive = change('carousel', 'action.cards', [replyCard(0), replyCard(1)])
    expect((await send(interactive, to)).status).toBe(200)
    expect((await waitForSent(app, to))[0]!.body.interactive).toEqual(interactive)
  })

  test('a product without a body, and what this version does not know of, which is WhatsApp’s to judge', async () => {
    const to = drawNumber()
    const interactive = { ...change('product', 'body', undefined), later: { x: 1 } }
    expect((await send(interactive, to)).status).toBe(200)
    expect((await waitForSent(app, to))[0]!.body.interactive).toEqual(interactive)
  })
})

describe('a text of the largest length is taken; one more is refused with both lengths', () => {
  test.each<[string, string, number]>([
    ['button', 'header.text', 60],
    ['button', 'body.text', 1_024],
    ['button', 'footer.text', 60],
    ['button', 'action.buttons.2.reply.id', 256],
    ['button', 'action.buttons.2.reply.title', 20],
    ['list', 'header.text', 60],
    ['list', 'body.text', 4_096],
    ['list', 'footer.text', 60],
    ['list', 'action.button', 20],
    ['list', 'action.sections.1.title', 24],
    ['list', 'action.sections.1.rows.0.id', 200],
    ['list', 'action.sections.1.rows.0.title', 24],
    ['list', 'action.sections.1.rows.0.description', 72],
    ['cta_url', 'body.text', 1_024],
    ['cta_url', 'action.parameters.display_text', 20],
    ['flow', 'body.text', 1_024],
    ['flow', 'action.parameters.flow_cta', 30],
    ['product', 'body.text', 1_024],
    ['product_list', 'header.text', 60],
    ['product_list', 'body.text', 1_024],
    ['product_list', 'action.sections.0.title', 24],
    ['catalog_message', 'body.text', 1_024],
    ['carousel', 'body.text', 1_024],
    ['carousel', 'action.cards.1.body.text', 160],
    ['carousel', 'action.cards.1.action.parameters.display_text', 20],
    ['location_request_message', 'body.text', 1_024],
  ])('%s: %s, %i', async (kind, path, limit) => {
    expect((await send(change(kind, path, words(limit)))).status).toBe(200)
    const field = `interactive.${path}`
    expectFields(await send(change(kind, path, words(limit + 1))), {
      [field]: [`The ${field} field must not have more than ${limit} characters; it has ${limit + 1}.`],
    })
    if (!path.endsWith('description'))
      expectFields(await send(change(kind, path, '')), { [field]: [`The ${field} field is required.`] })
  })

  test('a quick reply of a carousel: id and title of 20', async () => {
    for (const name of ['id', 'title']) {
      const path = `action.cards.1.action.buttons.0.quick_reply.${name}`
      const cards = (value: string) => {
        const all = [replyCard(0), structuredClone(replyCard(1))]
        Object.assign(all[1]!.action.buttons[0]!.quick_reply, { [name]: value })
        return change('carousel', 'action.cards', all)
      }
      expect((await send(cards(words(20)))).status).toBe(200)
      expectFields(await send(cards(words(21))), { [`interactive.${path}`]: [expect.stringContaining('21')] })
    }
  })
})

describe('as many as there may be are taken; one more is refused with both numbers', () => {
  const many = <T>(count: number, make: (n: number) => T): T[] =>
    Array.from({ length: count }, (_, n) => make(n))
  const sections = (rows: number[]) => {
    const before = (s: number) => rows.slice(0, s).reduce((sum, count) => sum + count, 0)
    return rows.map((count, s) => ({ title: `S${s}`, rows: many(count, (n) => row(before(s) + n)) }))
  }
  const products = (counts: number[]) =>
    counts.map((count, s) => ({
      title: `S${s}`,
      product_items: many(count, (n) => ({ product_retailer_id: `sku${n}` })),
    }))

  test.each<[string, string, (count: number) => unknown, number]>([
    ['button', 'action.buttons', (count) => many(count, reply), 3],
    ['list', 'action.sections', (count) => sections(many(count, () => 1)), 10],
    ['list', 'action.sections', (count) => sections([5, count - 5]), 10],
    ['product_list', 'action.sections', (count) => products(many(count, () => 1)), 10],
    ['product_list', 'action.sections', (count) => products([20, count - 20]), 30],
    ['carousel', 'action.cards', (count) => many(count, linkCard), 10],
  ])('%s: %s', async (kind, path, make, limit) => {
    expect((await send(change(kind, path, make(limit)))).status).toBe(200)
    const answer = await send(change(kind, path, make(limit + 1)))
    const error = expectError(answer, 422, 'failed_validation')
    expect(Object.keys(error['fields'])).toEqual([`interactive.${path}`])
    expect(error.message).toMatch(new RegExp(`more than ${limit} .*ha(s|ve) ${limit + 1}\\.`))
  })

  test.each([
    ['button', 'action.buttons', []],
    ['list', 'action.sections', []],
    ['list', 'action.sections', [{ rows: [] }]],
    ['product_list', 'action.sections', [{ product_items: [] }]],
    ['carousel', 'action.cards', [linkCard(0)]],
  ])('%s: too few of %s are refused', async (kind, path, value) => {
    const error = expectError(await send(change(kind, path, value)), 422, 'failed_validation')
    expect(Object.keys(error['fields'])[0]).toMatch(new RegExp(`^interactive.${path}`))
  })
})

describe('what is wrong with an object is told by its field', () => {
  test.each<[string, unknown, Record<string, unknown>]>([
    [
      'a type that there is not',
      { type: 'order_details', body },
      {
        'interactive.type': [`The interactive.type field must be one of: ${Object.keys(KINDS).join(', ')}.`],
      },
    ],
    ['no type', { body }, { 'interactive.type': ['The interactive.type field is required.'] }],
    ['none', undefined, { interactive: ['The interactive field is required.'] }],
    ['a text that is no JSON', 'button', { interactive: [expect.stringContaining('object')] }],
    ['a list', [KINDS['button']], { interactive: [expect.stringContaining('object')] }],
    ['no body', change('button', 'body', undefined), { 'interactive.body': [expect.any(String)] }],
    [
      'an id twice',
      change('button', 'action.buttons.1.reply.id', 'id-1'),
      { 'interactive.action.buttons.1.reply.id': [expect.stringMatching(/unique.*buttons\.0/)] },
    ],
    [
      'a title twice',
      change('button', 'action.buttons.2.reply.title', 'Title 1'),
      { 'interactive.action.buttons.2.reply.title': [expect.stringMatching(/unique.*buttons\.0/)] },
    ],
    [
      'an id with a space at its end',
      change('button', 'action.buttons.0.reply.id', 'id '),
      { 'interactive.action.buttons.0.reply.id': [expect.stringContaining('space')] },
    ],
    [
      'a row’s id twice, in another section',
      change('list', 'action.sections.1.rows.0.id', 'row-1'),
      { 'interactive.action.sections.1.rows.0.id': [expect.stringMatching(/unique.*sections\.0\.rows\.0/)] },
    ],
    [
      'several sections, one without a title',
      change('list', 'action.sections.1.title', undefined),
      { 'interactive.action.sections.1.title': [expect.stringContaining('required')] },
    ],
    [
      'a picture above a list',
      change('list', 'header', picture(1)),
      { 'interactive.header.type': [expect.stringContaining('text')] },
    ],
    [
      'a header on a product',
      { ...KINDS['product'], header: picture(1) },
      { 'interactive.header': [/product/] },
    ],
    [
      'no header above products',
      change('product_list', 'header', undefined),
      { 'interactive.header': ['The interactive.header field is required.'] },
    ],
    [
      'a footer below a carousel',
      { ...KINDS['carousel'], footer: { text: 'x' } },
      { 'interactive.footer': [expect.stringContaining('carousel')] },
    ],
    [
      'an action of another name',
      change('cta_url', 'action.name', 'url'),
      { 'interactive.action.name': ['The interactive.action.name field must be cta_url.'] },
    ],
    [
      'an address that is none',
      change('cta_url', 'action.parameters.url', 'javascript:alert(1)'),
      { 'interactive.action.parameters.url': [expect.stringContaining('http')] },
    ],
    [
      'a form by id and by name',
      change('flow', 'action.parameters.flow_name', 'x'),
      { 'interactive.action.parameters': [expect.stringMatching(/flow_id or flow_name/)] },
    ],
    [
      'a form by neither',
      change('flow', 'action.parameters.flow_id', undefined),
      { 'interactive.action.parameters': [expect.stringMatching(/flow_id or flow_name/)] },
    ],
    [
      'cards of two kinds',
      change('carousel', 'action.cards.1', replyCard(1)),
      { 'interactive.action.cards.1.action': [expect.stringContaining('same kind')] },
    ],
    [
      'cards with pictures and films',
      change('carousel', 'action.cards.1.header', { type: 'video', video: { link: 'https://x.example/a' } }),
      { 'interactive.action.cards.1.header.type': [expect.stringContaining('image')] },
    ],
    [
      'cards out of order',
      change('carousel', 'action.cards.1.card_index', 2),
      { 'interactive.action.cards.1.card_index': [expect.stringContaining('1')] },
    ],
    [
      'a file by id and by link',
      change('cta_url', 'header.image', { id: 'x', link: 'https://x.example/a' }),
      {
        'interactive.header.image': [expect.stringContaining('id or link')],
        'interactive.header.image.id': [expect.stringContaining('media_id')],
      },
    ],
    [
      'a file by neither',
      change('cta_url', 'header.image', {}),
      { 'interactive.header.image': [expect.stringContaining('id or link')] },
    ],
    [
      'a file of this machine',
      change('cta_url', 'header.image.link', 'file:///etc/passwd'),
      { 'interactive.header.image.link': [expect.stringContaining('http')] },
    ],
  ])('%s', async (_name, interactive, fields) => {
    const expected = Object.entries(fields).map(([field, told]) => [
      field,
      (told as unknown[]).map((one) => (one instanceof RegExp ? expect.stringMatching(one) : one)),
    ])
    expectFields(await send(interactive), Object.fromEntries(expected))
  })

  test('with all that is wrong elsewhere', async () => {
    const interactive = change('button', 'action.buttons.0.reply.id', ' x')
    const answer = await app.call('POST', `${MESSAGES}/interactive`, {
      json: { to: 'nobody', reply_to: 'x', interactive },
    })
    expect(Object.keys(expectError(answer, 422, 'failed_validation')['fields'])).toEqual([
      'to',
      'interactive.action.buttons.0.reply.id',
      'reply_to',
    ])
  })
})

describe('a file in a header, by its media_id', () => {
  const sendFile = async (bytes: Buffer, name: string): Promise<string> => {
    const form = new FormData()
    form.set('to', drawNumber())
    form.set('type', 'document')
    form.set('attachment', new Blob([new Uint8Array(bytes)]), name)
    const { body: sent } = await app.call('POST', `${MESSAGES}/media`, { multipart: form })
    return (await app.call('GET', `${MESSAGES}/${sent.message_id}`)).body.content.id
  }
  const header = (kind: string, id: string) => ({ type: kind, [kind]: { id } })

  test('goes to WhatsApp under its own id there; ours stands in the message', async () => {
    const to = drawNumber()
    const id = await sendFile(HEADS.pdf, 'Price list.pdf')
    const answer = await send({ ...KINDS['button'], header: header('document', id) }, to)
    expect(answer.status, answer.text).toBe(200)
    const [sent] = await waitForSent(app, to)
    expect(sent!.body.interactive.header).toEqual({
      type: 'document',
      document: { id: expect.stringMatching(/^\d+$/), filename: 'Price list.pdf' },
    })
    const { content } = (await app.call('GET', `${MESSAGES}/${answer.body.message_id}`)).body
    expect((await app.call('GET', `${MESSAGES}/media/${content.header.document.id}`)).text).toBe(
      HEADS.pdf.toString(),
    )
  })

  test('on each card of a carousel: the message waits for all of them', async () => {
    const to = drawNumber()
    const unique = () => Buffer.concat([HEADS.png, Buffer.from(crypto.randomUUID())])
    const ids = [await sendFile(unique(), 'a.png'), await sendFile(unique(), 'b.png')]
    const cards = [...ids, ids[0]!].map((id, n) => ({ ...linkCard(n), header: header('image', id) }))
    expect((await send(change('carousel', 'action.cards', cards), to)).status).toBe(200)
    const [sent] = await waitForSent(app, to)
    const used = sent!.body.interactive.action.cards.map((card: typeof KINDS) => card['header'].image.id)
    for (const id of used) expect(id).toMatch(/^\d+$/)
    expect(used[2]).toBe(used[0])
    expect(used[1]).not.toBe(used[0])
  })

  test('that is none, of another kind, of another number, or not fetched yet is a 422', async () => {
    const pdf = await sendFile(HEADS.pdf, 'a.pdf')
    const pending = '0'.repeat(36)
    await app.database.query(
      `insert into media (integration_id, id, direction, mime_type) values (11, $1, 'inbound', 'image/png')`,
      [pending],
    )
    for (const [id, problem] of [
      ['x', 'media_id of this integration'],
      ['1'.repeat(36), 'media_id of this integration'],
      [pdf, 'application/pdf'],
      [pending, 'still being fetched'],
    ] as const)
      expectFields(await send({ ...KINDS['button'], header: header('image', id) }), {
        'interactive.header.image.id': [expect.stringContaining(problem)],
      })
    const other = await app.call('POST', `${MESSAGES.replace('11', '22')}/interactive`, {
      json: { to: drawNumber(), interactive: { ...KINDS['button'], header: header('document', pdf) } },
    })
    expectError(other, 422, 'failed_validation')
  })
})

describe('spellings and bodies', () => {
  const { button } = KINDS
  const text = JSON.stringify(button)
  const action = JSON.stringify(button.action)
  const bracketed = {
    'interactive[type]': 'button',
    'interactive[body][text]': 'Choose',
    'interactive[action][buttons][0][type]': 'reply',
    'interactive[action][buttons][0][reply][id]': 'a',
    'interactive[action][buttons][0][reply][title]': 'A',
  }
  test.each<[string, (to: string) => CallOptions, string]>([
    ['the other spelling', (to) => ({ json: { to, interactive: button } }), '/interactives'],
    ['the object as JSON text in JSON', (to) => ({ json: { to, interactive: text } }), '/interactive'],
    [
      'its action as JSON text in JSON',
      (to) => ({ json: { to, interactive: { ...button, action } } }),
      '/interactive',
    ],
    [
      'null for what is left away',
      (to) => ({ json: { to, reply_to: null, interactive: { ...button, header: null, footer: null } } }),
      '/interactive',
    ],
    ['a form with JSON text', (to) => ({ form: { to, interactive: text } }), '/interactive'],
    ['a form with bracketed names', (to) => ({ form: { to, ...bracketed } }), '/interactive'],
    [
      'a form with an action of JSON text',
      (to) => ({
        form: {
          to,
          'interactive[type]': 'button',
          'interactive[body]': '{"text":"Choose"}',
          'interactive[action]': action,
        },
      }),
      '/interactive',
    ],
    [
      'a multipart form',
      (to) => {
        const multipart = new FormData()
        for (const [name, value] of Object.entries({ to, ...bracketed })) multipart.set(name, value)
        return { multipart }
      },
      '/interactive',
    ],
  ])('%s', async (_name, options, path) => {
    const to = drawNumber()
    const answer = await app.call('POST', MESSAGES + path, options(to))
    expect(answer.status, answer.text).toBe(200)
    const [sent] = await waitForSent(app, to)
    const { type, body: sentBody, action: sentAction } = sent!.body.interactive
    expect([type, sentBody, sentAction.buttons[0].type]).toEqual(['button', body, 'reply'])
  })
})

describe('a request for a location', () => {
  const path = `${MESSAGES}/location-request`
  test.each<[string, (to: string) => CallOptions, string]>([
    ['its text alone', (to) => ({ json: { to, text: 'Choose' } }), path],
    ['the other spelling', (to) => ({ form: { to, text: 'Choose' } }), `${path}s`],
    ['the whole object', (to) => ({ json: { to, interactive: KINDS['location_request_message'] } }), path],
  ])('from %s', async (_name, options, url) => {
    const to = drawNumber()
    expect((await app.call('POST', url, options(to))).status).toBe(200)
    const [sent] = await waitForSent(app, to)
    expect(sent!.body.interactive).toEqual(KINDS['location_request_message'])
  })

  test('without either, with too long a text, or with another kind is a 422', async () => {
    const to = drawNumber()
    const post = (json: object) => app.call('POST', path, { json: { to, ...json } })
    expectFields(await post({}), { text: ['The text field is required.'] })
    expect((await post({ text: words(1_024) })).status).toBe(200)
    expectFields(await post({ text: words(1_025) }), { text: [expect.stringContaining('1025')] })
    expectFields(await post({ interactive: KINDS['button'] }), {
      'interactive.type': [expect.stringContaining('location_request_message')],
    })
  })
})
