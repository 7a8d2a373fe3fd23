import pg from 'pg'
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible'
import { survivePool } from './database/database.ts'

/** Counts by name that all processes on one database share. */
export type SharedLimits = {
  /** `points` for each key in so many seconds, by default a minute; keys are 200 characters at most. */
  create(name: string, points: number, seconds?: number): RateLimiterPostgres
  stop(): Promise<void>
}

/** Connections: counting must not take those that accepting needs, nor wait for them. */
const CONNECTIONS = 2
/** After this long a process counts by itself. */
const PATIENCE_MS = 2_000

/**
 * While the database is away each process counts by itself: the limit is then one for each of them, and none is without.
 * A key that has used up its points is refused from memory until the minute is over.
 */
export const createSharedLimits = (connectionString: string): SharedLimits => {
  const pool = new pg.Pool({
    connectionString,
    max: CONNECTIONS,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    application_name: 'masa limits',
  })
  // What breaks is told by whoever needs the database for more than counting.
  survivePool(pool, () => undefined)
  return {
    create: (name, points, seconds = 60) =>
      new RateLimiterPostgres({
        storeClient: pool,
        storeType: 'pool',
        // Made by a migration, swept by the hourly clean-up.
        tableName: 'rate_limits',
        tableCreated: true,
        clearExpiredByTimeout: false,
        keyPrefix: name,
        points,
        duration: seconds,
        inMemoryBlockOnConsumed: points,
        insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }),
      }),
    stop: () => pool.end(),
  }
}
