import type { Database } from '../database/database.ts'
import { expireMessages, markOrphansUnknown, settleLongUnknown, type UnknownPolicy } from './reconcile.ts'

type Options = {
  database: Database
  processNumber: number
  unknownPolicy: UnknownPolicy
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void }
  /** How often: expiry is looked at each time, orphans every fifth, long *unknown* every sixtieth. */
  everyMs?: number
}

/** Looks after what nobody else ends: expired, orphaned and long *unknown* messages. */
export const startReconciler = (options: Options): { stop(): Promise<void> } => {
  const { database, processNumber, unknownPolicy, log, everyMs = 1_000 } = options
  let turn = 0
  let running: Promise<void> = Promise.resolve()

  const look = async (): Promise<void> => {
    await expireMessages(database)
    if (turn % 5 === 0) {
      const orphans = await markOrphansUnknown(database, processNumber)
      if (orphans > 0) log.warn({ count: orphans }, 'Messages of a process that died are unknown now')
    }
    if (turn % 60 === 0) await settleLongUnknown(database, unknownPolicy)
    turn += 1
  }

  let isRunning = false
  const tick = (): void => {
    if (isRunning) return
    isRunning = true
    running = look()
      .catch((error) => log.error({ err: error }, 'Could not look after messages; trying again'))
      .finally(() => {
        isRunning = false
      })
  }
  tick()
  const timer = setInterval(tick, everyMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
