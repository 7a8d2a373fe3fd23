import { runMigrations as migrateJobs } from 'graphile-worker'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import type { Database } from './database.ts'
import * as initial from './migrations/0001-initial.ts'
import * as conversations from './migrations/0002-conversations.ts'
import * as limits from './migrations/0003-limits.ts'
import * as numbers from './migrations/0004-numbers.ts'
import * as templates from './migrations/0005-templates.ts'
import * as bulkSends from './migrations/0006-bulk-sends.ts'
import * as optOuts from './migrations/0007-opt-outs.ts'
import * as inbox from './migrations/0008-inbox.ts'
import * as people from './migrations/0009-people.ts'
import * as searchLatency from './migrations/0010-search-latency.ts'

/** All migrations by name, in order. One that has been released is never edited; a new one follows it. */
const migrations = {
  '0001-initial': initial,
  '0002-conversations': conversations,
  '0003-limits': limits,
  '0004-numbers': numbers,
  '0005-templates': templates,
  '0006-bulk-sends': bulkSends,
  '0007-opt-outs': optOuts,
  '0008-inbox': inbox,
  '0009-people': people,
  '0010-search-latency': searchLatency,
}

/**
 * Brings the database to the newest schema. Several processes may call it at once: the migrator holds a lock.
 * Throws what the database said when a migration failed; a failed one leaves nothing behind.
 */
export const migrateToLatest = async (connectionString: string): Promise<void> => {
  const database = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString, max: 2 }) }),
  })
  try {
    const { error } = await createMigrator(database).migrateToLatest()
    if (error) throw error
    await migrateJobs({ connectionString })
  } finally {
    await database.destroy()
  }
}

/** True when every migration that this program knows has been done. */
export const isMigrated = async (database: Database): Promise<boolean> =>
  (await createMigrator(database).getMigrations()).every((migration) => migration.executedAt !== undefined)

const createMigrator = (database: Database | Kysely<unknown>) =>
  new Migrator({
    db: database as Kysely<unknown>,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
  })
