import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { isCopyIn, runCopyIn } from './copy.ts'
import type { Schema } from './schema.ts'

/** The pool as typed queries; a transaction fits wherever one is taken. */
export type Database = Kysely<Schema>
export type Tx = Transaction<Schema>

export type DatabaseOptions = {
  connectionString: string
  /** Connections at most. */
  max?: number
  /** Told when an idle connection breaks; the pool opens a new one by itself. */
  onError?: (error: Error) => void
}

/** The statements that run hundreds of times a second begin with their name in a comment. */
const NAMED = /^\s*\/\* ([a-z-]+) \*\//

/**
 * A client that has PostgreSQL keep the named statements parsed and planned: for a batch of thirty rows that
 * is a third of the work. A COPY takes its rows from its parameter. Everything else goes as it is.
 */
class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's own overloads
  override query(...args: any[]): any {
    const [text, values, ...rest] = args
    if (isCopyIn(text)) return runCopyIn((stream) => super.query(stream), text, values[0])
    const name = typeof text === 'string' ? NAMED.exec(text)?.[1] : undefined
    // biome-ignore lint/suspicious/noExplicitAny: the driver's own overloads
    const query = super.query as (...args: any[]) => any
    return name === undefined ? query.apply(this, args) : query.call(this, { name, text, values }, ...rest)
  }
}

/**
 * Every statement of the program looks rows up by their keys, a few hundred at most. Planned by the estimates for
 * a table that was just filled, or for a limit that is not known yet, a claim read and sorted the whole queue and
 * joined it with all messages: 47 ms in place of 2 for 20,000 rows, and worse with each more.
 */
const BY_KEYS = ['hashjoin', 'mergejoin', 'seqscan', 'bitmapscan']
  .map((node) => `-c enable_${node}=off`)
  .join(' ')

/** Opens a pool. `destroy()` on the answer closes it. */
export const createDatabase = ({ connectionString, max = 12, onError }: DatabaseOptions): Database => {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString,
    max,
    connectionTimeoutMillis: 5_000,
    application_name: 'masa',
    options: BY_KEYS,
  })
  survivePool(pool, (error) => onError?.(error))
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}

/**
 * Keeps the program alive when connections break. The pool listens to its idle clients alone; one that breaks
 * while a statement runs would end the program by its event, although the statement's own rejection says it all.
 */
export const survivePool = (pool: pg.Pool, onError: (error: Error) => void): void => {
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', () => undefined))
}

/** Classes 08 (connection), 53 (resources), 57P (operator intervention), and the socket's own codes. */
const AWAY = /^(08...|53...|57P..|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|EAI_AGAIN)$/

/** True for an error that says the database is away or starting, so that trying later makes sense. */
export const isDatabaseAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string' && AWAY.test(code)) return true
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway)
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/.test(
    error.message,
  )
}

/** Serialisation failure, and deadlock. */
const CONTENDED = /^(40001|40P01)$/

/** A server that is about to hand over to another. */
const READ_ONLY = '25006'

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code)

/** True for an error that says that another transaction was first: the same may succeed at once. */
export const isContended = (error: unknown): boolean => CONTENDED.test(codeOf(error))

/** True for an error that has nothing to do with what was asked: the same may succeed a moment later. */
export const isPassing = (error: unknown): boolean =>
  isDatabaseAway(error) || isContended(error) || codeOf(error) === READ_ONLY

/** An error for work that has to be done again from its start, since what it had read has changed. */
export const contended = (message: string): Error => Object.assign(new Error(message), { code: '40001' })
