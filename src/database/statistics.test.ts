import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDatabase, type Database } from './database.ts'
import { refreshStatistics } from './statistics.ts'

let testDatabase: TestDatabase
let database: Database
let client: pg.Client
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = createDatabase(testDatabase)
  client = new pg.Client({ connectionString: testDatabase.connectionString })
  await client.connect()
  await client.query("select set_config('search_path', 'public', false)")
  for (const name of ['at_once', 'beside']) {
    // Only what is tested looks at them.
    await client.query(
      `create table ${name} (id integer primary key, word text) with (autovacuum_enabled = off)`,
    )
    await client.query(`insert into ${name} select n, 'word' from generate_series(1, 10) n`)
    await client.query(`analyze ${name}`)
  }
})
afterAll(async () => {
  await database.destroy()
  await client.end()
  await testDatabase.drop()
})

const ROWS = 20_000
const fill = (name: string) =>
  client.query(`insert into ${name} select n, repeat('word', 10) from generate_series(11, $1::integer) n`, [
    ROWS,
  ])

/** How many rows PostgreSQL plans for, by its last look. */
const findEstimate = async (name: string): Promise<number> => {
  const { rows } = await client.query<{ reltuples: number }>(
    'select reltuples from pg_class where relname = $1',
    [name],
  )
  return rows[0]!.reltuples
}

test('a table that has grown is looked at, and one that has not is left alone', async () => {
  await fill('at_once')
  await refreshStatistics(database)
  expect(await findEstimate('at_once')).toBe(ROWS)
  await client.query(`insert into at_once values (0, 'one more')`)
  await refreshStatistics(database)
  expect(await findEstimate('at_once')).toBe(ROWS)
})

test('a look while rows were being stored, of which it saw none, is not the last', async () => {
  await client.query('begin')
  await fill('beside')
  await refreshStatistics(database)
  expect(await findEstimate('beside')).toBe(10)
  await client.query('commit')
  // PostgreSQL counts what was committed a moment later.
  await vi.waitFor(
    async () => {
      await client.query('select 1')
      await refreshStatistics(database)
      expect(await findEstimate('beside')).toBe(ROWS)
    },
    { timeout: 20_000, interval: 200 },
  )
})
