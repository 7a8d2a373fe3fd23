import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createUser } from '../accounts/users.ts'
import { createDesks, type Desk, type Desks } from '../ingest/testing/desk.ts'
import { inbound } from '../ingest/testing/webhooks.ts'
import { archiveChats } from './archive.ts'
import { assignChat } from './assign.ts'

let testDatabase: TestDatabase
let desks: Desks
let desk: Desk
let userId: number
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desks = createDesks(testDatabase.connectionString)
  userId = await createUser(
    desks.database,
    { email: 'ayse@example.com', name: 'Ayşe', password: 'an agent of the desk', role: 'agent' },
    'test',
  )
})
beforeEach(async () => {
  desk = await desks.create()
})
afterAll(async () => {
  await desks.close()
  await testDatabase.drop()
})

const now = (): number => Math.floor(Date.now() / 1_000) - 1_767_225_600

/** So many chats that are somebody's, and whose time is over then. */
const assignAndEnd = async (count: number): Promise<number[]> => {
  const { database, numbers } = desk
  const [number] = numbers
  await desk.take(
    ...Array.from({ length: count }, (_, n) =>
      inbound(number, { phone: `9055500${10_000 + n}` }, { wamid: `wamid.end.${number.id}.${n}`, at: now() }),
    ),
  )
  const chats = await database
    .selectFrom('chats')
    .select('id')
    .where('integration_id', '=', number.id)
    .execute()
  for (const { id: chatId } of chats)
    await database
      .transaction()
      .execute((tx) =>
        assignChat(tx, { integrationId: number.id, chatId, userId, actorId: null, isAutomatic: true }),
      )
  await database
    .updateTable('chats')
    .set({ window_expires_at: new Date(Date.now() - 1_000) })
    .where('integration_id', '=', number.id)
    .execute()
  return chats.map(({ id }) => id)
}

test('each chat whose time is over is archived once, by however many processes', async () => {
  const ids = await assignAndEnd(40)
  const { database, numbers } = desk
  const run = async (): Promise<number> => {
    const count = await archiveChats(database, 7)
    return count === 0 ? 0 : count + (await run())
  }
  const counts = await Promise.all([run(), run(), run(), run()])
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(ids.length)
  const history = await database
    .selectFrom('chat_history')
    .select(['chat_id', 'user_id'])
    .where('integration_id', '=', numbers[0].id)
    .where('action', '=', 'archived')
    .orderBy('chat_id')
    .execute()
  expect(history).toEqual(ids.sort((a, b) => a - b).map((chat_id) => ({ chat_id, user_id: userId })))
  const open = await database
    .selectFrom('chat_assignments')
    .select('id')
    .where('integration_id', '=', numbers[0].id)
    .where('ended_at', 'is', null)
    .execute()
  expect(open).toEqual([])
})

test('a chat that goes on at that moment is left alone', async () => {
  const [id] = await assignAndEnd(1)
  const { database, numbers } = desk
  const [number] = numbers
  await desk.take(inbound(number, { phone: '905550010000' }, { wamid: `wamid.on.${number.id}`, at: now() }))
  expect(await archiveChats(database, 10)).toBe(0)
  const chat = await database
    .selectFrom('chats')
    .select(['assignee_id', 'is_active'])
    .where('id', '=', id!)
    .executeTakeFirstOrThrow()
  expect(chat).toEqual({ assignee_id: userId, is_active: true })
})
