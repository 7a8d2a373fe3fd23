import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { WAIT } from '../../test/support/wait.ts'
import { createDatabase, type Database } from '../database/database.ts'
import { createBell } from '../processes/bell.ts'
import { startFollower } from './follower.ts'
import { forgetEvents, isForgotten } from './queries.ts'
import { startEventTail } from './tail.ts'

let testDatabase: TestDatabase
let database: Database
let pool: pg.Pool
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = createDatabase({ connectionString: testDatabase.connectionString, max: 6 })
  pool = new pg.Pool({ connectionString: testDatabase.connectionString, max: 12 })
})
afterAll(async () => {
  await database.destroy()
  await pool.end()
  await testDatabase.drop()
})

const log = { error: (fields: object) => expect.unreachable(JSON.stringify(fields)) }
const INSERT = `insert into events (type, integration_id, data) values ('chat.updated', 1, '{}') returning id`

const start = async () => {
  const bell = createBell()
  const tail = startEventTail({ database, bell, log, pollMs: 20 })
  onTestFinished(tail.stop)
  await tail.ready
  return { tail, bell }
}

const append = async (client: pg.Pool | pg.PoolClient = pool): Promise<number> =>
  Number((await client.query(INSERT)).rows[0].id)

test('an event of a transaction that is slower than later ones is not skipped', async () => {
  const { tail } = await start()
  const from = tail.position()
  const slow = await pool.connect()
  await slow.query('begin')
  const first = await append(slow)
  const second = await append()
  await sleep(100)
  // The later one is committed, but what comes before it is not decided.
  expect(await tail.read(from, 10)).toEqual([])
  await slow.query('commit')
  slow.release()
  await vi.waitFor(() => expect(tail.position()).toBeGreaterThanOrEqual(second), WAIT)
  expect((await tail.read(from, 10)).map(({ id }) => id)).toEqual([first, second])
})

test('an event of a transaction that is rolled back holds up nobody', async () => {
  const { tail } = await start()
  const from = tail.position()
  const slow = await pool.connect()
  await slow.query('begin')
  await append(slow)
  const second = await append()
  await slow.query('rollback')
  slow.release()
  await vi.waitFor(() => expect(tail.position()).toBeGreaterThanOrEqual(second), WAIT)
  expect((await tail.read(from, 10)).map(({ id }) => id)).toEqual([second])
})

test('a transaction that stores no events, however long, holds up nobody', async () => {
  const { tail } = await start()
  const long = await pool.connect()
  await long.query('begin')
  await long.query('create temporary table something (id integer)')
  const id = await append()
  await vi.waitFor(() => expect(tail.position()).toBeGreaterThanOrEqual(id), WAIT)
  await long.query('rollback')
  long.release()
})

test('a ring makes it look at once', async () => {
  const bell = createBell()
  const tail = startEventTail({ database, bell, log, pollMs: 3_600_000 })
  onTestFinished(tail.stop)
  await tail.ready
  const id = await append()
  bell.ring()
  await vi.waitFor(() => expect(tail.position()).toBeGreaterThanOrEqual(id), WAIT)
})

test('whatever order transactions end in, two followers do each event once, in order, across stops', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ slot: fc.nat({ max: 3 }), end: fc.constantFrom('no', 'no', 'commit', 'rollback') }),
        {
          minLength: 5,
          maxLength: 30,
        },
      ),
      async (steps) => {
        const name = `test-${Math.random()}`
        const from = (await pool.query('select coalesce(max(id), 0)::integer as id from events')).rows[0].id
        await pool.query('insert into event_followers values ($1, $2)', [name, from])
        const seen: number[] = []
        const follow = async () => {
          const { tail } = await start()
          return startFollower({
            name,
            database,
            tail,
            log,
            batchSize: 3,
            isWanted: () => true,
            apply: async (_tx, events) => void seen.push(...events.map(({ id }) => id)),
          })
        }
        let followers = [await follow(), await follow()]
        const slots: (pg.PoolClient | undefined)[] = []
        for (const { slot, end } of steps) {
          if (!slots[slot]) {
            slots[slot] = await pool.connect()
            await slots[slot].query('begin')
          }
          await append(slots[slot])
          if (end === 'no') continue
          await slots[slot].query(end)
          slots[slot].release()
          slots[slot] = undefined
          const [first, second] = followers
          await first!.stop()
          followers = [second!, await follow()]
        }
        for (const client of slots) {
          await client?.query('commit')
          client?.release()
        }
        const { rows } = await pool.query('select id::integer from events where id > $1 order by id', [from])
        await vi.waitFor(() => expect(seen).toEqual(rows.map(({ id }) => id)), WAIT)
        for (const one of followers) await one.stop()
      },
    ),
    { numRuns: 15 },
  )
}, 120_000)

