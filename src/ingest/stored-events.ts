import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { validationError } from '../error.ts'
import type { ListWindow, SortKey } from '../http/pagination.ts'

export type ListedEvent = {
  id: string
  received_at: Date
  state: 'received' | 'applied' | 'unprocessed'
  reason: string | null
  signed_for: number[]
  size_bytes: number
}

const COLUMNS = sql`id, received_at, state, reason, signed_for, octet_length(body) as size_bytes`

/** Raw events, newest first. */
export const listStoredEvents = async (
  database: Database,
  state: ListedEvent['state'] | undefined,
  { offset, limit, after }: ListWindow,
): Promise<ListedEvent[]> => {
  const conditions = [
    sql`true`,
    // Written out, so that the index of those that are unprocessed fits.
    ...(state ? [sql`state = ${sql.lit(state)}`] : []),
    ...(after ? [sql`id < ${idOf(after)}::bigint`] : []),
  ]
  const { rows } = await sql<ListedEvent>`
    select ${COLUMNS} from inbound_events where ${sql.join(conditions, sql` and `)}
    order by id desc offset ${offset} limit ${limit}`.execute(database)
  return rows
}

export const eventKey = ({ id }: ListedEvent): SortKey => [id]

/** Throws 422 for a key that no list of events has made. */
const idOf = ([id]: SortKey): string => {
  if (!/^\d{1,18}$/.test(String(id)))
    throw validationError({ cursor: ['The cursor field must be the one of a Link header, as it is.'] })
  return String(id)
}

/** An event with its body. */
export const findStoredEvent = async (
  database: Database,
  id: string,
): Promise<(ListedEvent & { body: Buffer }) | undefined> => {
  const { rows } = await sql<ListedEvent & { body: Buffer }>`
    select ${COLUMNS}, body from inbound_events where id = ${id}`.execute(database)
  return rows[0]
}

/** Has an event applied again, whatever became of it; what is known already has no consequences. */
export const requeueEvent = async (database: Database, id: string): Promise<boolean> => {
  const { rows } = await sql`
    update inbound_events set state = 'received', reason = null where id = ${id} returning id`.execute(
    database,
  )
  return rows.length > 0
}

/** As `requeueEvent`, of all that are unprocessed. Answers how many. */
export const requeueUnprocessed = async (database: Database): Promise<number> => {
  const { numAffectedRows } = await sql`
    update inbound_events set state = 'received', reason = null where state = 'unprocessed'`.execute(database)
  return Number(numAffectedRows ?? 0)
}
