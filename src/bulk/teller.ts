import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { isOfNumber, type LogEvent } from '../events/event.ts'
import { startFollower } from '../events/follower.ts'
import type { EventTail } from '../events/tail.ts'
import { createWakeUp } from '../wake-up.ts'
import { tellSend } from './change.ts'
import { countRecipientsOf } from './count.ts'
import type { BulkKey } from './queries.ts'
import { type BulkStatus, isOver } from './states.ts'

type Options = {
  database: Database
  tail: EventTail
  log: { error(fields: object, message: string): void }
  /** Told when events were appended to the log. */
  onAppended: () => void
}

/** From one telling of a send to the next. */
const TELL_EVERY_MS = 1_000
/** Counting takes a part of the time at most, however many recipients there are. */
const REST_FACTOR = 9
const LONGEST_REST_MS = 10_000

/**
 * Tells what becomes of bulk sends, each once a second at most, and notices when one is done. What there is to tell
 * follows from the log: a mark on the send that outlives the process.
 */
export const startTeller = ({ database, tail, log, onAppended }: Options): { stop(): Promise<void> } => {
  const wakeUp = createWakeUp()
  let isStopped = false
  const follower = startFollower({
    database,
    tail,
    log,
    name: 'bulk sends',
    batchSize: 1_000,
    restFactor: 2,
    isWanted: isOfBulk,
    apply: markChanged,
  })

  /** Answers how long to wait for the next look. */
  const look = async (): Promise<number> => {
    const changed = await listChanged(database)
    const startedAt = performance.now()
    for (const key of changed) if (await tellChanged(database, key)) onAppended()
    const restMs = Math.min((performance.now() - startedAt) * REST_FACTOR, LONGEST_REST_MS)
    return Math.max(TELL_EVERY_MS, restMs)
  }

  const run = async (): Promise<void> => {
    while (!isStopped) {
      let waitMs = TELL_EVERY_MS
      try {
        waitMs = await look()
      } catch (error) {
        log.error({ err: error }, 'Could not tell of bulk sends; trying again')
      }
      await wakeUp.wait(waitMs)
    }
  }

  const running = run()
  return {
    stop: async () => {
      isStopped = true
      wakeUp.ring()
      await Promise.all([follower.stop(), running])
    },
  }
}

const isOfBulk = ({ type, data }: LogEvent): boolean =>
  type === 'message.status' && typeof data['bulk_id'] === 'number'

/**
 * In one order, as everywhere. Those that are marked already, too: whoever counts one at this moment may have looked
 * before the events came, and takes the mark away when it has counted.
 */
const markChanged = async (tx: Tx, events: LogEvent[]): Promise<void> => {
  const keys = keysOf(events)
  if (keys.length === 0) return
  await sql`/* mark-bulk-changed */
    with marked as (
      select b.integration_id, b.id
      from json_to_recordset(${JSON.stringify(keys)}::json) as row (i integer, b integer)
      join bulk_sends b on b.integration_id = row.i and b.id = row.b
      order by b.integration_id, b.id
      for update of b
    )
    update bulk_sends b set is_changed = true from marked
    where b.integration_id = marked.integration_id and b.id = marked.id`.execute(tx)
}

const keysOf = (events: LogEvent[]): { i: number; b: number }[] => {
  const keys = new Map<number, number>()
  for (const { integrationId, data } of events.filter(isOfBulk).filter(isOfNumber))
    keys.set(Number(data['bulk_id']), integrationId)
  return [...keys].map(([b, i]) => ({ i, b }))
}

const listChanged = async (database: Database): Promise<BulkKey[]> => {
  const { rows } = await sql<BulkKey>`/* list-changed-bulk */
    select integration_id as "integrationId", id as "bulkId" from bulk_sends
    where is_changed and told_at <= now() - make_interval(secs => ${TELL_EVERY_MS / 1_000})
    order by integration_id, id`.execute(database)
  return rows
}

/** False when another process is at it. */
const tellChanged = (database: Database, key: BulkKey): Promise<boolean> =>
  database.transaction().execute(async (tx) => {
    const { rows } = await sql<{ status: BulkStatus; paused_reason: string | null }>`
      select status, paused_reason from bulk_sends
      where integration_id = ${key.integrationId} and id = ${key.bulkId} and is_changed
      for update skip locked`.execute(tx)
    const send = rows[0]
    if (!send) return false
    const counts = await countRecipientsOf(tx, key)
    const isDone = (send.status === 'running' || send.status === 'paused') && isOver(counts)
    const status = isDone ? 'done' : send.status
    await tx
      .updateTable('bulk_sends')
      .set({
        is_changed: false,
        told_at: sql<Date>`clock_timestamp()`,
        ...(isDone && { status, paused_by: null, paused_reason: null, finished_at: sql<Date>`now()` }),
      })
      .where('integration_id', '=', key.integrationId)
      .where('id', '=', key.bulkId)
      .execute()
    await tellSend(tx, key, status, isDone ? null : send.paused_reason, counts)
    return true
  })
