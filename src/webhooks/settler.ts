import { setTimeout as sleep } from 'node:timers/promises'
import { type Batcher, createBatcher } from '../database/batcher.ts'
import { type Database, isPassing } from '../database/database.ts'
import { type EndpointNotice, type Settlement, settleAttempts } from './settle.ts'

type Options = {
  database: Database
  processNumber: number
  log: { error(fields: object, message: string): void }
  onNotices: (notices: EndpointNotice[]) => void
  /** True when the program stops: what cannot be written then is done again by whoever finds the claim. */
  isStopping: () => boolean
}

/**
 * Writes down what came of attempts, those that wait together at once. While the database is away it is kept:
 * an attempt that is forgotten is made again.
 */
export const createSettler = (options: Options): Batcher<Settlement, void> => {
  const { database, processNumber, log, onNotices, isStopping } = options

  const settle = async (settlements: Settlement[]): Promise<void> => {
    for (let waitMs = 50; ; waitMs = Math.min(5_000, waitMs * 2)) {
      try {
        const notices = await settleAttempts(database, processNumber, settlements)
        if (notices.length > 0) onNotices(notices)
        return
      } catch (error) {
        log.error({ err: error, count: settlements.length }, 'Could not settle deliveries; trying again')
        if (isStopping()) return
        // One that the database refuses must not hold up its neighbours.
        if (!isPassing(error) && settlements.length > 1) return settleApart(settlements)
        await sleep(waitMs)
      }
    }
  }
  const settleApart = async (settlements: Settlement[]): Promise<void> => {
    await Promise.all(settlements.map((one) => settle([one])))
  }
  return createBatcher(
    async (settlements) => {
      await settle(settlements)
      return settlements.map(() => undefined)
    },
    { concurrency: 2, maxWeight: 500, linger: { count: 64, ms: 4 } },
  )
}
