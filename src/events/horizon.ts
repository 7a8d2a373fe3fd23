import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** Tells how far the log may be read so that no event is skipped. */
export type Horizon = {
  /**
   * `upTo`: the highest id of which this and all lower ones are decided, committed and visible or never to come.
   * `isOpen`: transactions are still running that may have drawn higher ones.
   */
  advance(): Promise<{ upTo: number; isOpen: boolean }>
}

/**
 * Ids drawn inside transactions become visible out of order. A transaction locks the table before it draws an id,
 * and lets go when it has ended and can be seen: ids up to the last one drawn are decided once every transaction
 * that held the lock after that has gone. The two are read in this order, by two statements.
 *
 * `pg_snapshot_xmin` would tell the same for less, but counts the transactions of all databases of the server: a
 * report that somebody runs for an hour in another one would hold up every webhook here.
 */
export const createHorizon = (database: Database): Horizon => {
  let upTo = 0
  /** The last id drawn at an earlier look, and who was writing then. */
  let waiting: { lastId: number; writers: string[] } | undefined

  return {
    advance: async () => {
      const lastId = await selectLastId(database)
      const writers = await listWriters(database)
      if (waiting?.writers.every((one) => !writers.has(one))) {
        upTo = waiting.lastId
        waiting = undefined
      }
      if (writers.size === 0) {
        upTo = lastId
        waiting = undefined
      } else if (lastId > upTo) waiting ??= { lastId, writers: [...writers] }
      return { upTo, isOpen: waiting !== undefined }
    },
  }
}

const selectLastId = async (database: Database): Promise<number> => {
  const { rows } = await sql<{ last_id: string }>`/* last-event-id */
    select case when is_called then last_value else last_value - 1 end as last_id from events_id_seq`.execute(
    database,
  )
  return Number(rows[0]!.last_id)
}

/** The transactions that have stored events, or are about to, and have not ended. */
const listWriters = async (database: Database): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ writer: string }>`/* list-event-writers */
    select virtualtransaction as writer from pg_locks
    where locktype = 'relation' and relation = 'events'::regclass and mode = 'RowExclusiveLock'
      and database = (select oid from pg_database where datname = current_database())`.execute(database)
  return new Set(rows.map(({ writer }) => writer))
}
