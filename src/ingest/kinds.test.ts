import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDesks, type Desk, type Desks } from './testing/desk.ts'
import { echo, inbound, numberEvent, together } from './testing/webhooks.ts'

let testDatabase: TestDatabase
let desks: Desks
let desk: Desk
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desks = createDesks(testDatabase.connectionString)
})
beforeEach(async () => {
  desk = await desks.create()
})
afterAll(async () => {
  await desks.close()
  await testDatabase.drop()
})

const FROM = { phone: '905550000001', name: 'Ayşe' }
const HASH = Buffer.alloc(32, 7)

const messages = () =>
  desk.database
    .selectFrom('messages')
    .selectAll()
    .where('integration_id', '=', desk.numbers[0].id)
    .orderBy('number')
    .execute()

const take = async (type: string, content?: unknown, more?: object) => {
  await desk.take(inbound(desk.numbers[0], FROM, { wamid: 'wamid.1', at: 1, type, content, more }))
  return (await messages())[0]!
}

/** The state and reason of each event that was received, in their order. */
const outcomes = async () =>
  (
    await sql`select state, reason from inbound_events where ${desk.numbers[0].id} = any(signed_for)
      order by id`.execute(desk.database)
  ).rows

describe('a message is kept with its content as it is', () => {
  test.each<[string, unknown]>([
    ['text', { body: 'Merhaba' }],
    ['location', { latitude: 41.01, longitude: 28.97, name: 'İstanbul', address: 'x', url: 'https://x' }],
    ['contacts', [{ name: { formatted_name: 'Can' }, phones: [{ phone: '+90 555', wa_id: '90555' }] }]],
    ['button', { payload: 'yes', text: 'Evet' }],
    ['interactive', { type: 'button_reply', button_reply: { id: 'yes', title: 'Evet' } }],
    ['interactive', { type: 'list_reply', list_reply: { id: 'r1', title: 'Row', description: 'x' } }],
    ['interactive', { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '"x"' } }],
    ['interactive', { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } }],
    ['order', { catalog_id: '1', text: '', product_items: [{ product_retailer_id: 'a', quantity: 3 }] }],
    ['hologram', { depth: 3 }],
  ])('%s', async (type, content) => {
    expect(await take(type, content)).toMatchObject({
      direction: 'inbound',
      state: 'received',
      type,
      content,
      address: FROM.phone,
      wamid: 'wamid.1',
      sender: { name: 'Ayşe', wa_id: FROM.phone },
      context: null,
      reply_to_wamid: null,
      error: null,
    })
    expect(await outcomes()).toEqual([{ state: 'applied', reason: null }])
  })
})

describe('a message names another one', () => {
  test.each<[string, unknown, object?]>([
    ['text', { body: 'x' }, { context: { from: '90', id: 'wamid.0' } }],
    ['button', { payload: 'yes', text: 'Evet' }, { context: { from: '90', id: 'wamid.0' } }],
    ['reaction', { message_id: 'wamid.0', emoji: '👍' }],
    ['reaction', { message_id: 'wamid.0', emoji: '' }],
    ['reaction', { message_id: 'wamid.0' }],
    ['edit', { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'y' } } }],
    ['revoke', { original_message_id: 'wamid.0' }],
  ])('%s %j', async (type, content, more) => {
    expect(await take(type, content, more)).toMatchObject({ reply_to_wamid: 'wamid.0', content })
  })
})

test('how a message came about is kept', async () => {
  const referral = { source_type: 'ad', source_id: '1', ctwa_clid: 'x' }
  expect(await take('text', { body: 'x' }, { context: { forwarded: true }, referral })).toMatchObject({
    context: { forwarded: true, referral },
  })
})

