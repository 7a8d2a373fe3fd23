import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type Database, isContended, type Tx } from '../database/database.ts'
import { createWakeUp } from '../wake-up.ts'
import type { LogEvent } from './event.ts'
import type { EventTail } from './tail.ts'

type Options = {
  /** Names its place in the log. */
  name: string
  database: Database
  tail: EventTail
  log: { error(fields: object, message: string): void }
  /** False for events that `apply` would pass over: where there are no others, no transaction is made for them. */
  isWanted: (event: LogEvent) => boolean
  /** Does what the events ask for, in the transaction that also notes how far the log has been followed. */
  apply: (tx: Tx, events: LogEvent[]) => Promise<void>
  /** Called when that is committed. */
  onApplied?: (() => void) | undefined
  batchSize?: number
  /**
   * Rests so many times as long as it worked, for what can wait: thousands of messages a second would have to
   * share the processors with what is noted about them. Batches grow instead.
   */
  restFactor?: number
}

/**
 * Follows the log for good: what it does of an event happens once, whatever dies in between. One process at a
 * time is at it; the others find the place locked and look again later.
 */
export const startFollower = (options: Options): { stop(): Promise<void> } => {
  const { name, database, tail, log, isWanted, apply, onApplied } = options
  const { batchSize = 500, restFactor = 0 } = options
  const wakeUp = createWakeUp()
  const unsubscribe = tail.subscribe(wakeUp.ring)
  const stopping = new AbortController()
  /** Up to there nothing is left to do, for not asking the database in vain. */
  let reached = -1

  const begin = async (): Promise<void> => {
    await tail.ready
    await database
      .insertInto('event_followers')
      .values({ name, last_id: '0' })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  /** Goes on past what nobody wants, without noting it: whoever begins anew passes over it again. */
  const passOver = async (): Promise<number> => {
    const position = tail.position()
    const events = await tail.read(reached, batchSize)
    if (events.some(isWanted)) return 0
    reached = events.length < batchSize ? position : events.at(-1)!.id
    return events.length
  }

  const step = (): Promise<number> =>
    database.transaction().execute(async (tx) => {
      const position = tail.position()
      const place = await lockPlace(tx, name)
      if (place === undefined) return 0
      const events = await tail.read(Math.max(place, reached), batchSize)
      if (events.length > 0) {
        await apply(tx, events)
        await movePlace(tx, name, events.at(-1)!.id)
      }
      reached = events.length < batchSize ? position : events.at(-1)!.id
      return events.length
    })

  const rest = async (ms: number): Promise<void> => {
    if (ms > 0) await sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined)
  }

  const run = async (): Promise<void> => {
    let isBegun = false
    while (!stopping.signal.aborted) {
      wakeUp.clear()
      let waitMs = 1_000
      try {
        if (!isBegun) await begin()
        isBegun = true
        const passed = reached < 0 ? 0 : await passOver()
        const startedAt = performance.now()
        const applied = tail.position() > reached ? await step() : 0
        if (applied > 0) {
          onApplied?.()
          await rest((performance.now() - startedAt) * restFactor)
        }
        if (Math.max(passed, applied) === batchSize) waitMs = 0
      } catch (error) {
        if (isContended(error)) waitMs = 20
        else log.error({ err: error, name }, 'Could not follow the log of events; trying again')
      }
      await wakeUp.wait(waitMs)
    }
  }

  const running = run()
  return {
    stop: async () => {
      stopping.abort()
      unsubscribe()
      wakeUp.ring()
      await running
    },
  }
}

/** The place of the follower, locked; undefined while another process is at it. */
const lockPlace = async (tx: Tx, name: string): Promise<number | undefined> => {
  const { rows } = await sql<{ last_id: string }>`/* lock-follower */
    select last_id from event_followers where name = ${name} for update skip locked`.execute(tx)
  return rows[0] && Number(rows[0].last_id)
}

const movePlace = async (tx: Tx, name: string, lastId: number): Promise<void> => {
  await sql`/* move-follower */ update event_followers set last_id = ${lastId} where name = ${name}`.execute(
    tx,
  )
}
