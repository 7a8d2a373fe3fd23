import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDesks, type Desk, type Desks } from '../ingest/testing/desk.ts'
import { insertTemplate } from '../ingest/testing/template.ts'
import { echo, inbound, moved, preference, type Somebody, timeAt } from '../ingest/testing/webhooks.ts'
import { insertMessages } from '../messages/insert.ts'
import { createMessageId } from '../messages/message-id.ts'
import { type ListedOptOut, listOptOuts } from './list.ts'
import { listOptedOut } from './list-opted-out.ts'
import { tellWish } from './tell-wish.ts'

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
const WINDOW = { offset: 0, limit: 100, after: undefined, isByCursor: false }

let told = 0
const said = (from: Somebody, content: string | object, at: number, n = 0) => {
  told += 1
  const [type, body] = typeof content === 'string' ? ['text', { body: content }] : Object.entries(content)[0]!
  return inbound(desk.numbers[n]!, from, { wamid: `wamid.said.${told}`, at, type, content: body })
}
const write = (from: Somebody, content: string | object, at: number, n = 0) =>
  desk.take(said(from, content, at, n))

const listed = (): Promise<ListedOptOut[]> => listOptOuts(desk.database, { wabaIds: [desk.wabaId] }, WINDOW)
const isOptedOut = async (address: string): Promise<boolean> =>
  (await listOptedOut(desk.database, desk.numbers[0].id, [address])).has(address)

describe('on the list is', () => {
  test.each<[string, string | object, string]>([
    ['who writes it', 'STOP', 'text'],
    ['who writes it in Turkish', 'Abonelikten çık', 'text'],
    ['who taps a template’s button that says so', { button: { text: 'Durdur', payload: 'a' } }, 'button'],
    ['who taps a template’s button that means so', { button: { text: 'Yeter', payload: 'STOP' } }, 'button'],
    [
      'who taps a button of an interactive message that says so',
      { interactive: { type: 'button_reply', button_reply: { id: '1', title: 'Unsubscribe' } } },
      'button',
    ],
    [
      'who taps a button of an interactive message that means so',
      { interactive: { type: 'button_reply', button_reply: { id: 'opt-out', title: 'Yeter' } } },
      'button',
    ],
  ])('%s', async (_name, content, source) => {
    await write({ phone: A, userId: 'TR.1', name: 'Ayşe' }, content, 5)
    const { messages } = { messages: await desk.database.selectFrom('messages').selectAll().execute() }
    expect(await listed()).toMatchObject([
      {
        phone: A,
        user_id: 'TR.1',
        name: 'Ayşe',
        opted_out_at: timeAt(5),
        source,
        integration_id: desk.numbers[0].id,
        message_id: messages.at(-1)!.id,
        reason: null,
      },
    ])
  })

  test('who tells WhatsApp', async () => {
    await desk.take(preference(desk.numbers[0], { phone: A }, 'stop', 5))
    expect(await listed()).toMatchObject([{ phone: A, source: 'whatsapp', message_id: '' }])
  })

  test.each<[string, object]>([
    ['a caption', { image: { id: '1', mime_type: 'image/jpeg', sha256: '', caption: 'STOP' } }],
    ['a row of a list', { interactive: { type: 'list_reply', list_reply: { id: 'stop', title: 'Stop' } } }],
    [
      'an edited text',
      { edit: { original_message_id: 'x', message: { type: 'text', text: { body: 'STOP' } } } },
    ],
    ['a text that is no text', { text: { body: { stop: true } } }],
    ['nothing', { button: null }],
  ])('nobody by %s', async (_name, content) => {
    await write({ phone: A }, content, 5)
    expect(await listed()).toEqual([])
  })

  test('nobody to whom the business writes it from its phone', async () => {
    const content = { body: 'STOP' }
    await desk.take(echo(desk.numbers[0], { phone: A }, { wamid: 'wamid.echo', at: 5, content }))
    expect(await listed()).toEqual([])
  })
})

