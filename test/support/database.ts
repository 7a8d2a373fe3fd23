import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { inject } from 'vitest'

export type TestDatabase = {
  connectionString: string
  /** Throws it away, with the connections that are still open. */
  drop(): Promise<void>
}

/** A database of its own with the newest schema and nothing in it, for one test file: to be made in `beforeAll`. */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const server = inject('databaseServer')
  const name = `test_${randomBytes(8).toString('hex')}`
  await administer(server, (client) => insist(client, `create database ${name} template masa_template`))
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    connectionString: url.href,
    drop: () =>
      administer(server, async (client) => {
        await untilLeft(client, name)
        await insist(client, `drop database if exists ${name} with (force)`)
      }),
  }
}

const administer = async (server: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** Files that clone at the same moment, and the server's own clean-up, stand in each other's way for a moment. */
const insist = async (client: pg.Client, statement: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(statement)
      return
    } catch (error) {
      // SQLSTATE 55006, object_in_use: "source database … is being accessed by other users".
      if ((error as { code?: string }).code !== '55006' || attempt === 100) throw error
      await sleep(50)
    }
  }
}

/**
 * A pool counts as ended before its connections are closed: one that the server ends in that moment is an error that
 * nobody listens to any more. Whoever is there after a second stays longer, and is cut off.
 */
const untilLeft = async (client: pg.Client, database: string): Promise<void> => {
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const { rows } = await client.query('select 1 from pg_stat_activity where datname = $1 limit 1', [
      database,
    ])
    if (rows.length === 0) return
    await sleep(50)
  }
}
