import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { cancelAll, isBeingSent } from './cancel.ts'
import { eraseContact, holdStill } from './finish.ts'
import { eraseMessages } from './messages.ts'
import { findPerson, type Person } from './person.ts'
import { lastRawEvent, redactRawEvents } from './raw-events.ts'
import { eraseTold, FROM_THE_START } from './told.ts'

/** How an erasure went on: it is over, or has to wait for what is being sent. */
export type ErasureOutcome = 'done' | 'waiting'

/**
 * Erases all of a person. Each step may be done again from its start: whatever dies in between, it is called again. The
 * contact goes last, since all else is found by it.
 */
export const erase = async (database: Database, erasureId: number): Promise<ErasureOutcome> => {
  const erasure = await database
    .selectFrom('erasures')
    .selectAll()
    .where('id', '=', erasureId)
    .executeTakeFirst()
  if (erasure?.status !== 'running') return 'done'
  const person = await findPerson(database, erasure.contact_id)
  if (person && !(await erasePerson(database, person, erasureId))) return 'waiting'
  await sql`
    update erasures set status = 'done', step = 'done', finished_at = now() where id = ${erasureId}`.execute(
    database,
  )
  return 'done'
}

/** Answers whether all is gone: what is being sent cannot be called back, and goes when that has ended. */
const erasePerson = async (database: Database, person: Person, erasureId: number): Promise<boolean> => {
  const noteMessages = (messages: number) => noteStep(database, erasureId, 'messages', { messages })
  await cancelAll(database, person)
  const upTo = await lastRawEvent(database)
  await noteStep(database, erasureId, 'raw_events', {
    raw_events: await redactRawEvents(database, person, { after: 0, upTo }),
  })
  const reached = await eraseTold(database, person, FROM_THE_START)
  await eraseMessages(database, person, noteMessages)
  // What WhatsApp told meanwhile, such as that something was read.
  await redactRawEvents(database, person, { after: upTo, upTo: await lastRawEvent(database) })
  return database.transaction().execute(async (tx) => {
    await holdStill(tx, person)
    if (await isBeingSent(tx, person)) return false
    await eraseMessages(tx, person, async () => undefined)
    await eraseTold(tx, person, reached)
    await eraseContact(tx, person)
    return true
  })
}

/** Adds to what is gone so far. */
const noteStep = async (
  database: Database,
  erasureId: number,
  step: string,
  gone: Record<string, number>,
): Promise<void> => {
  const { deleted } = await database
    .selectFrom('erasures')
    .select('deleted')
    .where('id', '=', erasureId)
    .executeTakeFirstOrThrow()
  const sums = Object.entries(gone).map(([name, count]) => [name, (deleted[name] ?? 0) + count])
  await database
    .updateTable('erasures')
    .set({ step, deleted: JSON.stringify({ ...deleted, ...Object.fromEntries(sums) }) })
    .where('id', '=', erasureId)
    .execute()
}
