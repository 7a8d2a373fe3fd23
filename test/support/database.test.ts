import pg from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './database.ts'

const query = async (connectionString: string, text: string) => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

test('databases that are made at the same moment have the schema and share nothing', async () => {
  const databases = await Promise.all(Array.from({ length: 8 }, () => createTestDatabase()))
  try {
    await query(databases[0]!.connectionString, 'create table only_here (id int)')
    const counts = await Promise.all(
      databases.map(({ connectionString }) =>
        query(
          connectionString,
          `select to_regclass('only_here') as own, (select count(*) from migrations) as done`,
        ),
      ),
    )
    expect(counts.map(([row]) => row.own)).toEqual(['only_here', ...Array(7).fill(null)])
    for (const [row] of counts) expect(Number(row.done)).toBeGreaterThan(0)
  } finally {
    await Promise.all(databases.map(({ drop }) => drop()))
  }
})

test('a database is dropped although somebody is still connected to it', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.connectionString })
  client.on('error', () => {})
  await client.connect()
  await database.drop()
  await expect(query(database.connectionString, 'select 1')).rejects.toMatchObject({ code: '3D000' })
  await client.end().catch(() => {})
})
