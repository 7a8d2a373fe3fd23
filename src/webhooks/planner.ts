import type { Database } from '../database/database.ts'
import { startFollower } from '../events/follower.ts'
import type { EventTail } from '../events/tail.ts'
import { isTold, planDeliveries } from './plan.ts'

type Options = {
  database: Database
  tail: EventTail
  log: { error(fields: object, message: string): void }
  now: () => number
  /** Told which endpoints have something new, when it is committed. */
  onPlanned: (endpointIds: number[]) => void
}

/** Follows the log of events and plans what is to be delivered of it. */
export const startPlanner = ({ now, onPlanned, ...follow }: Options): { stop(): Promise<void> } => {
  let planned: number[] = []
  return startFollower({
    ...follow,
    name: 'webhooks',
    isWanted: isTold,
    apply: async (tx, events) => {
      planned = await planDeliveries(tx, events, new Date(now()))
    },
    onApplied: () => onPlanned(planned),
  })
}
