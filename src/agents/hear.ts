import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** A browser that was heard of within this time is there. */
export const CONNECTED_SECONDS = 60

const EVERY_MS = 30_000
/** Another process may have written it; less than the above, lest two clocks make it every second time. */
const WRITTEN_SECONDS = 20

/** Notes that users were heard of. */
export type Hearing = {
  /** Called as often as one likes: it is written once in half a minute for each user. */
  hear(userId: number): void
}

export const createHearing = (database: Database, onError: (error: unknown) => void): Hearing => {
  const heardAt = new Map<number, number>()
  return {
    hear: (userId) => {
      const now = Date.now()
      if (now - (heardAt.get(userId) ?? -Infinity) < EVERY_MS) return
      heardAt.set(userId, now)
      touchUser(database, userId).catch(onError)
    },
  }
}

/** A row that somebody holds at this moment is left: the next time will do. */
const touchUser = async (database: Database, userId: number): Promise<void> => {
  await sql`
    update users set seen_at = clock_timestamp()
    where id = (
      select id from users
      where id = ${userId} and coalesce(seen_at < now() - make_interval(secs => ${WRITTEN_SECONDS}::integer), true)
      for no key update skip locked)`.execute(database)
}
