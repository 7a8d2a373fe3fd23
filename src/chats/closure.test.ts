import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDatabase, type Database } from '../database/database.ts'
import { findClosure } from './closure.ts'

let testDatabase: TestDatabase
let database: Database
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = createDatabase({ connectionString: testDatabase.connectionString, max: 2 })
})
afterAll(async () => {
  await database.destroy()
  await testDatabase.drop()
})

test('somebody of many addresses is read once, however many of them are asked about', async () => {
  await sql`insert into contacts (id, waba_id) values (1, 'waba'), (2, 'waba')`.execute(database)
  await sql`
    insert into contact_addresses (waba_id, address, since, until, contact_id)
    select 'waba', n::text, '-infinity', 'infinity', case when n <= 300 then 1 else 2 end
    from generate_series(1, 301) n`.execute(database)
  const read: number[] = []
  const counted = database.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      read.push(result.rows.length)
      return result
    },
  })
  const asked = Array.from({ length: 200 }, (_, n) => String(n + 1))
  const { contactIds, addresses } = await counted
    .transaction()
    .execute((tx) => findClosure(tx, 'waba', asked))
  expect([...contactIds]).toEqual([1])
  expect(addresses.size).toBe(300)
  expect(read).toEqual([300, 300])
})
