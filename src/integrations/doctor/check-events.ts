import { sql } from 'kysely'
import type { Database } from '../../database/database.ts'
import { formatTimestamp } from '../../http/timestamp.ts'
import { amiss, type Check, NOTHING, well } from './finding.ts'
import type { Patient } from './patient.ts'

/** Statuses come within seconds; a message that had none for this long says that nothing is told. */
const SILENCE_MS = 5 * 60_000

/** How far back is looked, in events and in messages. */
const LATEST_EVENTS = 10_000
const LATEST_MESSAGES = 100

export const checkLastEvent = ({ database, integration: { id }, now }: Patient): Check => ({
  check: 'last_event',
  about: 'When WhatsApp last told something',
  look: async () => {
    const lastAt = await findLastEvent(database, id)
    const silentSince = await findSilence(database, id, new Date(now() - SILENCE_MS))
    const last = lastAt ? `The last event came at ${formatTimestamp(lastAt)}.` : 'No event has come so far.'
    if (silentSince && (!lastAt || lastAt < silentSince))
      return amiss(
        `${last} Of a message that WhatsApp took at ${formatTimestamp(silentSince)}, nothing was told since.`,
        'See the findings about the subscription, the fields, the address and the app secret: one of them keeps events away.',
        lastAt,
      )
    return lastAt
      ? well(last, NOTHING, lastAt)
      : well(last, 'Write to the number from a phone, and look again.')
  },
})

const findLastEvent = async (database: Database, id: number): Promise<Date | undefined> => {
  const { rows } = await sql<{ received_at: Date }>`
    select received_at from (
      select id, received_at, signed_for from inbound_events order by id desc limit ${LATEST_EVENTS}) latest
    where ${id}::integer = any(signed_for) order by id desc limit 1`.execute(database)
  return rows[0]?.received_at
}

/** When the newest of the messages was accepted that had time enough for a status and have none. */
const findSilence = async (database: Database, id: number, before: Date): Promise<Date | undefined> => {
  const { rows } = await sql<{ accepted_at: Date }>`
    select accepted_at from (
      select state, accepted_at from messages where integration_id = ${id}
      order by created_at desc, number desc limit ${LATEST_MESSAGES}) latest
    where state = 'accepted' and accepted_at < ${before} order by accepted_at desc limit 1`.execute(database)
  return rows[0]?.accepted_at
}

export const checkUnprocessed = ({ database, integration: { id } }: Patient): Check => ({
  check: 'unprocessed_events',
  about: 'Whether all events were understood',
  look: async () => {
    const { rows } = await sql<{ count: number; reason: string | null }>`
      select count(*)::integer as count, max(reason) as reason from (
        select signed_for, reason from inbound_events where state = 'unprocessed'
        order by id desc limit ${LATEST_EVENTS}) latest
      where ${id}::integer = any(signed_for)`.execute(database)
    const { count = 0, reason = null } = rows[0] ?? {}
    if (count === 0) return well('All events of WhatsApp were understood.')
    return amiss(
      `${count === 1 ? 'One event' : `${count} events`} of WhatsApp could not be applied. ${reason ? `One reason: ${reason}.` : ''}`.trim(),
      'See GET /v1/inbound-events?state=unprocessed. After an upgrade, POST /v1/inbound-events/reprocess applies them.',
    )
  },
})
