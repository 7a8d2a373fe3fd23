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
  /** Looks whether there is anything to do about wanted ones, where most of them turn out to ask for nothing. */
  hasWork?: (events: LogEvent[]) => Promise<boolean>
  /** Does what the events ask for, in the transaction that also notes how far the log has been followed. */
  apply: (tx: Tx, events: LogEvent[]) => Promise<void>
  /** Called when that is committed. */
  onApplied?: (() => void) | undefined
  batchSize?: number
  /** So many that ask for nothing are passed over until it is noted: whoever begins anew passes over them again. */
  noteAfter?: number
  /**
   * Rests so many times as long as it worked, for what can wait: thousands of messages a second would have to
   * share the processors with what is noted about them. Batches grow instead.
   */
  restFactor?: number
}

/** From one look to the next where nobody rings. */
const LOOK_MS = 1_000
/** Another transaction stood in the way. */
const CONTENDED_MS = 20
/** Another process holds the place, or has moved it: it does what there is to do, if it lives. */
const TAKEN_MS = 100

/**
 * Follows the log for good: what it does of an event happens once, whatever dies in between. One process at a
 * time is at it; the others find the place taken and look again later.
 */
export const startFollower = (options: Options): { stop(): Promise<void> } => {
  const { name, database, tail, log, isWanted, hasWork = async () => true, apply, onApplied } = options
  const { batchSize = 500, noteAfter = 10_000, restFactor = 0 } = options
  const wakeUp = createWakeUp()
  const unsubscribe = tail.subscribe(wakeUp.ring)
  const stopping = new AbortController()
  /** How far it is noted that the log was followed, by whatever process; undefined when that has to be looked up. */
  let noted: number | undefined
  /** Up to there nothing is left to do. */
  let reached = 0

  const lookUp = async (): Promise<number> => {
    await tail.ready
    const place = await findPlace(database, name)
    reached = Math.max(reached, place)
    return place
  }

  /** Does the next events. Answers how long to wait for more, and how long it worked. */
  const step = async (): Promise<{ waitMs: number; workedMs: number }> => {
    noted ??= await lookUp()
    const position = tail.position()
    const events = await tail.read(reached, batchSize)
    const last = events.at(-1)?.id ?? reached
    const startedAt = performance.now()
    const wanted = events.filter(isWanted)
    const isApplied = wanted.length > 0 && (await hasWork(wanted))
    if (isApplied || last - noted > noteAfter) {
      if (!(await moveOn(noted, last, isApplied ? events : []))) return { waitMs: TAKEN_MS, workedMs: 0 }
      noted = last
    }
    reached = Math.max(last, events.length < batchSize ? position : last)
    if (isApplied) onApplied?.()
    return {
      waitMs: events.length < batchSize ? LOOK_MS : 0,
      workedMs: isApplied ? performance.now() - startedAt : 0,
    }
  }

  /** False when another process was there first: then nothing is done. */
  const moveOn = async (from: number, to: number, events: LogEvent[]): Promise<boolean> => {
    // Unknown as long as it is not known to be committed.
    noted = undefined
    if (events.length === 0) return movePlace(database, name, from, to)
    return database.transaction().execute(async (tx) => {
      const isOurs = await movePlace(tx, name, from, to)
      if (isOurs) await apply(tx, events)
      return isOurs
    })
  }

  const rest = async (ms: number): Promise<void> => {
    if (ms > 0) await sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined)
  }

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      wakeUp.clear()
      let waitMs = LOOK_MS
      try {
        const { workedMs, ...next } = await step()
        waitMs = next.waitMs
        await rest(workedMs * restFactor)
      } catch (error) {
        if (isContended(error)) waitMs = CONTENDED_MS
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

/** The place of the follower, made at its very first look. */
const findPlace = async (database: Database, name: string): Promise<number> => {
  const find = () =>
    database.selectFrom('event_followers').select('last_id').where('name', '=', name).executeTakeFirst()
  const known = await find()
  if (known) return Number(known.last_id)
  await database
    .insertInto('event_followers')
    .values({ name, last_id: '0' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return Number((await find())!.last_id)
}

/** Takes the place and moves it. False when another process holds it, or has moved it. */
const movePlace = async (database: Database, name: string, from: number, to: number): Promise<boolean> => {
  const { rows } = await sql`/* move-follower */
    update event_followers f set last_id = ${to}
    from (
      select name from event_followers where name = ${name} and last_id = ${from} for update skip locked
    ) place
    where f.name = place.name
    returning f.name`.execute(database)
  return rows.length > 0
}
