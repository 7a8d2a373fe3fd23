import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test/support/database.ts'
import { createDatabase, type Database } from './database/database.ts'
import { unlockJobsOfTheDead } from './jobs.ts'
import { startPresence } from './processes/presence.ts'

let testDatabase: TestDatabase
let database: Database
let client: pg.Client
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  const { connectionString } = testDatabase
  database = createDatabase({ connectionString })
  client = new pg.Client({ connectionString })
  await client.connect()
})
afterAll(async () => {
  await client.end()
  await database.destroy()
  await testDatabase.drop()
})

const addJobOf = async (worker: string, sinceSeconds: number): Promise<void> => {
  await client.query(`select graphile_worker.add_job('upload-media', job_key => $1)`, [worker])
  await client.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - make_interval(secs => $2)
    where key = $1`,
    [worker, sinceSeconds],
  )
}

const listLocked = async (): Promise<string[]> => {
  const { rows } = await client.query(
    'select locked_by from graphile_worker.jobs where locked_by is not null order by 1',
  )
  return rows.map(({ locked_by }) => locked_by)
}

test('jobs of a process that died are free again within seconds, those of a living one stay its own', async () => {
  const presence = await startPresence(testDatabase.connectionString, () => undefined)
  presence.claimName('living')
  await addJobOf('living', 60)
  await addJobOf('dead', 60)
  // It may have had no time yet to say that it lives.
  await addJobOf('newborn', 0)
  expect(await unlockJobsOfTheDead(database)).toBe(1)
  expect(await listLocked()).toEqual(['living', 'newborn'])
  await presence.stop()
  expect(await unlockJobsOfTheDead(database)).toBe(1)
  expect(await listLocked()).toEqual(['newborn'])
})