describe('a file', () => {
  const media = async () =>
    desk.database.selectFrom('media').selectAll().where('integration_id', '=', desk.numbers[0].id).execute()
  const jobs = async (id: string) =>
    (
      await desk.database
        .selectFrom('graphile_worker.jobs' as never)
        .selectAll()
        .where('key' as never, '=', `fetch-media ${id}` as never)
        .execute()
    ).length

  test.each(['image', 'video', 'audio', 'voice', 'document', 'sticker'])(
    'of the type %s has an id of ours and a job that fetches it; where it lies is nobody’s business',
    async (type) => {
      const own = { mime_type: 'image/jpeg', caption: 'Bak', filename: 'a.jpg' }
      const message = await take(type, {
        ...own,
        id: '4711',
        sha256: HASH.toString('base64'),
        url: 'https://lookaside.fbsbx.com/x',
      })
      expect(message.content).toEqual({ ...own, id: message.media_id, sha256: HASH.toString('base64') })
      expect(await media()).toMatchObject([
        {
          id: message.media_id,
          direction: 'inbound',
          meta_media_id: '4711',
          fetch_url: 'https://lookaside.fbsbx.com/x',
          mime_type: 'image/jpeg',
          filename: 'a.jpg',
          sha256: HASH,
          stored_at: null,
          fetch_error: null,
        },
      ])
      expect(await jobs(message.media_id!)).toBe(1)
    },
  )

  test('that comes twice is one file', async () => {
    const body = inbound(desk.numbers[0], FROM, {
      wamid: 'wamid.1',
      at: 1,
      type: 'image',
      content: { id: '1' },
    })
    await desk.take(body, body)
    await desk.take(body)
    expect(await media()).toHaveLength(1)
  })

  test('that WhatsApp could not take over is told at once, in words, and nothing is fetched', async () => {
    const errors = [
      {
        code: 131052,
        title: 'Media download error',
        error_data: { details: 'Failed to download the media' },
      },
    ]
    const message = await take('video', { mime_type: 'video/mp4' }, { errors })
    expect(message.error).toMatchObject({ code: 131052, what_to_do: expect.stringMatching(/again/) })
    const [row] = await media()
    expect(row).toMatchObject({
      id: message.media_id,
      fetch_error: { reason: expect.stringMatching(/Failed to download the media.*again/s) },
    })
    expect(await jobs(message.media_id!)).toBe(0)
  })

  test('of which no id is told has words, too', async () => {
    await take('image', { mime_type: 'image/jpeg' })
    expect(await media()).toMatchObject([{ fetch_error: { reason: expect.any(String) } }])
  })

  test('in an edit is fetched as well', async () => {
    const message = await take('edit', {
      original_message_id: 'wamid.0',
      message: { type: 'image', image: { id: '4711', caption: 'new', url: 'https://x' } },
    })
    expect(message.content).toEqual({
      original_message_id: 'wamid.0',
      message: { type: 'image', image: { id: message.media_id, caption: 'new' } },
    })
    expect(await media()).toMatchObject([{ meta_media_id: '4711' }])
  })
})

test('what WhatsApp does not pass on is kept with its reason', async () => {
  const errors = [{ code: 131051, title: 'Message type unknown', error_data: { details: 'Unsupported' } }]
  const message = await take('unsupported', { type: 'poll' }, { errors })
  expect(message).toMatchObject({ content: { type: 'poll', errors }, error: { code: 131051 } })
})

test('a type without a content is kept; the reason that stands beside it is its own', async () => {
  const errors = [{ code: 131000, title: 'Something went wrong' }]
  await desk.take(
    numberEvent(desk.numbers[0], {
      messages: [{ from: FROM.phone, id: 'wamid.1', timestamp: '1700505494', type: 'interactive' }],
      errors,
    }),
  )
  expect((await messages())[0]).toMatchObject({ content: {}, error: { code: 131000 } })
})

test('a type that nobody knows, without its content, is kept whole', async () => {
  expect(await take('hologram', undefined, { depth: 3, mood: 'blue' })).toMatchObject({
    content: { depth: 3, mood: 'blue' },
  })
})

test('a change of the identity is kept with what was told of it', async () => {
  const identity = { acknowledged: true, created_timestamp: '1697044706', hash: 'x' }
  const system = { body: 'User identity changed', type: 'customer_identity_changed' }
  expect((await take('system', system, { identity })).content).toEqual({ ...system, identity })
})

