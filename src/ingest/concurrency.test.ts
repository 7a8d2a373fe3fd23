import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDesks, type Desk, type Desks } from './testing/desk.ts'
import { readState } from './testing/state.ts'
import { inbound, moved, type Somebody } from './testing/webhooks.ts'
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
    inbound(desk.numbers[n % 2]!, { phone: `9055500${10_000 + (n % 40)}` }, { wamid: `wamid.${n}`, at: n }),
  )
  await desk.receive(...texts, ...texts.slice(0, 100))
  expect(await workTogether(desk, 4)).toEqual([])
  const { contacts, chats, messages } = await readState(desk)
  expect(messages).toHaveLength(600)
  expect(contacts).toHaveLength(40)
  expect(chats).toHaveLength(40)
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
