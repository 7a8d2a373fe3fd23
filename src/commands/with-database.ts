import type { Config } from '../config/config.ts'
import { createSecretBox, loadSecretKey } from '../config/secret-box.ts'
import { createDatabase, type Database } from '../database/database.ts'
import { openForCommand } from '../database/open.ts'
import { createLogger } from '../logger.ts'

/** Runs a command with the installation's database, whether the program is running or not. */
export const withDatabase = async (
  config: Config,
  use: (database: Database, connectionString: string) => Promise<void>,
): Promise<void> => {
  const secrets = createSecretBox(loadSecretKey(config))
  const server = await openForCommand(config, secrets, createLogger('warn'))
  const database = createDatabase({ connectionString: server.connectionString, max: 2 })
  try {
    await use(database, server.connectionString)
  } finally {
    await database.destroy()
    await server.stop()
  }
}
