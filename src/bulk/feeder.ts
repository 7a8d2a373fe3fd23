import type { Database } from '../database/database.ts'
import { analyze } from '../database/statistics.ts'
import type { IntegrationDirectory } from '../integrations/directory.ts'
import { createWakeUp } from '../wake-up.ts'
import { feedNumber } from './feed.ts'
import { listOpenSends, nextStep, type OpenSend, takeStep } from './open-sends.ts'

type Options = {
  database: Database
  directory: IntegrationDirectory
  log: { info(fields: object, message: string): void; error(fields: object, message: string): void }
  /** Told when a number has something new in its queue. */
  onFed: (integrationIds: number[]) => void
  /** Told when events were appended to the log. */
  onAppended: () => void
}

export type Feeder = {
  /** There may be something to feed. */
  wake(): void
  stop(): Promise<void>
}

/** Recipients from which on PostgreSQL's plans matter. */
const LARGE = 1_000

/** From look to look while something is running: several within what the queue holds of a number's pace. */
const FEED_EVERY_MS = 250
/** While nothing runs: for what other processes started, what is to start, and numbers that come back. */
const POLL_MS = 1_000

/** Takes bulk sends into the queue at the pace of their numbers. Any number of processes may do it beside each other. */
export const startFeeder = ({ database, directory, log, onFed, onAppended }: Options): Feeder => {
  const wakeUp = createWakeUp()
  let isStopped = false
  /** Large sends that this process has met. */
  const met = new Set<number>()

  /** The first look at a hundred thousand new rows would be planned for the few that were there before. */
  const prepare = async ({ id, planned }: OpenSend): Promise<void> => {
    if (planned < LARGE || met.has(id)) return
    await analyze(database, 'bulk_recipients')
    met.add(id)
  }

  /** Answers whether something is running. */
  const look = async (): Promise<boolean> => {
    const running = new Set<number>()
    for (const send of await listOpenSends(database)) {
      const step = nextStep(send)
      if (step && (await takeStep(database, send, step))) {
        if (step.do === 'pause')
          log.info(
            { integration_id: send.integration_id, bulk_id: send.id, reason: step.reason },
            'A bulk send was paused',
          )
        onAppended()
      }
      if (send.status !== 'running' && !step) continue
      running.add(send.integration_id)
      await prepare(send)
    }
    for (const id of running) {
      const integration = await directory.find(id)
      if (isStopped || integration?.status !== 'activated') continue
      if ((await feedNumber(database, integration)) === 0) continue
      onFed([id])
      onAppended()
    }
    return running.size > 0
  }

  const run = async (): Promise<void> => {
    while (!isStopped) {
      wakeUp.clear()
      let waitMs = POLL_MS
      try {
        if (await look()) waitMs = FEED_EVERY_MS
      } catch (error) {
        log.error({ err: error }, 'Could not feed bulk sends; trying again')
      }
      await wakeUp.wait(waitMs)
    }
  }

  const running = run()
  return {
    wake: wakeUp.ring,
    stop: async () => {
      isStopped = true
      wakeUp.ring()
      await running
    },
  }
}
