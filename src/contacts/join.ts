import { sql } from 'kysely'
import { appendAudit } from '../accounts/audit-log.ts'
import { identify } from '../chats/identify.ts'
import { sightingOfJoin } from '../chats/sighting.ts'
import { optedOutAt } from '../chats/told.ts'
import { type Database, isContended, type Tx } from '../database/database.ts'
import { conflict } from '../error.ts'
import { failQueuedMarketing } from '../opt-outs/fail-queued.ts'

/** That two contacts of an account are one person, by somebody's word. `into` keeps its id. */
export type Join = { wabaId: string; id: number; into: number; actor: string }

/** Tries before it is told that others were first each time. */
const MAX_TRIES = 5

/**
 * Makes one of two contacts. The word is kept as a fact beside the messages, so that whoever works out anew who is who
 * comes to the same end. Throws 409 for somebody who has no address any more: nothing could be joined by it.
 */
export const joinContacts = async (database: Database, join: Join): Promise<void> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await database.transaction().execute((tx) => noteJoin(tx, join))
    } catch (error) {
      if (!isContended(error) || attempt === MAX_TRIES) throw error
    }
}

const noteJoin = async (tx: Tx, { wabaId, id, into, actor }: Join): Promise<void> => {
  const erasure = await tx
    .selectFrom('erasures')
    .select('id')
    .where('contact_id', 'in', [id, into])
    .executeTakeFirst()
  if (erasure) throw conflict('One of the two is being erased.')
  const { rows } = await sql<{ address: string | null; at: Date }>`
    select (select min(a.address) from contact_addresses a
        where a.contact_id = given.id and a.since <= now() and a.until > now()) as address,
      date_trunc('milliseconds', now()) as at
    from unnest(${[id, into]}::integer[]) with ordinality as given (id, n) order by n`.execute(tx)
  const [address, otherAddress] = rows.map((row) => row.address)
  if (!address || !otherAddress)
    throw conflict('One of the two has no number or user id any more by which they could be told to be one.')
  const { at } = rows[0]!
  await tx
    .insertInto('contact_joins')
    .values({ waba_id: wabaId, address, other_address: otherAddress, at, actor })
    .onConflict((found) => found.doNothing())
    .execute()
  const { contacts } = await identify(tx, [sightingOfJoin({ wabaId, address, otherAddress, at })], into)
  const optedOut = [...contacts.values()].filter((contact) => optedOutAt(contact)).map((one) => one.id)
  await failQueuedMarketing(tx, optedOut)
  await appendAudit(tx, {
    actor,
    action: 'contact.merged',
    subject: `contact:${into}`,
    details: { from: id },
  })
}
