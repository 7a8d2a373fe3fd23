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
 * that held the lock after that has gone.
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
      const { lastId, writers } = await look(database)
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

/**
 * The last id drawn, and the transactions that have stored events, or are about to, and have not ended: read in this
 * order, since the second is asked for each row of the first.
 */
const look = async (database: Database): Promise<{ lastId: number; writers: ReadonlySet<string> }> => {
  const { rows } = await sql<{ last_id: string; writers: string[] | null }>`/* look-at-events */
    select drawn.last_id, (
      select array_agg(virtualtransaction) from pg_locks
      where drawn.last_id is not null and locktype = 'relation' and relation = 'events'::regclass
        and mode = 'RowExclusiveLock'
        and database = (select oid from pg_database where datname = current_database())) as writers
    from (
      select case when is_called then last_value else last_value - 1 end as last_id from events_id_seq
    ) drawn`.execute(database)
  return { lastId: Number(rows[0]!.last_id), writers: new Set(rows[0]!.writers) }
}
