import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDesks, type Desk, type Desks } from './testing/desk.ts'
import { readState } from './testing/state.ts'
import { echo, inbound, moved, preference, timeAt } from './testing/webhooks.ts'

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

const A = '905550000001'
const B = '905550000002'

/** Has one of the numbers receive a text. */
const write = (from: { phone?: string; userId?: string; name?: string }, at: number, n = 0) =>
  desk.take(inbound(desk.numbers[n]!, from, { wamid: `wamid.${n}.${at}`, at }))

/** The chats of the first number: whose they are, and what is unread. */
const chats = async () =>
  (await readState(desk)).chats.flatMap(({ number, spans, unread }) =>
    number === 0 ? [{ addresses: spans.split(', ').map((one) => one.split(' ')[0]), unread }] : [],
  )

const contacts = async () => (await readState(desk)).contacts

const events = async (type: string) => {
  const rows = await desk.database
    .selectFrom('events')
    .select('data')
    .where('type', '=', type)
    .where(
      'integration_id',
      'in',
      desk.numbers.map(({ id }) => id),
    )
    .orderBy('id')
    .execute()
  return rows.map(({ data }) => data as Record<string, unknown>)
}

describe('a person', () => {
  test('without a number is known by the user id, and has a chat', async () => {
    await write({ userId: 'TR.1', name: 'Ayşe' }, 1)
    expect(await contacts()).toMatchObject([{ phone: null, user_id: 'TR.1', name: 'Ayşe', wa_id: null }])
    expect(await chats()).toEqual([{ addresses: ['TR.1'], unread: 1 }])
  })

  test('who first shows a number, and then a user id beside it, is one', async () => {
    await write({ phone: A, name: 'Ayşe' }, 1)
    await write({ phone: A, userId: 'TR.1' }, 2)
    await write({ userId: 'TR.1' }, 3)
    expect(await contacts()).toMatchObject([{ phone: A, user_id: 'TR.1', name: 'Ayşe' }])
    expect(await chats()).toEqual([{ addresses: [A, 'TR.1'], unread: 3 }])
  })

  test('is the same for all numbers of the account, with a chat for each', async () => {
    await write({ phone: A }, 1, 0)
    await write({ phone: A }, 2, 1)
    const state = await readState(desk)
    expect(state.contacts).toHaveLength(1)
    expect(state.chats.map(({ number }) => number)).toEqual([0, 1])
  })

  test('of another account is somebody else', async () => {
    await write({ phone: A }, 1)
    const other = await desks.create()
    await other.take(inbound(other.numbers[0], { phone: A }, { wamid: 'wamid.1', at: 1 }))
    expect((await readState(other)).contacts).toHaveLength(1)
    expect(await contacts()).toHaveLength(1)
  })

  test('is called as the latest message says, though an older one comes later; one without a name changes nothing', async () => {
    await write({ phone: A, name: 'Ayşe Demir' }, 5)
    await write({ phone: A, name: 'Ayşe' }, 3)
    await write({ phone: A }, 9)
    expect(await contacts()).toMatchObject([{ name: 'Ayşe Demir' }])
  })

  test('with another user id, of which no change was told, is the same', async () => {
    await write({ phone: A, userId: 'TR.1' }, 1)
    await write({ phone: A, userId: 'TR.2' }, 2)
    expect(await contacts()).toMatchObject([{ phone: A, user_id: 'TR.2' }])
    expect(await chats()).toEqual([{ addresses: [A, 'TR.1', 'TR.2'], unread: 2 }])
  })
})

