import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from './database.ts'

type Log = { warn(fields: object, message: string): void }

const LOOK_EVERY_MS = 2_000
/** What a table may have before it is looked at: for a few rows any plan will do. */
const SMALL_PAGES = 2
const SMALL_ROWS = 200

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

/** Looks once at all tables that have grown. */
export const refreshStatistics = async (database: Database): Promise<void> => {
  for (const table of await listGrown(database)) await analyze(database, table)
}

/** For what was stored in masses a moment ago: PostgreSQL counts the rows of others up to ten seconds late. */
export const analyze = async (database: Database, table: string): Promise<void> => {
  await sql`analyze ${sql.table(table)}`.execute(database)
}

/**
 * Tables of at least twice the pages or rows that PostgreSQL has seen of them: a look while many rows were being stored
 * has seen their pages, and none of them.
 */
const listGrown = async (database: Database): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    join pg_stat_user_tables s on s.relid = c.oid
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and (
      pg_relation_size(c.oid) >= 2 * greatest(c.relpages, ${SMALL_PAGES}) * current_setting('block_size')::bigint
      or s.n_live_tup >= 2 * greatest(c.reltuples, ${SMALL_ROWS}))
    order by c.relname`.execute(database)
  return rows.map(({ name }) => name)
}
