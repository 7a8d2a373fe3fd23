import type { Config } from '../config/config.ts'
import { migrateToLatest } from '../database/migrate.ts'
import { withDatabase } from './with-database.ts'

/** `masa migrate`: brings the database to this version and ends. */
export const migrateCommand = (config: Config): Promise<void> =>
  withDatabase(config, async (_database, connectionString) => {
    await migrateToLatest(connectionString)
    process.stdout.write('The database is at this version.\n')
  })