describe('two contacts that turn out to be one', () => {
  test('are merged: the older one and the older chat stay, unread ones add up, and that is told', async () => {
    await write({ phone: A, name: 'Ayşe' }, 1)
    await write({ userId: 'TR.1', name: 'Ayşe D.' }, 2)
    const before = await desk.database
      .selectFrom('chats')
      .select(['id', 'contact_id'])
      .orderBy('id')
      .execute()
    const own = before.slice(-2)
    await write({ phone: A, userId: 'TR.1' }, 3)
    expect(await contacts()).toMatchObject([{ phone: A, user_id: 'TR.1', name: 'Ayşe D.' }])
    expect(await chats()).toEqual([{ addresses: [A, 'TR.1'], unread: 3 }])
    expect(await events('chat.merged')).toEqual([{ chat_id: own[1]!.id, into_chat_id: own[0]!.id }])
    const kept = await desk.database
      .selectFrom('chats')
      .select(['id', 'contact_id'])
      .where('integration_id', '=', desk.numbers[0].id)
      .execute()
    expect(kept).toEqual([own[0]])
    expect((await events('contact.updated')).at(-1)).toEqual({
      contact_id: own[0]!.contact_id,
      opted_out_at: null,
    })
  })

  test('stay read as far as each was', async () => {
    await write({ phone: A }, 1)
    await write({ phone: A }, 2)
    await desk.database
      .updateTable('chats')
      .set({ read_to: timeAt(4), unread: 0 })
      .where('integration_id', '=', desk.numbers[0].id)
      .execute()
    await write({ userId: 'TR.1' }, 3)
    await write({ phone: A, userId: 'TR.1' }, 5)
    expect(await chats()).toEqual([{ addresses: [A, 'TR.1'], unread: 2 }])
  })
})

describe('a change of the number', () => {
  test('keeps the chat; who later writes from the old number is somebody else', async () => {
    await write({ phone: A, name: 'Ayşe' }, 1)
    await desk.take(moved(desk.numbers[0], { phone: A }, { phone: B }, { wamid: 'wamid.moved', at: 5 }))
    await write({ phone: B }, 7)
    await write({ phone: A, name: 'Can' }, 9)
    expect(await chats()).toEqual([
      { addresses: [A, B], unread: 2 },
      { addresses: [A], unread: 1 },
    ])
    expect(await contacts()).toMatchObject([
      { phone: B, name: 'Ayşe' },
      { phone: A, name: 'Can' },
    ])
  })

  test('that is told after the next owner of the number wrote parts the two', async () => {
    await write({ phone: A, name: 'Ayşe' }, 1)
    await write({ phone: A, name: 'Can' }, 9)
    expect(await chats()).toEqual([{ addresses: [A], unread: 2 }])
    await desk.take(moved(desk.numbers[0], { phone: A }, { phone: B }, { wamid: 'wamid.moved', at: 5 }))
    expect(await chats()).toEqual([
      { addresses: [A, B], unread: 1 },
      { addresses: [A], unread: 1 },
    ])
    expect(await contacts()).toMatchObject([{ name: 'Ayşe' }, { name: 'Can' }])
  })

  test('leaves texts from before it, which come late, with the one who wrote them', async () => {
    await desk.take(moved(desk.numbers[0], { phone: A }, { phone: B }, { wamid: 'wamid.moved', at: 5 }))
    await write({ phone: A, name: 'Can' }, 9)
    await write({ phone: A, name: 'Ayşe' }, 3)
    expect(await chats()).toEqual([
      { addresses: [A, B], unread: 1 },
      { addresses: [A], unread: 1 },
    ])
    expect(await contacts()).toMatchObject([{ name: 'Ayşe' }, { name: 'Can' }])
  })

  test('that both numbers of the business tell of, a second apart, makes no second person', async () => {
    await write({ phone: A }, 1, 0)
    await write({ phone: A }, 2, 1)
    await desk.take(moved(desk.numbers[0], { phone: A }, { phone: B }, { wamid: 'wamid.one', at: 5 }))
    await desk.take(moved(desk.numbers[1], { phone: A }, { phone: B }, { wamid: 'wamid.two', at: 6 }))
    await write({ phone: B }, 8, 1)
    const state = await readState(desk)
    expect(state.contacts).toHaveLength(1)
    expect(state.chats).toHaveLength(2)
  })

  test('neither opens the window nor is anything to read, but stands in the chat', async () => {
    await desk.take(moved(desk.numbers[0], { phone: A }, { phone: B }, { wamid: 'wamid.moved', at: 5 }))
    expect((await readState(desk)).chats).toMatchObject([
      { unread: 0, window: null, last_message: timeAt(5).toISOString() },
    ])
  })

  test('of the user id alone keeps the chat', async () => {
    await write({ userId: 'TR.1', name: 'Ayşe' }, 1)
    await desk.take(
      moved(desk.numbers[0], { userId: 'TR.1' }, { userId: 'TR.2' }, { wamid: 'wamid.m', at: 5 }),
    )
    await write({ userId: 'TR.2' }, 7)
    expect(await contacts()).toMatchObject([{ user_id: 'TR.2', name: 'Ayşe' }])
    expect(await chats()).toEqual([{ addresses: ['TR.1', 'TR.2'], unread: 2 }])
  })
})

