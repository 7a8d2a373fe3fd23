import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, isContended } from '../database/database.ts'
import type { EventTail } from '../events/tail.ts'
import { createWakeUp } from '../wake-up.ts'
import { giveOutChats, MOST_GIVEN } from './give-out.ts'

type Options = {
  database: Database
  tail: EventTail
  log: { error(fields: object, message: string): void }
  /** Events were appended to the log. */
  onAppended: () => void
}

/** For what is in no event, such as a number that somebody is given. */
const POLL_MS = 5_000
/** From one look to the next, however much happens: the log rings at each message's every step. */
const REST_MS = 200

/**
 * Gives out chats by themselves. That a chat waits is what it is: there is nothing to follow and nothing to lose, the
 * log only says when to look.
 */
export const startAssigner = ({ database, tail, log, onAppended }: Options): { stop(): Promise<void> } => {
  const wakeUp = createWakeUp()
  const unsubscribe = tail.subscribe(wakeUp.ring)
  const stopping = new AbortController()

  /** Answers how long to rest, and to wait for a ring after that. */
  const look = async (): Promise<number> => {
    const count = await giveOutChats(database)
    if (count > 0) onAppended()
    return count === MOST_GIVEN ? 0 : POLL_MS
  }

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      wakeUp.clear()
      let waitMs = POLL_MS
      try {
        waitMs = await look()
      } catch (error) {
        if (!isContended(error)) log.error({ err: error }, 'Could not give out chats; trying again')
        waitMs = 1
      }
      await sleep(waitMs === 0 ? 0 : REST_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
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
