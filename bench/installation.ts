import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createToken } from '../src/accounts/tokens.ts'
import { createUser } from '../src/accounts/users.ts'
import { createSecretBox } from '../src/config/secret-box.ts'
import { createDatabase, type Database, survivePool } from '../src/database/database.ts'
import { startEmbeddedServer } from '../src/database/embedded/server.ts'
import { migrateToLatest } from '../src/database/migrate.ts'

/** A durable database of its own with one number, and what is needed to run Masa on it. */
export type Installation = {
  database: Database
  pool: pg.Pool
  /** For `startMasa`. */
  environment: Record<string, string>
  token: string
  appSecret: string
  phoneNumberId: string
  wabaId: string
  setRate(messagesPerSecond: number): Promise<void>
  stop(): Promise<void>
}

export const INTEGRATION_ID = 11

export const createInstallation = async (): Promise<Installation> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'masa-bench-'))
  // So that the database lies in it also when root runs this.
  await chmod(dataDir, 0o755)
  const server = await startEmbeddedServer({ dataDir: join(dataDir, 'server'), log: () => undefined })
  const { connectionString } = server
  await migrateToLatest(connectionString)
  const database = createDatabase({ connectionString })
  const pool = new pg.Pool({ connectionString, max: 4 })
  survivePool(pool, () => undefined)
  const key = randomBytes(32)
  const secrets = createSecretBox(key)
  const appSecret = randomBytes(16).toString('hex')
  const phoneNumberId = '106540352242922'
  const wabaId = '102290129340398'
  await database
    .insertInto('integrations')
    .values({
      id: INTEGRATION_ID,
      display_name: 'Bench',
      phone_number: '+905554443322',
      phone_number_id: phoneNumberId,
      waba_id: wabaId,
      access_token_sealed: secrets.seal('token'),
      app_secret_sealed: secrets.seal(appSecret),
      verify_token_sealed: secrets.seal('verify'),
      messages_per_second: 1,
    })
    .execute()
  const user = {
    email: 'bench@masa.localhost',
    name: 'Bench',
    password: 'bench-password',
    role: 'administrator',
  }
  const userId = await createUser(database, user as Parameters<typeof createUser>[1], 'bench')
  return {
    database,
    pool,
    environment: {
      DATABASE_URL: connectionString,
      MASA_SECRET_KEY: key.toString('base64'),
      MASA_DATA_DIR: join(dataDir, 'data'),
      MASA_SANDBOX: 'off',
      MASA_RATE_LIMIT: '0',
      MASA_LOG_LEVEL: 'warn',
      PORT: '0',
    },
    token: await createToken(database, userId, 'bench'),
    appSecret,
    phoneNumberId,
    wabaId,
    setRate: async (messages_per_second) => {
      await database.updateTable('integrations').set({ messages_per_second }).execute()
    },
    stop: async () => {
      await database.destroy()
      await pool.end()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
