import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { WAIT } from '../../test/support/wait.ts'
import { BELONGING_LOCK, PRESENCE_LOCK, startPresence } from './presence.ts'

let testDatabase: TestDatabase
let client: pg.Client
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  client = new pg.Client({ connectionString: testDatabase.connectionString })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await testDatabase.drop()
})

const start = async () => {
  const presence = await startPresence(testDatabase.connectionString, () => undefined)
  onTestFinished(presence.stop)
  return presence
}

/** The second keys of the locks that are held in this database under a first one. */
const listHeld = async (first: number): Promise<number[]> => {
  const { rows } = await client.query(
    `select objid::bigint as key from pg_locks
    where locktype = 'advisory' and granted and classid = $1
      and database = (select oid from pg_database where datname = current_database())`,
    [first],
  )
  return rows.map(({ key }) => Number(key))
}

/** Ends the connections of presences and answers once they are gone, with their locks. */
const breakConnections = () =>
  client.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and application_name = 'masa presence'`,
  )

test('each process has a number of its own, seen by others until it stops', async () => {
  const [one, two] = [await start(), await start()]
  expect(one.processNumber).not.toBe(two.processNumber)
  expect((await listHeld(PRESENCE_LOCK)).toSorted()).toEqual(
    [one.processNumber, two.processNumber].toSorted(),
  )
  await one.stop()
  await vi.waitFor(async () => expect(await listHeld(PRESENCE_LOCK)).toEqual([two.processNumber]), WAIT)
})

test('a connection that breaks is opened again, once, with the same number and names', async () => {
  const presence = await start()
  presence.claimName('pool-1')
  await vi.waitFor(async () => expect(await listHeld(BELONGING_LOCK)).toHaveLength(1), WAIT)
  for (let time = 0; time < 3; time += 1) {
    await breakConnections()
    await vi.waitFor(async () => {
      expect(await listHeld(PRESENCE_LOCK)).toEqual([presence.processNumber])
      expect(await listHeld(BELONGING_LOCK)).toHaveLength(1)
    }, WAIT)
  }
  const { rows } = await client.query(
    `select 1 from pg_stat_activity where datname = current_database() and application_name = 'masa presence'`,
  )
  expect(rows).toHaveLength(1)
  presence.releaseName('pool-1')
  await vi.waitFor(async () => expect(await listHeld(BELONGING_LOCK)).toEqual([]), WAIT)
})
