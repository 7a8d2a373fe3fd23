import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../testing/start-test-sandbox.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox({ settings: { enforce_rates: false } })
})
afterAll(() => sandbox.close())

const text = (length: number): string => 'ş'.repeat(length)
const link = 'https://example.com/a.jpg'

const interactive = (type: string, action: unknown, more: Record<string, unknown> = {}) => ({
  type: 'interactive',
  interactive: { type, body: { text: 'B' }, action, ...more },
})
const reply = (id: string, title: string) => ({ type: 'reply', reply: { id, title } })
const buttons = (count: number) => ({
  buttons: Array.from({ length: count }, (_, n) => reply(`${n}`, `${n}`)),
})
const rows = (count: number, at = 0) =>
  Array.from({ length: count }, (_, n) => ({ id: `${at + n}`, title: 'R' }))
const list = (sections: unknown[], button = 'Open') => interactive('list', { button, sections })
const cta = (display_text: string, url = link) =>
  interactive('cta_url', { name: 'cta_url', parameters: { display_text, url } })
const card = (card_index: number, body: string, title = 'T', id = `${card_index}`) => ({
  card_index,
  type: 'quick_reply',
  header: { type: 'image', image: { link } },
  body: { text: body },
  action: { buttons: [{ type: 'quick_reply', quick_reply: { id, title } }] },
})
const carousel = (cards: unknown[]) => interactive('carousel', { cards })
const cards = (count: number) => carousel(Array.from({ length: count }, (_, n) => card(n, 'b')))
const items = (count: number) => Array.from({ length: count }, () => ({ product_retailer_id: 'SKU' }))
const products = (sections: unknown[], header: unknown = { type: 'text', text: 'H' }) =>
  interactive('product_list', { catalog_id: 'C', sections }, { header })
const flow = (parameters: Record<string, unknown>) =>
  interactive('flow', {
    name: 'flow',
    parameters: { flow_message_version: '3', flow_cta: 'Go', ...parameters },
  })
const contacts = (count: number) => ({
  type: 'contacts',
  contacts: Array.from({ length: count }, () => ({ name: { formatted_name: 'A' } })),
})
const body = (type: string, action: unknown, length: number) =>
  interactive(type, action, { body: { text: text(length) } })
const oneRow = { button: 'Open', sections: [{ rows: rows(1) }] }
const namedFlow = { name: 'flow', parameters: { flow_message_version: '3', flow_cta: 'Go', flow_id: '1' } }

