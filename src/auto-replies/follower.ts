import type { Database } from '../database/database.ts'
import { startFollower } from '../events/follower.ts'
import type { EventTail } from '../events/tail.ts'
import { answerMessages, isAsked, listAnswering } from './answer.ts'

type Options = {
  database: Database
  tail: EventTail
  log: { error(fields: object, message: string): void }
  /** Messages of these numbers are to be sent, and events were appended to the log. */
  onStored: (integrationIds: number[]) => void
}

/** Follows the log for what customers write, and answers what a number answers by itself. */
export const startAutoReplies = ({ onStored, ...options }: Options) => {
  let numbers: number[] = []
  return startFollower({
    ...options,
    name: 'auto replies',
    batchSize: 200,
    isWanted: isAsked,
    hasWork: async (events) => (await listAnswering(options.database, events)).size > 0,
    apply: async (tx, events) => {
      numbers = await answerMessages(tx, events)
    },
    onApplied: () => {
      if (numbers.length > 0) onStored(numbers)
    },
  })
}
