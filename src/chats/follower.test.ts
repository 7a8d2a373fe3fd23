import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { WAIT } from '../../test/support/wait.ts'
import { type EventTail, startEventTail } from '../events/tail.ts'
import { createDesks, type Desk, type Desks } from '../ingest/testing/desk.ts'
import { readState } from '../ingest/testing/state.ts'
import { insertTemplate } from '../ingest/testing/template.ts'
import { echo, inbound, moved, preference, status } from '../ingest/testing/webhooks.ts'
import { insertMessages } from '../messages/insert.ts'
import type { OutboundMessage } from '../messages/message.ts'
import { createMessageId } from '../messages/message-id.ts'
import { createBell } from '../processes/bell.ts'
import { startChatFollower } from './follower.ts'

let testDatabase: TestDatabase
let desks: Desks
let desk: Desk
let tail: EventTail
let follower: { stop(): Promise<void> }
let revived = 0
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desks = createDesks(testDatabase.connectionString)
})
beforeEach(async () => {
  desk = await desks.create()
  const { database } = desk
  const log = { error: (fields: object) => expect.unreachable(JSON.stringify(fields)) }
  tail = startEventTail({ database, bell: createBell(), log, pollMs: 20 })
  follower = startChatFollower({
    database,
    tail,
    log,
    onAppended: () => undefined,
    onRevived: () => {
      revived += 1
    },
  })
})
afterEach(async () => {
  await follower.stop()
  await tail.stop()
})
afterAll(async () => {
  await desks.close()
  await testDatabase.drop()
})

const A = '905550000001'

const send = async (address: string, bulkId?: number, templateId?: number): Promise<string> => {
  const id = createMessageId()
  const integrationId = desk.numbers[0].id
  const message: OutboundMessage = {
    integrationId,
    id,
    type: templateId === undefined ? 'text' : 'template',
    address,
    content: { body: 'x' },
    templateId,
  }
  await desk.database.transaction().execute(async (tx) => {
    await insertMessages(tx, [{ message, priority: 0 }])
    if (bulkId !== undefined)
      await tx.updateTable('messages').set({ bulk_id: bulkId }).where('id', '=', id).execute()
  })
  return id
}

/** WhatsApp's answer to a send. */
const accept = async (id: string, waId: string, wamid = `wamid.${id}`): Promise<void> => {
  const integrationId = desk.numbers[0].id
  await desk.database.transaction().execute(async (tx) => {
    await tx
      .updateTable('messages')
      .set({ state: 'accepted', wa_id: waId, wamid, accepted_at: new Date() })
      .where('id', '=', id)
      .execute()
    await tx
      .insertInto('events')
      .values({
        type: 'message.status',
        integration_id: integrationId,
        data: JSON.stringify({ message_id: id, status: 'accepted' }),
      })
      .execute()
  })
}

/** Waits until the follower has seen all there is, and answers with the state. */
const followed = async () => {
  const { id } = await desk.database
    .selectFrom('events')
    .select(({ fn }) => fn.max<string>('id').as('id'))
    .executeTakeFirstOrThrow()
  await vi.waitFor(
    async () => {
      const place = await desk.database
        .selectFrom('event_followers')
        .selectAll()
        .where('name', '=', 'chats')
        .executeTakeFirst()
      expect(Number(place?.last_id)).toBeGreaterThanOrEqual(Number(id))
    },
    { timeout: 20_000, interval: 10 },
  )
  return readState(desk)
}

const countEvents = async (type: string): Promise<number> => {
  const rows = await desk.database
    .selectFrom('events')
    .select('id')
    .where('type', '=', type)
    .where('integration_id', '=', desk.numbers[0].id)
    .execute()
  return rows.length
}

describe('what a program sends', () => {
  test('to somebody new makes a contact and a chat, without a window and with nothing to read', async () => {
    await send(A)
    const { contacts, chats } = await followed()
    expect(contacts).toMatchObject([{ phone: A, user_id: null, name: null }])
    expect(chats).toMatchObject([{ window: null, last_inbound: null, unread: 0 }])
    expect(await countEvents('chat.updated')).toBe(1)
  })

  test('to a user id is with whom the id is', async () => {
    await desk.take(inbound(desk.numbers[0], { phone: A, userId: 'TR.1' }, { wamid: 'wamid.1', at: 1 }))
    await send('TR.1')
    const { contacts, chats } = await followed()
    expect(contacts).toHaveLength(1)
    expect(chats).toHaveLength(1)
    expect(new Date(chats[0]!.last_message).getTime()).toBeGreaterThan(Date.now() - 60_000)
  })

  test('to a number that changed hands goes to who has it now', async () => {
    const [number] = desk.numbers
    await desk.take(inbound(number, { phone: A, name: 'Ayşe' }, { wamid: 'wamid.1', at: 1 }))
    await desk.take(moved(number, { phone: A }, { phone: '905550000002' }, { wamid: 'wamid.2', at: 5 }))
    await send(A)
    const { contacts, chats } = await followed()
    expect(contacts).toHaveLength(2)
    expect(chats.find(({ spans }) => !spans.includes('905550000002'))).toMatchObject({
      unread: 0,
      window: null,
    })
  })

  test('in bulk makes contacts and chats as well, of which no event tells that they changed', async () => {
    for (let n = 0; n < 30; n += 1) await send(`9055500${10_000 + n}`, 1)
    const { contacts, chats } = await followed()
    expect(contacts).toHaveLength(30)
    expect(chats).toHaveLength(30)
    expect(await countEvents('chat.updated')).toBe(0)
  })
})

