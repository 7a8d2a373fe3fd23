import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { WAIT } from '../../test/support/wait.ts'
import { createUser } from '../accounts/users.ts'
import { type EventTail, startEventTail } from '../events/tail.ts'
import { createDesks, type Desk, type Desks } from '../ingest/testing/desk.ts'
import { inbound, moved } from '../ingest/testing/webhooks.ts'
import { createBell } from '../processes/bell.ts'
import { assignChat } from './assign.ts'
import { startDeskFollower } from './follower.ts'
import { lockDeskChat } from './lock-chat.ts'
import { insertNote } from './notes.ts'
import { tagChat } from './tag-chat.ts'
import { selectNamedTag } from './tags.ts'

let testDatabase: TestDatabase
let desks: Desks
let desk: Desk
let tail: EventTail
let follower: { stop(): Promise<void> }
let users: [number, number]
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desks = createDesks(testDatabase.connectionString)
  const hire = (name: string) =>
    createUser(
      desks.database,
      { email: `${name}@example.com`, name, password: 'an agent of the desk', role: 'agent' },
      'test',
    )
  users = [await hire('ayse'), await hire('mehmet')]
})
beforeEach(async () => {
  desk = await desks.create()
  const { database } = desk
  const log = { error: (fields: object) => expect.unreachable(JSON.stringify(fields)) }
  tail = startEventTail({ database, bell: createBell(), log, pollMs: 20 })
  follower = startDeskFollower({ database, tail, log, onAppended: () => undefined })
})
afterEach(async () => {
  await follower.stop()
  await tail.stop()
})
afterAll(async () => {
  await desks.close()
  await testDatabase.drop()
})

const OLD = '905550000001'
const NEW = '905550000002'
const now = (): number => Math.floor(Date.now() / 1_000) - 1_767_225_600

let told = 0
const wamid = (): string => {
  told += 1
  return `wamid.merge.${told}`
}

/** The chats of the first number, oldest first. */
const chats = () =>
  desk.database
    .selectFrom('chats')
    .selectAll()
    .where('integration_id', '=', desk.numbers[0].id)
    .orderBy('id')
    .execute()

/** Two people wrote, of whom WhatsApp has not told yet that they are one. */
const receiveTwo = async (): Promise<[number, number]> => {
  const [number] = desk.numbers
  await desk.take(inbound(number, { phone: OLD }, { wamid: wamid(), at: now() - 600 }))
  await desk.take(inbound(number, { phone: NEW }, { wamid: wamid(), at: now() - 60 }))
  const [first, second] = await chats()
  return [first!.id, second!.id]
}
const tellMove = () =>
  desk.take(moved(desk.numbers[0], { phone: OLD }, { phone: NEW }, { wamid: wamid(), at: now() - 300 }))

const inDesk = (chatId: number, userId: number, name: string): Promise<void> =>
  desk.database.transaction().execute(async (tx) => {
    const integrationId = desk.numbers[0].id
    await assignChat(tx, { integrationId, chatId, userId, actorId: userId })
    const chat = (await lockDeskChat(tx, integrationId, chatId))!
    await tagChat(tx, chat, await selectNamedTag(tx, { name }, 'test'), userId)
    await tagChat(tx, chat, await selectNamedTag(tx, { name: 'both' }, 'test'), userId)
    await insertNote(tx, { integrationId, chatId }, { authorId: userId, body: name, mentions: [] })
    await tx
      .insertInto('chat_reads')
      .values({ integration_id: integrationId, chat_id: chatId, user_id: userId, read_to: new Date() })
      .execute()
  })

const kept = async (chatId: number) => {
  const list = async <T>(column: string, table: string): Promise<T[]> => {
    const { rows } = await sql<{ value: T }>`
      select ${sql.ref(column)} as value from ${sql.table(table)} where chat_id = ${chatId}
      order by ${sql.ref(column)}`.execute(desk.database)
    return rows.map(({ value }) => value)
  }
  const { rows: assignments } = await sql<{ user_id: number; end_kind: string | null }>`
    select user_id, end_kind from chat_assignments where chat_id = ${chatId} order by user_id`.execute(
    desk.database,
  )
  return {
    notes: await list<string>('body', 'chat_notes'),
    tags: (await list<number>('tag_id', 'chat_tags')).length,
    reads: await list<number>('user_id', 'chat_reads'),
    history: await list<string>('action', 'chat_history'),
    assignments,
  }
}

test('what the desk knows of two chats that turn out to be one stays with the one that stays', async () => {
  const [first, second] = await receiveTwo()
  await inDesk(second, users[1], 'second')
  await tellMove()
  const [only, ...others] = await chats()
  expect(others).toEqual([])
  expect(only).toMatchObject({ id: first, assignee_id: users[1], is_active: true })
  expect(await kept(first)).toEqual({
    notes: ['second'],
    tags: 2,
    reads: [users[1]],
    history: ['claimed', 'tagged', 'tagged'],
    assignments: [{ user_id: users[1], end_kind: null }],
  })
})

test('of two who had them the one with the chat that stays goes on with it', async () => {
  const [first, second] = await receiveTwo()
  await inDesk(first, users[0], 'first')
  await inDesk(second, users[1], 'second')
  await tellMove()
  expect(await chats()).toMatchObject([{ id: first, assignee_id: users[0] }])
  const state = await kept(first)
  expect(state).toMatchObject({ notes: ['first', 'second'], tags: 3, reads: users })
  expect(state.assignments).toEqual([
    { user_id: users[0], end_kind: null },
    { user_id: users[1], end_kind: 'released' },
  ])
})

test('one that was closed is active again, when the other was', async () => {
  const [first] = await receiveTwo()
  const { database, numbers } = desk
  await vi.waitFor(async () => expect((await chats()).every(({ is_active }) => is_active)).toBe(true), WAIT)
  await database
    .updateTable('chats')
    .set({ closed_at: new Date(), closed_by: users[0], is_active: false })
    .where('integration_id', '=', numbers[0].id)
    .where('id', '=', first)
    .execute()
  await tellMove()
  expect(await chats()).toMatchObject([{ id: first, closed_at: null, closed_by: null, is_active: true }])
})