describe('the last word counts', () => {
  test('whoever brings it: word, button, WhatsApp, program', async () => {
    await write({ phone: A }, 'STOP', 1)
    await write({ phone: A }, { button: { text: 'Başla', payload: 'x' } }, 2)
    expect(await isOptedOut(A)).toBe(false)
    await desk.take(preference(desk.numbers[0], { phone: A }, 'stop', 3))
    expect(await isOptedOut(A)).toBe(true)
    await write({ phone: A }, 'start', 4, 1)
    expect(await isOptedOut(A)).toBe(false)
    const people = [{ wabaId: desk.wabaId, address: A }]
    await tellWish(desk.database, { value: 'stop', people, source: 'api', actor: 'key:1', reason: 'By mail' })
    expect(await listed()).toMatchObject([{ phone: A, source: 'api', reason: 'By mail' }])
    await tellWish(desk.database, { value: 'resume', people, source: 'user', actor: 'user:1' })
    expect(await isOptedOut(A)).toBe(false)
    // Said long before, heard now.
    await write({ phone: A }, 'STOP', 5)
    expect(await isOptedOut(A)).toBe(false)
  })

  test('of one second, stop', async () => {
    await write({ phone: A }, 'STOP', 5)
    await write({ phone: A }, 'START', 5)
    expect(await isOptedOut(A)).toBe(true)
  })

  test('of a program over what was said in that very moment', async () => {
    const people = [{ wabaId: desk.wabaId, address: A }]
    await tellWish(desk.database, { value: 'stop', people, source: 'user', actor: 'user:1' })
    await desk.database
      .updateTable('contacts')
      .set({ marketing_told_at: new Date(Date.now() + 60_000) })
      .where('waba_id', '=', desk.wabaId)
      .execute()
    await tellWish(desk.database, { value: 'resume', people, source: 'user', actor: 'user:1' })
    expect(await isOptedOut(A)).toBe(false)
  })

  test('with the person, not with the number', async () => {
    await write({ phone: A }, 'STOP', 1)
    await desk.take(moved(desk.numbers[0], { phone: A }, { phone: B }, { wamid: 'wamid.moved', at: 5 }))
    await write({ phone: A, name: 'Can' }, 'Merhaba', 9)
    expect([await isOptedOut(A), await isOptedOut(B)]).toEqual([false, true])
    expect(await listed()).toMatchObject([{ phone: B, source: 'text' }])
  })
})

test('told in any order, any number of times, in batches of any size, by whomever, the same are on the list', async () => {
  const words = fc.record({
    by: fc.constantFrom('text', 'button', 'whatsapp'),
    person: fc.constantFrom<Somebody>(
      { phone: A },
      { userId: 'TR.1' },
      { phone: A, userId: 'TR.1' },
      { phone: B },
    ),
    value: fc.constantFrom('stop' as const, 'resume' as const),
    at: fc.integer({ min: 1, max: 6 }),
    number: fc.nat({ max: 1 }),
  })
  const tellings = fc.record({
    ranks: fc.array(fc.integer(), { minLength: 8, maxLength: 8 }),
    again: fc.array(fc.nat({ max: 7 }), { maxLength: 4 }),
    batchSize: fc.integer({ min: 1, max: 12 }),
  })
  type Word = typeof words extends fc.Arbitrary<infer T> ? T : never
  type Telling = typeof tellings extends fc.Arbitrary<infer T> ? T : never
  const tell = async (all: Word[], { ranks, again, batchSize }: Telling) => {
    desk = await desks.create()
    const bodies = all.map(({ by, person, value, at, number }, n) => {
      if (by === 'whatsapp') return preference(desk.numbers[number]!, person, value, at)
      const word = value === 'stop' ? 'Durdur' : 'Başla'
      const content = by === 'text' ? { body: word } : { text: word, payload: '' }
      return inbound(desk.numbers[number]!, person, { wamid: `wamid.${n}`, at, type: by, content })
    })
    const order = [...bodies.keys()].sort((a, b) => ranks[a]! - ranks[b]!)
    await desk.receive(...[...order, ...again.filter((n) => n < bodies.length)].map((n) => bodies[n]!))
    await desk.apply(batchSize)
    return (await listed())
      .map(({ phone, user_id, opted_out_at, source }) => ({ phone, user_id, opted_out_at, source }))
      .sort((a, b) => `${a.phone} ${a.user_id}`.localeCompare(`${b.phone} ${b.user_id}`))
  }
  await fc.assert(
    fc.asyncProperty(
      fc.array(words, { minLength: 1, maxLength: 8 }),
      tellings,
      tellings,
      async (all, one, other) => {
        expect(await tell(all, other)).toEqual(await tell(all, one))
      },
    ),
    { numRuns: Number(process.env['ORDER_RUNS'] ?? 60) },
  )
}, 240_000)

