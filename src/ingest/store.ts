import { createBatcher } from '../database/batcher.ts'
import { type Database, isDatabaseAway } from '../database/database.ts'

/** A webhook of Meta's, as it came, with the numbers whose app secret made its signature. */
export type RawEvent = { body: Buffer; signedFor: number[] }

/** Stores raw events, those that wait together by one insert; what `store` resolved for is committed. */
export const createEventStore = (database: Database, onStored: () => void) => {
  const insert = async (events: RawEvent[]): Promise<void> => {
    await database
      .insertInto('inbound_events')
      .values(events.map(({ body, signedFor }) => ({ body, signed_for: signedFor })))
      .execute()
  }
  const batcher = createBatcher<RawEvent, void>(
    async (events) => {
      await insert(events).catch(async (error: unknown) => {
        if (events.length === 1 || isDatabaseAway(error)) throw error
        for (const event of events) await insert([event])
      })
      onStored()
      return events.map(() => undefined)
    },
    { concurrency: 2, maxWeight: 8_000_000, weigh: ({ body }) => body.length + 1_000 },
  )
  return { store: (event: RawEvent): Promise<void> => batcher.add(event), idle: () => batcher.idle() }
}

export type EventStore = ReturnType<typeof createEventStore>
