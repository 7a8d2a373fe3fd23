import type { Database } from '../database/database.ts'
import type { Bell } from '../processes/bell.ts'
import { createWakeUp } from '../wake-up.ts'
import type { LogEvent } from './event.ts'
import { createHorizon } from './horizon.ts'
import { listEvents } from './queries.ts'

type Options = {
  database: Database
  bell: Bell
  log: { error(fields: object, message: string): void }
  /** How often to look for what other processes appended. */
  pollMs?: number
}

/** The log up to its end, for all in this process who follow it: the newest events are read once and kept. */
export type EventTail = {
  /** All events up to this id can be read. 0 until `ready`. */
  position(): number
  ready: Promise<void>
  /** What comes after an id, ascending, `limit` at most: without gap or double for whoever goes on from the last. */
  read(after: number, limit: number): Promise<LogEvent[]>
  /** Calls `listener` whenever there is more to read. The answer ends it. */
  subscribe(listener: () => void): () => void
  stop(): Promise<void>
}

/** Events of one read. */
const BATCH = 1_000
/** Those kept in memory, some 3 MB. */
const KEPT = 5_000
/** From one look to the next while transactions are open: doubled each time, up to the poll. */
const OPEN_MS = 2

export const startEventTail = ({ database, bell, log, pollMs = 500 }: Options): EventTail => {
  const listeners = new Set<() => void>()
  const horizon = createHorizon(database)
  const wakeUp = createWakeUp()
  const unsubscribe = bell.subscribe(wakeUp.ring)
  /** The newest events without gap: all there are after `keptAfter`. */
  let kept: LogEvent[] = []
  let keptAfter = 0
  let position = 0
  let isStopped = false
  const { promise: ready, resolve: becomeReady } = Promise.withResolvers<void>()

  const keep = (events: LogEvent[]): void => {
    kept.push(...events)
    if (kept.length < 2 * KEPT) return
    kept = kept.slice(-KEPT)
    keptAfter = kept[0]!.id - 1
  }

  const begin = async (): Promise<void> => {
    position = (await horizon.advance()).upTo
    keptAfter = position
    becomeReady()
  }

  /** Answers how long to wait for the next look; `openMs` is how long the last one was waited for in doubt. */
  const look = async (openMs: number): Promise<{ waitMs: number; openMs: number }> => {
    const { upTo, isOpen } = await horizon.advance()
    if (upTo > position) {
      const events = await listEvents(database, { after: position, upTo, limit: BATCH })
      keep(events)
      position = events.length < BATCH ? upTo : events.at(-1)!.id
      for (const listener of listeners) listener()
      if (position < upTo) return { waitMs: 0, openMs: OPEN_MS }
      return isOpen ? { waitMs: OPEN_MS, openMs: OPEN_MS } : { waitMs: pollMs, openMs: OPEN_MS }
    }
    return isOpen
      ? { waitMs: Math.min(openMs, pollMs), openMs: openMs * 2 }
      : { waitMs: pollMs, openMs: OPEN_MS }
  }

  const run = async (): Promise<void> => {
    let isBegun = false
    let openMs = OPEN_MS
    while (!isStopped) {
      wakeUp.clear()
      let waitMs = 0
      try {
        if (isBegun) ({ waitMs, openMs } = await look(openMs))
        else await begin()
        isBegun = true
      } catch (error) {
        log.error({ err: error }, 'Could not read the log of events; trying again')
        waitMs = 1_000
      }
      await wakeUp.wait(waitMs)
    }
    // A stop before the first look must not leave anybody waiting.
    becomeReady()
  }

  const running = run()
  return {
    position: () => position,
    ready,
    read: async (after, limit) => {
      if (after < keptAfter) return listEvents(database, { after, upTo: position, limit })
      const first = findPlace(kept, after)
      return kept.slice(first, first + limit)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: async () => {
      isStopped = true
      unsubscribe()
      wakeUp.ring()
      await running
    },
  }
}

/** The place of the first event after an id, by halving: followers ask for each batch. */
const findPlace = (events: LogEvent[], after: number): number => {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (events[middle]!.id > after) high = middle
    else low = middle + 1
  }
  return low
}