describe('a chat', () => {
  const chat = async () => (await readState(desk)).chats[0]

  test('has a window of 24 hours from the last message that the person wrote', async () => {
    await write({ phone: A }, 100)
    await write({ phone: A }, 50)
    await desk.take(echo(desk.numbers[0], { phone: A }, { wamid: 'wamid.echo', at: 200 }))
    expect(await chat()).toMatchObject({
      window: timeAt(100 + 86_400),
      last_inbound: timeAt(100),
      last_message: timeAt(200).toISOString(),
      unread: 2,
    })
  })

  test.each(['reaction', 'edit', 'revoke'])(
    'has nothing to read in a %s, which opens the window',
    async (type) => {
      await desk.take(inbound(desk.numbers[0], { phone: A }, { wamid: 'wamid.1', at: 1, type, content: {} }))
      expect(await chat()).toMatchObject({ unread: 0, window: timeAt(1 + 86_400) })
    },
  )

  test('counts no message that was read before it came', async () => {
    await write({ phone: A }, 10)
    await desk.database
      .updateTable('chats')
      .set({ read_to: timeAt(10), unread: 0 })
      .where('integration_id', '=', desk.numbers[0].id)
      .execute()
    await write({ phone: A }, 9)
    expect(await chat()).toMatchObject({ unread: 0 })
    await write({ phone: A }, 11)
    expect(await chat()).toMatchObject({ unread: 1 })
  })

  test('tells of a batch once, and of each message', async () => {
    const texts = Array.from({ length: 5 }, (_, n) =>
      inbound(desk.numbers[0], { phone: A }, { wamid: `wamid.${n}`, at: n + 1 }),
    )
    await desk.take(...texts)
    expect(await events('chat.updated')).toHaveLength(1)
    const received = await events('message.received')
    expect(received).toHaveLength(5)
    await desk.take(...texts, texts[0]!)
    expect(await events('message.received')).toEqual(received)
    expect(await chat()).toMatchObject({ unread: 5 })
  })

  test('made by an echo alone is with the person it went to', async () => {
    await desk.take(echo(desk.numbers[0], { phone: A, name: 'Ayşe' }, { wamid: 'wamid.1', at: 1 }))
    expect(await contacts()).toMatchObject([{ phone: A, name: 'Ayşe' }])
    expect(await chat()).toMatchObject({ unread: 0, window: null })
    expect((await readState(desk)).messages).toMatchObject([{ state: 'sent', address: A }])
  })
})

describe('a wish about marketing', () => {
  test('counts by its time, and signing up is resuming', async () => {
    const [number] = desk.numbers
    await desk.take(preference(number, { phone: A }, 'stop', 5))
    await desk.take(preference(number, { phone: A }, 'signup', 3))
    expect(await contacts()).toMatchObject([{ phone: A, marketing: 'stop' }])
    await desk.take(preference(number, { phone: A }, 'signup', 7))
    expect(await contacts()).toMatchObject([{ marketing: 'resume' }])
  })

  test('of the same second as another is *stop*, also when who is who is worked out anew', async () => {
    const [number] = desk.numbers
    await desk.take(preference(number, { phone: A }, 'stop', 5))
    await desk.take(preference(number, { phone: A }, 'resume', 5))
    expect(await contacts()).toMatchObject([{ marketing: 'stop' }])
    await desk.take(moved(number, { phone: A }, { phone: B }, { wamid: 'wamid.moved', at: 9 }))
    expect(await contacts()).toMatchObject([{ phone: B, marketing: 'stop' }])
  })

  test('is that of the person, whichever address they use later', async () => {
    await desk.take(preference(desk.numbers[0], { phone: A }, 'stop', 5))
    await write({ userId: 'TR.1' }, 6)
    await write({ phone: A, userId: 'TR.1' }, 7)
    expect(await contacts()).toMatchObject([{ user_id: 'TR.1', marketing: 'stop' }])
  })

  test('is told to every number of the account', async () => {
    await write({ phone: A }, 1)
    await desk.take(preference(desk.numbers[0], { phone: A }, 'stop', 5))
    const told = await events('contact.updated')
    expect(told).toHaveLength(2)
    expect(told[0]).toEqual({
      contact_id: expect.any(Number),
      opted_out_at: timeAt(5).toISOString().replace('Z', '000Z'),
    })
  })
})