test('what the business’s phone app did stands in the chat: texts, edits and revocations', async () => {
  const [number] = desk.numbers
  await desk.take(
    echo(number, FROM, { wamid: 'wamid.1', at: 1 }),
    echo(number, FROM, {
      wamid: 'wamid.2',
      at: 2,
      type: 'edit',
      content: { original_message_id: 'wamid.1', message: { type: 'text', text: { body: 'y' } } },
    }),
    echo(number, FROM, {
      wamid: 'wamid.3',
      at: 3,
      type: 'revoke',
      content: { original_message_id: 'wamid.1' },
    }),
  )
  expect(await messages()).toMatchObject(
    ['text', 'edit', 'revoke'].map((type, n) => ({
      type,
      direction: 'outbound',
      origin: 'phone',
      state: 'sent',
      address: FROM.phone,
      sent_at: new Date((1_767_225_600 + n + 1) * 1_000),
      reply_to_wamid: n === 0 ? null : 'wamid.1',
    })),
  )
})

describe('a time', () => {
  test('in the future is that of the reception', async () => {
    await desk.take(inbound(desk.numbers[0], FROM, { wamid: 'wamid.1', at: 10 ** 10 }))
    expect((await messages())[0]!.created_at.getTime()).toBeLessThanOrEqual(Date.now())
  })

  test('that is missing, too', async () => {
    await take('text', { body: 'x' }, { timestamp: undefined })
    expect((await messages())[0]!.created_at.getTime()).toBeGreaterThan(Date.now() - 60_000)
  })
})

describe('what cannot be applied is kept with the reason, and its neighbours are applied', () => {
  const unread = (value: object, field?: string) => numberEvent(desk.numbers[0], value, field)
  test.each<[string, () => { entry: object[] }, RegExp]>([
    [
      'a message of a group',
      () => inbound(desk.numbers[0], FROM, { wamid: 'wamid.g', at: 1, more: { group_id: 'g' } }),
      /groups/,
    ],
    ['a message of nobody', () => unread({ messages: [{ id: 'wamid.g', type: 'text' }] }), /whose/],
    ['a message without an id', () => unread({ messages: [{ type: 'text' }] }), /without an id/],
    ['a call', () => unread({ calls: [{ id: 'wacid.1' }] }, 'calls'), /calls are not read/],
    ['history', () => unread({ history: [] }, 'history'), /history are not read/],
    [
      'a preference of another kind',
      () => unread({ user_preferences: [{ category: 'x' }] }, 'user_preferences'),
      /preference/,
    ],
  ])('%s', async (_name, make, reason) => {
    const text = inbound(desk.numbers[0], FROM, { wamid: 'wamid.1', at: 1 })
    await desk.take(together(make(), text))
    expect(await outcomes()).toEqual([{ state: 'unprocessed', reason: expect.stringMatching(reason) }])
    expect((await messages()).map(({ wamid }) => wamid)).toEqual(['wamid.1'])
  })

  test('a name that was cut in the middle of a character, and a NUL, hold up nothing', async () => {
    await desk.take(inbound(desk.numbers[0], { ...FROM, name: 'Ayşe \ud83d\0' }, { wamid: 'wamid.1', at: 1 }))
    expect(await messages()).toMatchObject([{ sender: { name: 'Ayşe \ufffd' } }])
  })

  test('an event that the database refuses is set aside alone', async () => {
    const long = inbound(desk.numbers[0], FROM, {
      wamid: Array.from({ length: 500 }, () => crypto.randomUUID()).join(''),
      at: 1,
    })
    await desk.receive(long, inbound(desk.numbers[0], FROM, { wamid: 'wamid.1', at: 1 }))
    await desk.work()
    expect(await outcomes()).toEqual([
      { state: 'unprocessed', reason: expect.stringMatching(/index row/) },
      { state: 'applied', reason: null },
    ])
  })
})

test('messages of one second stand in the order in which they came', async () => {
  const texts = ['c', 'a', 'b', 'e', 'd'].map((wamid) => inbound(desk.numbers[0], FROM, { wamid, at: 1 }))
  await desk.take(together(...texts))
  expect((await messages()).map(({ wamid }) => wamid)).toEqual(['c', 'a', 'b', 'e', 'd'])
})
