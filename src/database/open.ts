import pg from 'pg'
import type { Config } from '../config/config.ts'
import type { SecretBox } from '../config/secret-box.ts'
import { StartError } from '../error.ts'
import { findRunningServer } from './embedded/running.ts'
import { startEmbeddedServer } from './embedded/server.ts'
import { migrateToLatest } from './migrate.ts'

type Log = { info(line: string): void }

/** A migrated database, the operator's or the embedded one. */
export type DatabaseServer = { connectionString: string; stop(): Promise<void> }

/** PostgreSQL's first version that has all that the queries use. */
const OLDEST_SERVER = 15

/**
 * Starts the embedded server, or reaches the one of DATABASE_URL, and brings its schema up to date. Throws
 * StartError for a server that is away, too old, or whose secrets were sealed with another key.
 */
export const openDatabaseServer = async (
  config: Config,
  secrets: SecretBox,
  log: Log,
): Promise<DatabaseServer> => {
  const given = config.secrets.databaseUrl
  const server =
    given === undefined
      ? await startEmbeddedServer({ dataDir: config.dataDir, log: (line) => log.info(line) })
      : { connectionString: given, stop: async () => undefined }
  try {
    await checkServer(server.connectionString)
    await migrateToLatest(server.connectionString)
    await checkSecretKey(server.connectionString, secrets)
  } catch (error) {
    await server.stop()
    throw error
  }
  return server
}

/**
 * As `openDatabaseServer`, for a command that may run beside the program: an embedded server that is running
 * is used as it is.
 */
export const openForCommand = async (
  config: Config,
  secrets: SecretBox,
  log: Log,
): Promise<DatabaseServer> => {
  const running =
    config.secrets.databaseUrl === undefined
      ? await findRunningServer(config.dataDir, (line) => log.info(line))
      : undefined
  return running === undefined
    ? openDatabaseServer(config, secrets, log)
    : { connectionString: running, stop: async () => undefined }
}

const withClient = async <T>(
  connectionString: string,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    application_name: 'masa start',
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

const checkServer = async (connectionString: string): Promise<void> => {
  const version = await withClient(connectionString, async (client) => {
    const { rows } = await client.query<{ version: string }>('show server_version_num')
    return Number(Object.values(rows[0]!)[0])
  }).catch((error: Error) => {
    throw new StartError(
      `The database cannot be reached: ${error.message || (error as { code?: string }).code}. Check DATABASE_URL and that the server runs.`,
    )
  })
  if (version < OLDEST_SERVER * 10_000)
    throw new StartError(
      `The database server is version ${Math.floor(version / 10_000)}; Masa needs ${OLDEST_SERVER} or newer.`,
    )
}

/** A key that does not fit would make every stored token unreadable: better told now than at the first send. */
const checkSecretKey = (connectionString: string, { check }: SecretBox): Promise<void> =>
  withClient(connectionString, async (client) => {
    await client.query('insert into installation (secret_check) values ($1) on conflict do nothing', [check])
    const { rows } = await client.query<{ secret_check: Buffer }>('select secret_check from installation')
    if (!rows[0]?.secret_check.equals(check))
      throw new StartError(
        'The secret key is not the one that this database was made with. Set MASA_SECRET_KEY, or put back the file secret-key of the data directory.',
      )
  })
