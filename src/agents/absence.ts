import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { AgentState } from '../database/inbox-schema.ts'
import { setAgentState } from './set-state.ts'

/** Whoever was not heard of for so long has gone home without signing out. */
export const ABSENT_MINUTES = 10

/** Those in whose hands chats are that nobody would answer. A break may be long, and is known to all. */
const PRESENT: AgentState[] = ['online', 'invisible']

/** Puts those whose browsers were not heard of for long offline, which hands their chats on. Answers how many. */
export const signOffAbsent = async (database: Database): Promise<number> => {
  const { rows } = await sql<{ id: number }>`
    select id from users
    where agent_state = any(${PRESENT}::text[]) and ${isAbsent} order by id`.execute(database)
  let count = 0
  for (const { id } of rows)
    count += await database.transaction().execute(async (tx) => {
      // They may have come back until the lock was had.
      const { rows: locked } = await sql`
        select from users where id = ${id} and ${isAbsent} for no key update skip locked`.execute(tx)
      return locked.length > 0 && (await setAgentState(tx, id, 'offline', PRESENT)) ? 1 : 0
    })
  return count
}

const isAbsent = sql`greatest(seen_at, agent_state_since) < now() - make_interval(mins => ${ABSENT_MINUTES}::integer)`

/** From one look to the next. */
const LOOK_EVERY_MS = 30_000

type Options = {
  database: Database
  log: { error(fields: object, message: string): void }
  /** Events were appended to the log. */
  onAppended: () => void
}

/** Looks for the absent now and then; any number of processes may. */
export const startAbsenceWatch = ({ database, log, onAppended }: Options): { stop(): Promise<void> } => {
  let looking = Promise.resolve()
  const look = async (): Promise<void> => {
    try {
      if ((await signOffAbsent(database)) > 0) onAppended()
    } catch (error) {
      log.error({ err: error }, 'Could not look for agents who have gone; trying again')
    }
  }
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, LOOK_EVERY_MS)
  return {
    stop: async () => {
      clearInterval(timer)
      await looking
    },
  }
}