describe('what is queued when somebody opts out', () => {
  const queue = async (address: string, category: string | undefined, n = 0): Promise<string> => {
    const id = createMessageId()
    const templateId = category === undefined ? undefined : await insertTemplate(desk, id)
    if (templateId !== undefined)
      await desk.database
        .updateTable('templates')
        .set({ category: category!, name: id })
        .where('id', '=', templateId)
        .execute()
    const message = {
      integrationId: desk.numbers[n]!.id,
      id,
      type: templateId === undefined ? ('text' as const) : ('template' as const),
      address,
      content: {},
      templateId,
    }
    await insertMessages(desk.database, [{ message, priority: 0 }])
    return id
  }
  const stateOf = async (id: string) => {
    const { state, error, failed_at } = await desk.database
      .selectFrom('messages')
      .select(['state', 'error', 'failed_at'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const queued = await desk.database
      .selectFrom('message_queue')
      .select('state')
      .where('message_id', '=', id)
      .executeTakeFirst()
    const { rows } = {
      rows: await desk.database
        .selectFrom('events')
        .select('data')
        .where('type', '=', 'message.status')
        .execute(),
    }
    const steps = rows
      .map(({ data }) => data as { message_id: string; status: string; error?: { code: number } })
      .filter(({ message_id }) => message_id === id)
    return { state, error, hasFailedAt: failed_at !== null, queue: queued?.state, steps }
  }
  const FAILED = {
    state: 'failed',
    error: { code: 9_000_007, what_to_do: expect.stringContaining('opt in again') },
    hasFailedAt: true,
    queue: undefined,
    steps: [{ status: 'queued' }, { status: 'failed', error: { code: 9_000_007 } }],
  }
  const QUEUED = {
    state: 'queued',
    error: null,
    hasFailedAt: false,
    queue: 'queued',
    steps: [{ status: 'queued' }],
  }

  test.each(['MARKETING', 'marketing', 'A category of tomorrow'])(
    'fails with the reason where the template is of the category %s, with each number of the account',
    async (category) => {
      const ids = [await queue(A, category), await queue(A, category, 1)]
      await write({ phone: A }, 'STOP', 5)
      for (const id of ids) expect(await stateOf(id)).toMatchObject(FAILED)
    },
  )

  test.each(['UTILITY', 'AUTHENTICATION', 'OTP', 'Transactional', undefined])(
    'stays where it is of the category %s',
    async (category) => {
      const id = await queue(A, category)
      await write({ phone: A }, 'STOP', 5)
      expect(await stateOf(id)).toMatchObject(QUEUED)
    },
  )

  test('stays where it is for somebody else, or of another account', async () => {
    const id = await queue(B, 'MARKETING')
    const other = await desks.create()
    await write({ phone: A }, 'STOP', 5)
    await other.take(
      inbound(other.numbers[0], { phone: B }, { wamid: 'w', at: 5, content: { body: 'STOP' } }),
    )
    expect(await stateOf(id)).toMatchObject(QUEUED)
  })

  test('fails under each address of theirs, though it was told by another', async () => {
    await write({ phone: A, userId: 'TR.1' }, 'Merhaba', 1)
    const id = await queue(A, 'MARKETING')
    await write({ userId: 'TR.1' }, 'STOP', 5)
    expect(await stateOf(id)).toMatchObject(FAILED)
  })

  test('fails as well when it turns out later whose it is', async () => {
    await write({ userId: 'TR.1' }, 'STOP', 1)
    const id = await queue(A, 'MARKETING')
    await write({ phone: A }, 'Merhaba', 2)
    expect(await stateOf(id)).toMatchObject(QUEUED)
    await write({ phone: A, userId: 'TR.1' }, 'Merhaba', 3)
    expect(await stateOf(id)).toMatchObject(FAILED)
  })

  test('stays with a stop that is older than what was said since', async () => {
    await write({ phone: A }, 'START', 9)
    const id = await queue(A, 'MARKETING')
    await write({ phone: A }, 'STOP', 5)
    expect(await stateOf(id)).toMatchObject(QUEUED)
  })

  test('is left alone where it is being sent this moment', async () => {
    const id = await queue(A, 'MARKETING')
    await desk.database
      .updateTable('message_queue')
      .set({ state: 'sending' })
      .where('message_id', '=', id)
      .execute()
    await write({ phone: A }, 'STOP', 5)
    expect(await stateOf(id)).toMatchObject({
      state: 'queued',
      queue: 'sending',
      steps: [{ status: 'queued' }],
    })
  })

  test('fails where a program says it', async () => {
    const id = await queue(A, 'MARKETING')
    const people = [{ wabaId: desk.wabaId, address: A }]
    await tellWish(desk.database, { value: 'stop', people, source: 'api', actor: 'key:1' })
    expect(await stateOf(id)).toMatchObject(FAILED)
  })
})

describe('what happens to the wish of somebody is told to every number of the account', () => {
  const news = async () => {
    const rows = await desk.database
      .selectFrom('events')
      .select(['integration_id', 'data'])
      .where('type', '=', 'contact.updated')
      .where(
        'integration_id',
        'in',
        desk.numbers.map(({ id }) => id),
      )
      .orderBy('id')
      .execute()
    return rows.map(({ integration_id, data }) => ({
      number: desk.numbers.findIndex(({ id }) => id === integration_id),
      at: (data as { opted_out_at: string | null }).opted_out_at,
    }))
  }
  const time = (at: number): string => timeAt(at).toISOString().replace('Z', '000Z')

  test('once each, also when it is their first word and comes several times', async () => {
    const stop = said({ phone: A }, 'STOP', 5)
    await desk.take(stop)
    await desk.take(stop)
    expect(await news()).toEqual([0, 1].map((number) => ({ number, at: time(5) })))
    await write({ phone: A }, 'START', 6)
    expect((await news()).slice(2)).toEqual([0, 1].map((number) => ({ number, at: null })))
  })

  test('and not to all when anything else about them changes, or nothing does', async () => {
    await write({ phone: A, name: 'Ayşe' }, 'Merhaba', 1)
    await write({ phone: A, name: 'Ayşe' }, 'START', 2)
    const before = await news()
    await write({ phone: A, name: 'Ayşe D.' }, 'Merhaba', 3)
    expect((await news()).slice(before.length)).toEqual([{ number: 0, at: null }])
  })
})