/** What each limit lets through, and the least that it does not (Cloud API, limits). */
const limits: [string, Record<string, unknown>, Record<string, unknown>][] = [
  [
    'text.body 4096',
    { type: 'text', text: { body: text(4096) } },
    { type: 'text', text: { body: text(4097) } },
  ],
  [
    'text.body in code points',
    { type: 'text', text: { body: '🙂'.repeat(4096) } },
    { type: 'text', text: { body: '🙂'.repeat(4097) } },
  ],
  [
    'caption 1024',
    { type: 'image', image: { link, caption: text(1024) } },
    { type: 'image', image: { link, caption: text(1025) } },
  ],
  [
    'biz_opaque_callback_data 512',
    { type: 'text', text: { body: 'a' }, biz_opaque_callback_data: text(512) },
    { type: 'text', text: { body: 'a' }, biz_opaque_callback_data: text(513) },
  ],
  ['reply buttons 3', interactive('button', buttons(3)), interactive('button', buttons(4))],
  ['reply buttons at least 1', interactive('button', buttons(1)), interactive('button', buttons(0))],
  [
    'reply title 20',
    interactive('button', { buttons: [reply('a', text(20))] }),
    interactive('button', { buttons: [reply('a', text(21))] }),
  ],
  [
    'reply id 256',
    interactive('button', { buttons: [reply(text(256), 'a')] }),
    interactive('button', { buttons: [reply(text(257), 'a')] }),
  ],
  [
    'reply ids unique',
    interactive('button', { buttons: [reply('a', 'A'), reply('b', 'B')] }),
    interactive('button', { buttons: [reply('a', 'A'), reply('a', 'B')] }),
  ],
  [
    'reply titles unique',
    interactive('button', { buttons: [reply('a', 'A'), reply('b', 'B')] }),
    interactive('button', { buttons: [reply('a', 'A'), reply('b', 'A')] }),
  ],
  [
    'reply id without blanks at its ends',
    interactive('button', { buttons: [reply('a b', 'A')] }),
    interactive('button', { buttons: [reply(' a', 'A')] }),
  ],
  ['button body 1024', body('button', buttons(1), 1024), body('button', buttons(1), 1025)],
  [
    'header text 60',
    interactive('button', buttons(1), { header: { type: 'text', text: text(60) } }),
    interactive('button', buttons(1), { header: { type: 'text', text: text(61) } }),
  ],
  [
    'footer 60',
    interactive('button', buttons(1), { footer: { text: text(60) } }),
    interactive('button', buttons(1), { footer: { text: text(61) } }),
  ],
  ['list body 4096', body('list', oneRow, 4096), body('list', oneRow, 4097)],
  ['list button 20', list([{ rows: rows(1) }], text(20)), list([{ rows: rows(1) }], text(21))],
  [
    'list rows 10 in all',
    list([
      { title: 'a', rows: rows(5) },
      { title: 'b', rows: rows(5, 5) },
    ]),
    list([
      { title: 'a', rows: rows(5) },
      { title: 'b', rows: rows(6, 5) },
    ]),
  ],
  [
    'list section title 24',
    list([{ title: text(24), rows: rows(1) }]),
    list([{ title: text(25), rows: rows(1) }]),
  ],
  [
    'list section titles when there are several',
    list([{ rows: rows(1) }]),
    list([{ title: 'a', rows: rows(1) }, { rows: rows(1, 1) }]),
  ],
  [
    'list row id 200',
    list([{ rows: [{ id: text(200), title: 'a' }] }]),
    list([{ rows: [{ id: text(201), title: 'a' }] }]),
  ],
  [
    'list row title 24',
    list([{ rows: [{ id: 'a', title: text(24) }] }]),
    list([{ rows: [{ id: 'a', title: text(25) }] }]),
  ],
  [
    'list row description 72',
    list([{ rows: [{ id: 'a', title: 'a', description: text(72) }] }]),
    list([{ rows: [{ id: 'a', title: 'a', description: text(73) }] }]),
  ],
  [
    'list header text only',
    interactive('list', oneRow, { header: { type: 'text', text: 'H' } }),
    interactive('list', oneRow, { header: { type: 'image', image: { link } } }),
  ],
  ['cta display_text 20', cta(text(20)), cta(text(21))],
  ['cta url', cta('a'), cta('a', 'ftp://example.com')],
  ['carousel cards 10', cards(10), cards(11)],
  ['carousel cards at least 2', cards(2), cards(1)],
  [
    'carousel card body 160',
    carousel([card(0, text(160)), card(1, 'b')]),
    carousel([card(0, text(161)), card(1, 'b')]),
  ],
  [
    'carousel button title 20',
    carousel([card(0, 'b', text(20)), card(1, 'b')]),
    carousel([card(0, 'b', text(21)), card(1, 'b')]),
  ],
  [
    'carousel quick reply id 20',
    carousel([card(0, 'b', 'T', text(20)), card(1, 'b')]),
    carousel([card(0, 'b', 'T', text(21)), card(1, 'b')]),
  ],
  [
    'product_list 30 items',
    products([{ title: 'S', product_items: items(30) }]),
    products([
      { title: 'S', product_items: items(20) },
      { title: 'T', product_items: items(11) },
    ]),
  ],
  [
    'product_list needs a header',
    products([{ product_items: items(1) }]),
    products([{ product_items: items(1) }], null),
  ],
  [
    'product has no header',
    interactive('product', { catalog_id: 'C', product_retailer_id: 'S' }),
    interactive(
      'product',
      { catalog_id: 'C', product_retailer_id: 'S' },
      { header: { type: 'text', text: 'H' } },
    ),
  ],
  ['flow by id or by name', flow({ flow_id: '1' }), flow({ flow_id: '1', flow_name: 'a' })],
  ['flow_cta 30', flow({ flow_id: '1', flow_cta: text(30) }), flow({ flow_id: '1', flow_cta: text(31) })],
  [
    'location request body 1024',
    body('location_request_message', { name: 'send_location' }, 1024),
    body('location_request_message', { name: 'send_location' }, 1025),
  ],
  ['flow body 1024', body('flow', namedFlow, 1024), body('flow', namedFlow, 1025)],
  ['contacts 257', contacts(257), contacts(258)],
  ['media by id or by link', { type: 'image', image: { link } }, { type: 'image', image: { link, id: '1' } }],
  [
    'media links over http',
    { type: 'video', video: { link } },
    { type: 'video', video: { link: 'file:///etc/passwd' } },
  ],
  [
    'audio without caption',
    { type: 'audio', audio: { link } },
    { type: 'audio', audio: { link, caption: 'a' } },
  ],
  [
    'latitude 90',
    { type: 'location', location: { latitude: '90', longitude: -180 } },
    { type: 'location', location: { latitude: 90.1, longitude: 0 } },
  ],
  [
    'one emoji',
    { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍🏽' } },
    { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: 'ok' } },
  ],
]

