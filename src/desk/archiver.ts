import { type Database, isContended } from '../database/database.ts'
import { createWakeUp } from '../wake-up.ts'
import { archiveChats } from './archive.ts'

type Options = {
  database: Database
  log: { error(fields: object, message: string): void }
  /** Events were appended to the log. */
  onAppended: () => void
}

const BATCH = 200
/** Nothing else tells that time has passed. */
const EVERY_MS = 1_000

/** Looks each second for chats whose time is over; any number of processes may. */
export const startArchiver = ({ database, log, onAppended }: Options) => {
  const wakeUp = createWakeUp()
  let isStopped = false
  const run = async (): Promise<void> => {
    while (!isStopped) {
      wakeUp.clear()
      let waitMs = EVERY_MS
      try {
        const count = await archiveChats(database, BATCH)
        if (count > 0) onAppended()
        if (count === BATCH) waitMs = 0
      } catch (error) {
        if (!isContended(error))
          log.error({ err: error }, 'Could not archive chats whose time is over; trying again')
      }
      await wakeUp.wait(waitMs)
    }
  }
  const running = run()
  return {
    wake: wakeUp.ring,
    stop: async (): Promise<void> => {
      isStopped = true
      wakeUp.ring()
      await running
    },
  }
}
