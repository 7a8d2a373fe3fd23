import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config/config.ts'
import type { AppOptions } from '../../src/core.ts'
import { createLogger } from '../../src/logger.ts'
import { type Answer, type Call, createCaller } from './call.ts'
import { createTestDatabase } from './database.ts'

/** The whole program, running in this process on a database and a folder of its own. */
export type TestApp = {
  url: string
  sandboxUrl: string
  /** The administrator, and a token of theirs. */
  email: string
  password: string
  token: string
  /** Calls the API as the administrator; `token: null` as nobody. */
  call: Call
  /** Calls the sandbox's own /_sandbox. */
  sandbox: Call
  /** For looking at what is stored, and for storing what no request can. */
  database: pg.Pool
  connectionString: string
  secretKey: string
  dataDir: string
  stop(): Promise<void>
}

/**
 * Starts the program as `masa start` does, on free ports, without a rate limit unless `settings` has one.
 * To be made in `beforeAll`, and stopped after the file.
 */
export const startTestApp = async (
  settings: Record<string, string> = {},
  log: Logger = createLogger('silent'),
  options: AppOptions = {},
): Promise<TestApp> => {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next; next = stops.pop()) await next()
  }
  try {
    return { ...(await start(settings, log, options, (part) => stops.push(part))), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const EMAIL = 'abc@example.com'
const PASSWORD = 'correct horse'

const start = async (
  settings: Record<string, string>,
  log: Logger,
  options: AppOptions,
  onStop: (part: () => Promise<unknown>) => void,
): Promise<Omit<TestApp, 'stop'>> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'masa-api-'))
  onStop(() => rm(dataDir, { recursive: true, force: true }))
  const { connectionString, drop } = await createTestDatabase()
  onStop(async () => {
    await awaitLastConnection(connectionString).finally(drop)
  })
  const database = new pg.Pool({ connectionString, max: 2 })
  // A test may throw its connections out.
  database.on('error', () => {})
  onStop(() => database.end())
  const secretKey = randomBytes(32).toString('base64')
  const config = readConfig({
    DATABASE_URL: connectionString,
    PORT: '0',
    MASA_SANDBOX_PORT: '0',
    MASA_DATA_DIR: dataDir,
    MASA_SECRET_KEY: secretKey,
    MASA_ADMIN_EMAIL: EMAIL,
    MASA_ADMIN_PASSWORD: PASSWORD,
    MASA_RATE_LIMIT: '0',
    ...settings,
  })
  const app = await startApp(config, log, options)
  onStop(app.stop)
  const url = app.url.replace('//0.0.0.0', '//127.0.0.1')
  const credentials = { email: EMAIL, password: settings['MASA_ADMIN_PASSWORD'] ?? PASSWORD }
  const login = await createCaller(url)('POST', '/v1/login', { json: credentials, ...proxied(settings) })
  const token = selectToken(login)
  return {
    url,
    // Off in a second process on the same database, which has the first one's.
    sandboxUrl: app.sandboxUrl ?? `http://127.0.0.1:${config.sandboxPort}`,
    ...credentials,
    token,
    call: createCaller(url, token),
    sandbox: createCaller(app.sandboxUrl ?? `http://127.0.0.1:${config.sandboxPort}`),
    database,
    connectionString,
    secretKey,
    dataDir,
  }
}

/** What the program leaves open after its stop is a fault of its own. Servers notice an end a moment late. */
const awaitLastConnection = async (connectionString: string): Promise<void> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const { rows } = await client.query(
        'select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      if (rows.length === 0) return
      await sleep(100)
    }
    throw new Error('The program has left connections to its database open.')
  } finally {
    await client.end()
  }
}

const selectToken = ({ status, body }: Answer): string => {
  if (status !== 200) throw new Error(`The login was answered ${status}: ${JSON.stringify(body)}`)
  return body.access_token
}

/** Behind a trusted proxy only its word makes a request secure. */
const proxied = (settings: Record<string, string>) =>
  settings['MASA_TRUST_PROXY'] ? { headers: { 'x-forwarded-proto': 'https' } } : {}