test('a follower passes over what it does not want, and does the rest once', async () => {
  const { tail, bell } = await start()
  const seen: number[] = []
  const name = `test-${Math.random()}`
  const follower = startFollower({
    name,
    database,
    tail,
    log,
    batchSize: 2,
    isWanted: ({ data }) => data['wanted'] === true,
    apply: async (_tx, events) =>
      void seen.push(...events.flatMap(({ id, data }) => (data['wanted'] ? [id] : []))),
  })
  const wanted: number[] = []
  for (const isWanted of [false, false, false, true, false, true, true, false, false, false, true]) {
    const { rows } = await pool.query(
      `insert into events (type, integration_id, data) values ('chat.updated', 1, $1) returning id::integer`,
      [JSON.stringify({ wanted: isWanted })],
    )
    if (isWanted) wanted.push(rows[0].id)
    bell.ring()
  }
  await vi.waitFor(() => expect(seen.slice(-wanted.length)).toEqual(wanted), WAIT)
  expect(new Set(seen).size).toBe(seen.length)
  await follower.stop()
})

test('a follower that has passed over much notes it, and does nothing where there is nothing to do', async () => {
  const { tail, bell } = await start()
  const name = `test-${Math.random()}`
  const applied: number[] = []
  let hasWork = false
  const follower = startFollower({
    name,
    database,
    tail,
    log,
    batchSize: 2,
    noteAfter: 3,
    isWanted: () => true,
    hasWork: async () => hasWork,
    apply: async (_tx, events) => void applied.push(...events.map(({ id }) => id)),
  })
  onTestFinished(follower.stop)
  const noted = async (): Promise<number> => {
    const { rows } = await pool.query('select last_id from event_followers where name = $1', [name])
    return Number(rows[0]?.last_id ?? 0)
  }
  const passed = [await append(), await append(), await append(), await append(), await append()]
  bell.ring()
  await vi.waitFor(async () => expect(await noted()).toBeGreaterThanOrEqual(passed[1]!), WAIT)
  await vi.waitFor(() => expect(tail.position()).toBeGreaterThanOrEqual(passed.at(-1)!), WAIT)
  expect(applied).toEqual([])
  hasWork = true
  const last = await append()
  bell.ring()
  await vi.waitFor(async () => expect(await noted()).toBe(last), WAIT)
  expect(applied.at(-1)).toBe(last)
})

test('a number of another log is told apart from one that this process has not read yet', async () => {
  const id = await append()
  expect(await isForgotten(database, id, id - 1)).toBe(false)
  expect(await isForgotten(database, id + 1, id - 1)).toBe(true)
})

test('the clean-up notes up to where the log is gone', async () => {
  await append()
  const old = (await pool.query(`update events set at = now() - interval '40 days' returning id`)).rows
  const kept = await append()
  await forgetEvents(database, 30)
  const last = Math.max(...old.map(({ id }) => Number(id)))
  expect(await isForgotten(database, last, kept)).toBe(false)
  expect(await isForgotten(database, last - 1, kept)).toBe(true)
  expect((await pool.query('select id from events')).rows).toEqual([{ id: String(kept) }])
})
