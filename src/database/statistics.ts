import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from './database.ts'

type Log = { warn(fields: object, message: string): void }

const LOOK_EVERY_MS = 2_000
/** Pages that a table may have before it is looked at: for a few rows any plan will do. */
const SMALL_PAGES = 2

/**
 * Has PostgreSQL look anew at tables that have doubled since it last did. Its own watch comes once a minute and when
 * nothing else is to do: a table that a first large send fills has until then the plans of an empty one, which read
 * it whole for each row (docs/decisions/0007).
 */
export const startStatisticsKeeper = (database: Database, log: Log): { stop(): Promise<void> } => {
  const stopping = new AbortController()
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await refreshStatistics(database)
      } catch (error) {
        log.warn({ err: error }, 'Could not refresh the statistics of the database; trying again')
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

/** To be called also before the first use of what was just stored in masses. */
export const refreshStatistics = async (database: Database): Promise<void> => {
  for (const table of await listGrown(database)) await sql`analyze ${sql.table(table)}`.execute(database)
}

/** Tables of at least twice the pages that PostgreSQL has seen of them. */
const listGrown = async (database: Database): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace
      and pg_relation_size(oid) >= 2 * greatest(relpages, ${SMALL_PAGES}) * current_setting('block_size')::bigint
    order by relname`.execute(database)
  return rows.map(({ name }) => name)
}