describe('every limit of a message', () => {
  it.each(limits)(
    '%s: is taken up to it and refused beyond, with the field in the details',
    async (_name, good, bad) => {
      expect((await sandbox.send(good)).body).toMatchObject({ messaging_product: 'whatsapp', messages: [{}] })
      const { status, body: answer } = await sandbox.send(bad)
      expect(status).toBe(400)
      expect([131008, 131009]).toContain(answer.error.code)
      expect(answer.error.error_data.details.length).toBeGreaterThan(10)
      expect(answer.error.fbtrace_id).toBeTypeOf('string')
    },
  )
})

describe('a message that is not complete', () => {
  it.each([
    [100, { messaging_product: undefined, type: 'text', text: { body: 'a' } }],
    [100, { messaging_product: 'sms', type: 'text', text: { body: 'a' } }],
    [100, { to: undefined, type: 'text', text: { body: 'a' } }],
    [100, {}],
    [131009, { to: 'nobody', type: 'text', text: { body: 'a' } }],
    [131009, { recipient_type: 'group', type: 'text', text: { body: 'a' } }],
    [131021, { to: '+905554443322', type: 'text', text: { body: 'a' } }],
    [131051, { type: 'telegram', telegram: {} }],
    [131008, { type: 'text' }],
    [131008, { type: 'text', text: {} }],
    [131008, { type: 'text', text: { body: '' } }],
    [131009, { type: 'text', text: { body: 5 } }],
    [131009, { type: 'text', text: 'hi' }],
    [131008, { type: 'reaction', reaction: { message_id: 'wamid.x' } }],
    [131008, { type: 'location', location: { latitude: 1 } }],
    [131009, { type: 'contacts', contacts: [] }],
    [131008, { type: 'contacts', contacts: [{}] }],
    [131009, { type: 'interactive', interactive: { type: 'dance' } }],
    [131008, { type: 'interactive', interactive: { type: 'button', body: { text: 'a' } } }],
    [131008, { type: 'text', text: { body: 'a' }, context: {} }],
    [100, { type: 'image', image: { id: '1234567890' } }],
    [131009, { status: 'unread', message_id: 'wamid.x' }],
    [131008, { status: 'read' }],
    [131009, { status: 'read', message_id: 'wamid.x', typing_indicator: { type: 'voice' } }],
  ])('is refused with %i: %j', async (code, message) => {
    const { status, body: answer } = await sandbox.send(message)
    expect(status).toBe(400)
    expect(answer.error).toMatchObject({ code, type: 'OAuthException' })
  })
})

describe('what the real service lets through', () => {
  it.each([
    ['no type for a text', { text: { body: 'a' } }],
    ['an action as JSON text', interactive('button', JSON.stringify(buttons(1)))],
    ['no context', { type: 'text', text: { body: 'a' }, context: null }],
    ['a reply', { type: 'text', text: { body: 'a' }, context: { message_id: 'wamid.x' } }],
    ['a read mark', { status: 'read', message_id: 'wamid.x' }],
    ['typing', { status: 'read', message_id: 'wamid.x', typing_indicator: { type: 'text' } }],
    ['a number without plus', { to: '905550000001', type: 'text', text: { body: 'a' } }],
    ['unknown fields', { type: 'text', text: { body: 'a', colour: 'red' }, extra: true }],
  ])('%s', async (_name, message) => {
    expect((await sandbox.send(message)).status).toBe(200)
  })

  it('answers with the number as it was written and as it is', async () => {
    const { body: answer } = await sandbox.send({
      to: '+90 (555) 000-00-01',
      type: 'text',
      text: { body: 'a' },
    })
    expect(answer).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+90 (555) 000-00-01', wa_id: '905550000001' }],
      messages: [{ id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/]+=*$/) }],
    })
  })
})
