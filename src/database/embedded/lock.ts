import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { StartError } from '../../error.ts'
import { NAME } from './cluster.ts'
import type { DataDir } from './data-dir.ts'
import { inUse } from './owner.ts'
import { isAlive } from './processes.ts'

/** Two numbers of our own in the space of advisory locks of the database "postgres". */
const KEY = [1296126785, 1]

/** How long the connection of a program that was killed may take to end by itself. */
const PATIENCE_MS = 5_000
const RETRY_MS = 50

/** Tells that a server does not answer, or not as it should. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code

/** SQLSTATE 28P01: the stored password is not the cluster's. */
export const isWrongPassword = (error: unknown): boolean => codeOf(error) === '28P01'

/** A connection, and a promise that resolves when it is closed, by whichever side. */
export type Connection = { client: pg.Client; closed: Promise<void> }

/**
 * Opens the connection that is to hold the lock. It goes to the database "postgres", which is always there: advisory
 * locks are a database's own. A server in recovery is waited for. Throws NoAnswer when nothing answers for five
 * seconds, and what the database said when the password is wrong.
 */
export const connect = async (port: number, password: string, abort: AbortSignal): Promise<Connection> => {
  const startedAt = Date.now()
  let recoveryMs = 0
  for (;;) {
    abort.throwIfAborted()
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: NAME,
      password,
      database: 'postgres',
      application_name: `masa:${process.pid}`,
      connectionTimeoutMillis: PATIENCE_MS,
      keepAlive: true,
      // The operator's PGSSLMODE is for other servers.
      ssl: false,
    })
    const closed = new Promise<void>((resolve) => client.once('end', resolve))
    // A connection that breaks is told by its end.
    client.on('error', () => {})
    try {
      await client.connect()
      return { client, closed }
    } catch (error) {
      await client.end().catch(() => {})
      if (isWrongPassword(error)) throw error
      // SQLSTATE 57P03: starting, recovering or stopping. It does answer.
      if (codeOf(error) === '57P03') recoveryMs += RETRY_MS
      if (Date.now() - startedAt - recoveryMs > PATIENCE_MS) throw noAnswer(error)
    }
    await sleep(RETRY_MS)
  }
}

/** SQLSTATE 53300: a killed program's connections go at once, so that these are of one that lives. */
const noAnswer = (error: unknown): Error =>
  codeOf(error) === '53300'
    ? new StartError(
        'The embedded database is in use: other programs hold all of its connections. Stop them first.',
      )
    : new NoAnswer(`The database does not answer: ${(error as Error).message}`, { cause: error })

/**
 * Takes the lock that one program holds for as long as it uses the cluster. Throws StartError with the process that
 * holds it; a holder that was killed is waited for, and after some seconds sent away.
 */
export const takeLock = async (client: pg.Client, dataDir: DataDir): Promise<void> => {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    const { rows } = await client.query('select pg_try_advisory_lock($1, $2) as "isTaken"', KEY)
    if (rows[0].isTaken) return
    const holder = await findHolder(client)
    if (holder && (holder.program === undefined || isAlive(holder.program)))
      throw inUse(dataDir, holder.program ?? holder.backend)
    if (holder && waitedMs >= PATIENCE_MS)
      await client.query('select pg_terminate_backend($1)', [holder.backend])
    await sleep(RETRY_MS)
  }
}

/** The program's process id, by the name of its connection, and that of the server's process for it. */
const findHolder = async (
  client: pg.Client,
): Promise<{ program: number | undefined; backend: number } | undefined> => {
  const { rows } = await client.query(
    `select a.pid, a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.classid = $1 and l.objid = $2 and l.objsubid = 2`,
    KEY,
  )
  if (rows.length === 0) return undefined
  const program = Number(/^masa:(\d+)$/.exec(rows[0].name)?.[1])
  return { program: program || undefined, backend: rows[0].pid }
}
