import { setTimeout as sleep } from 'node:timers/promises'
import { type Batcher, createBatcher } from '../database/batcher.ts'
import { type Database, isPassing } from '../database/database.ts'
import { OWN_ERRORS } from '../messages/own-errors.ts'
import { type Settlement, settleMessages } from './settle.ts'

type Options = {
  database: Database
  log: { error(fields: object, message: string): void }
  /** Their numbers may have more to send: a person's line has moved on. */
  onSettled: (integrationIds: number[]) => void
}

/** Tries of a settlement that the database refuses for its own sake, before it is noted as *unknown*. */
const MAX_REFUSALS = 3

/**
 * Writes down what became of messages, those that wait together at once. An answer of Meta's must not be lost
 * because the database is away: it is kept and written later. While it waits it holds its place among the
 * requests in flight, so that nothing more is claimed.
 */
export const createSettler = ({ database, log, onSettled }: Options): Batcher<Settlement, void> => {
  const settle = async (settlements: Settlement[]): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await settleMessages(
          database,
          attempt > MAX_REFUSALS ? settlements.map(asUnknown) : settlements,
        )
      } catch (error) {
        const isRefused = !isPassing(error)
        if (!isRefused) attempt = 0
        log.error({ err: error, count: settlements.length }, 'Could not settle messages; trying again')
        // One that the database refuses must not hold up its neighbours.
        if (isRefused && settlements.length > 1) return settleApart(settlements)
        await sleep(attempt === 0 ? 250 : Math.min(5_000, 50 * 2 ** attempt))
      }
    }
  }
  const settleApart = async (settlements: Settlement[]): Promise<void> => {
    for (const one of settlements) await settle([one])
  }
  return createBatcher(
    async (settlements) => {
      await settle(settlements)
      onSettled(settlements.map(({ integrationId }) => integrationId))
      return settlements.map(() => undefined)
    },
    { concurrency: 1, maxWeight: 500, linger: { count: 64, ms: 4 } },
  )
}

/** What is left of an outcome that cannot be stored: the message was tried, and more is not known of it here. */
const asUnknown = ({ integrationId, priority, number, id, attempts }: Settlement): Settlement => ({
  integrationId,
  priority,
  number,
  id,
  attempts,
  end: 'unknown',
  error: {
    ...OWN_ERRORS.outcomeUnknown,
    details: `${OWN_ERRORS.outcomeUnknown.details} (what came of it could not be stored)`,
  },
})