describe('a number that WhatsApp spells otherwise', () => {
  const WRITTEN = '5491112345678'
  const KNOWN = '541112345678'

  test('joins the contact, so that the answer lands in the same chat', async () => {
    await accept(await send(WRITTEN), KNOWN)
    await followed()
    await desk.take(inbound(desk.numbers[0], { phone: KNOWN, name: 'Ana' }, { wamid: 'wamid.1', at: 1 }))
    const { contacts, chats } = await readState(desk)
    expect(contacts).toMatchObject([{ phone: KNOWN, name: 'Ana' }])
    expect(chats).toMatchObject([{ unread: 1 }])
  })

  test('merges what had been two people, when the answer was quicker', async () => {
    const id = await send(WRITTEN)
    await followed()
    await desk.take(inbound(desk.numbers[0], { phone: KNOWN, name: 'Ana' }, { wamid: 'wamid.1', at: 1 }))
    expect((await readState(desk)).chats).toHaveLength(2)
    await accept(id, KNOWN)
    const { contacts, chats } = await followed()
    expect(contacts).toMatchObject([{ phone: KNOWN, name: 'Ana' }])
    expect(chats).toMatchObject([{ unread: 1 }])
    expect(await countEvents('chat.merged')).toBe(1)
  })

  test('is left with the number when the person leaves that', async () => {
    await accept(await send(WRITTEN), KNOWN)
    await followed()
    const later = Math.floor(Date.now() / 1_000) + 10
    await desk.take(
      moved(desk.numbers[0], { phone: KNOWN }, { phone: A }, { wamid: 'wamid.1', at: later - 1_767_225_600 }),
    )
    const { contacts } = await readState(desk)
    expect(contacts).toHaveLength(1)
    expect(contacts[0]!.spans.match(/–Infinity/g)).toHaveLength(1)
  })
})

describe('a status that came before its message', () => {
  const events = () =>
    desk.database.selectFrom('inbound_events').select(['state']).orderBy('id', 'desc').execute()

  test('of the phone app is applied once that is told of', async () => {
    const before = revived
    await desk.take(status(desk.numbers[0], 'wamid.1', 'read', 5))
    expect((await events())[0]).toEqual({ state: 'unprocessed' })
    await desk.take(echo(desk.numbers[0], { phone: A }, { wamid: 'wamid.1', at: 1 }))
    await followed()
    await vi.waitFor(() => expect(revived).toBe(before + 1), WAIT)
    await desk.apply()
    expect((await readState(desk)).messages).toMatchObject([{ state: 'read' }])
    expect((await events()).slice(0, 2)).toEqual([{ state: 'applied' }, { state: 'applied' }])
  })

  test('of a send whose answer was slower is applied once that has come', async () => {
    const id = await send(A)
    await desk.take(status(desk.numbers[0], 'wamid.9', 'delivered', 5))
    await accept(id, A, 'wamid.9')
    await followed()
    await desk.apply()
    expect((await readState(desk)).messages).toMatchObject([{ state: 'delivered' }])
  })
})

describe('a marketing message to somebody who has opted out', () => {
  const advertise = async (): Promise<string> => {
    const templateId = await insertTemplate(desk)
    const { database } = desk
    await database
      .updateTable('templates')
      .set({ category: 'MARKETING' })
      .where('id', '=', templateId)
      .execute()
    return send(A, undefined, templateId)
  }
  const optOut = () => desk.take(preference(desk.numbers[0], { phone: A }, 'stop', 5))
  const stateOf = async (id: string) => {
    const { state, error } = await desk.database
      .selectFrom('messages')
      .select(['state', 'error'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return { state, code: error?.['code'] }
  }

  test('that was accepted in the very moment in which they did fails once it is noted', async () => {
    await optOut()
    const id = await advertise()
    await followed()
    expect(await stateOf(id)).toEqual({ state: 'failed', code: 9_000_007 })
  })

  test('that was being sent when they did fails when it would be tried again', async () => {
    const id = await advertise()
    await followed()
    const { database } = desk
    await database
      .updateTable('message_queue')
      .set({ state: 'sending' })
      .where('message_id', '=', id)
      .execute()
    await optOut()
    expect(await stateOf(id)).toEqual({ state: 'queued', code: undefined })
    await database
      .updateTable('message_queue')
      .set({ state: 'queued' })
      .where('message_id', '=', id)
      .execute()
    await database
      .insertInto('events')
      .values({
        type: 'message.status',
        integration_id: desk.numbers[0].id,
        data: JSON.stringify({ message_id: id, status: 'queued', error: { code: 131_016 } }),
      })
      .execute()
    await followed()
    expect(await stateOf(id)).toEqual({ state: 'failed', code: 9_000_007 })
  })
})
