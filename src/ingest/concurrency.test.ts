import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { lockContacts } from '../chats/contacts.ts'
import { noteMessages } from '../chats/note-messages.ts'
import type { SeenMessage } from '../chats/sighting.ts'
import type { Tx } from '../database/database.ts'
import { createDesks, type Desk, type Desks } from './testing/desk.ts'
import { readState } from './testing/state.ts'
import { inbound, moved, type Somebody, timeAt } from './testing/webhooks.ts'
import { startIngestWorker } from './worker.ts'

let testDatabase: TestDatabase
let desks: Desks
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  desks = createDesks(testDatabase.connectionString)
})
afterAll(async () => {
  await desks.close()
  await testDatabase.drop()
})

/** Has several workers apply all that is stored, as several processes would; answers what they complained of. */
const workTogether = async (desk: Desk, count: number): Promise<string[]> => {
  const complaints: string[] = []
  const complain = (fields: object, message: string) =>
    complaints.push(`${message} ${String((fields as { err?: Error }).err?.message)}`)
  const log = { info: () => undefined, warn: complain, error: complain }
  const workers = Array.from({ length: count }, () =>
    startIngestWorker({ database: desk.database, directory: desk.directory, log, batchSize: 7, pollMs: 10 }),
  )
  await desk.settled()
  for (const worker of workers) await worker.stop()
  return complaints
}

const deadlocks = async (desk: Desk): Promise<number> => {
  const { rows } = await sql<{ deadlocks: string }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(desk.database)
  return Number(rows[0]!.deadlocks)
}

test('several processes that apply texts of the same people, some of them new, make each once and lose nothing', async () => {
  const desk = await desks.create()
  const texts = Array.from({ length: 600 }, (_, n) =>
    inbound(desk.numbers[n % 2]!, { phone: `9055500${10_000 + (n % 200)}` }, { wamid: `wamid.${n}`, at: n }),
  )
  await desk.receive(...texts, ...texts.slice(0, 100))
  expect(await workTogether(desk, 4)).toEqual([])
  const { contacts, chats, messages } = await readState(desk)
  expect(messages).toHaveLength(600)
  expect(contacts).toHaveLength(200)
  expect(chats).toHaveLength(200)
  expect(chats.reduce((sum, { unread }) => sum + unread, 0)).toBe(600)
  expect(await deadlocks(desk)).toBe(0)
})

test('several processes that find out who is who at the same time come to what one would', async () => {
  const people: Somebody[] = Array.from({ length: 12 }, (_, n) => [
    { phone: `90555000${100 + n}`, name: `Person ${n}` },
    { userId: `TR.${n}` },
    { phone: `90555000${100 + n}`, userId: `TR.${n}` },
  ]).flat()
  const tell = async (): Promise<[Desk, object[]]> => {
    const desk = await desks.create()
    const [number, other] = desk.numbers
    const bodies = Array.from({ length: 8 }, (_, round) =>
      people.map((from, n) => {
        const wamid = `wamid.${round}.${n}`
        const at = round * 100 + n
        return round === 4 && n % 3 === 2
          ? moved(number, from, { phone: `90555001${100 + n}` }, { wamid, at })
          : inbound(round % 2 ? number : other, from, { wamid, at })
      }),
    ).flat()
    return [desk, bodies]
  }
  const [alone, bodies] = await tell()
  await alone.take(...bodies)
  const [together, same] = await tell()
  // Duplicates at the same moment, too.
  await together.receive(...same.flatMap((body, n) => (n % 3 === 0 ? [body, body] : [body])))
  expect(await workTogether(together, 4)).toEqual([])
  expect(await readState(together)).toEqual(await readState(alone))
  expect(await deadlocks(together)).toBe(0)
})

test('a text that is being applied while its number is found to have changed hands is the next owner’s', async () => {
  const desk = await desks.create()
  const [number] = desk.numbers
  const [old, now] = ['905550000001', '905550000002']
  await desk.take(inbound(number, { phone: old, name: 'Ayşe' }, { wamid: 'wamid.1', at: 1 }))
  const { id } = await desk.database
    .selectFrom('contacts')
    .select('id')
    .where('waba_id', '=', desk.wabaId)
    .executeTakeFirstOrThrow()
  await desk.receive(inbound(number, { phone: old, name: 'Can' }, { wamid: 'wamid.2', at: 9 }))
  let text: Promise<string[]> | undefined
  await desk.database.transaction().execute(async (tx) => {
    await lockContacts(tx, [id])
    // It has found whose the number was, and waits for that contact.
    text = workTogether(desk, 1)
    await untilWaiting(desk)
    const change = { type: 'user_changed_number', wa_id: now }
    const message = await storeMoved(tx, number.id, old, change)
    await noteMessages(tx, [{ ...message, wabaId: desk.wabaId }])
  })
  expect(await text).toEqual([])
  const { chats, contacts } = await readState(desk)
  expect(contacts).toMatchObject([
    { phone: now, name: 'Ayşe' },
    { phone: old, name: 'Can' },
  ])
  expect(chats.map(({ unread }) => unread)).toEqual([1, 1])
})

/** Waits until somebody waits for a lock on contacts. */
const untilWaiting = async ({ database }: Desk): Promise<void> => {
  for (;;) {
    const { rows } = await sql`
      select from pg_stat_activity where wait_event_type = 'Lock' and query like '/* lock-contacts */%'
        and datname = current_database()`.execute(database)
    if (rows.length > 0) return
    await sleep(10)
  }
}

/** Stores the message that tells of a change, five seconds after the epoch of the tests. */
const storeMoved = async (
  tx: Tx,
  integrationId: number,
  address: string,
  content: object,
): Promise<Omit<SeenMessage, 'wabaId'>> => {
  const at = timeAt(5)
  await tx
    .insertInto('messages')
    .values({
      integration_id: integrationId,
      id: 'moved',
      direction: 'inbound',
      type: 'system',
      address,
      content: JSON.stringify(content),
      sender: JSON.stringify({ wa_id: address }),
      state: 'received',
      wamid: 'wamid.moved',
      created_at: at,
    })
    .execute()
  const sender = { wa_id: address }
  return { integrationId, direction: 'inbound', type: 'system', address, sender, waId: null, content, at }
}
