import { sql } from 'kysely'
import { appendAudit } from '../accounts/audit-log.ts'
import { noteMessages } from '../chats/note-messages.ts'
import { type Database, isContended, type Tx } from '../database/database.ts'
import { insertPreferences, type Preference } from './preferences.ts'
import type { Wish } from './words.ts'

/** What a program or a user says for other people: those who have these addresses now. */
export type SpokenWish = {
  value: Wish
  people: { wabaId: string; address: string }[]
  source: 'api' | 'user'
  actor: string
  reason?: string | undefined
}

/** Tries before it is told that others were first each time. */
const MAX_TRIES = 5

/**
 * Notes what somebody says for other people, as if these had said it now; makes contacts of those who are not known.
 * Answers the contacts, in the order of the people.
 */
export const tellWish = async (database: Database, wish: SpokenWish): Promise<number[]> => {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await database.transaction().execute((tx) => noteWish(tx, wish))
    } catch (error) {
      if (!isContended(error) || attempt === MAX_TRIES) throw error
    }
}

const noteWish = async (tx: Tx, { value, people, source, actor, reason }: SpokenWish): Promise<number[]> => {
  const times = await listTimes(tx, people, value)
  const preferences = people.map(
    ({ wabaId, address }, n): Preference => ({
      wabaId,
      address,
      userId: null,
      value,
      at: times[n]!,
      source,
      actor,
      ...(reason !== undefined && { reason }),
    }),
  )
  await insertPreferences(tx, preferences)
  await noteMessages(tx, [], preferences)
  const ids = await listOwners(tx, people)
  await appendAudit(tx, {
    actor,
    action: value === 'stop' ? 'opt_out.created' : 'opt_out.lifted',
    subject: ids.length === 1 ? `contact:${ids[0]}` : 'contacts',
    ...(ids.length > 1 && { details: { contact_ids: ids } }),
  })
  return ids
}

/**
 * When each is said: now by the database's clock, by which received words are dated too, and in any case after what was
 * said last, since two words of one moment would not count in the order in which they were said. People's own words
 * have whole seconds: one that lifts an opt-out gets no more, so that who writes STOP later in its second is heard.
 */
const listTimes = async (tx: Tx, people: SpokenWish['people'], value: Wish): Promise<Date[]> => {
  const { rows } = await sql<{ now: Date; told_at: Date | number | null }>`
    select date_trunc(${value === 'stop' ? 'milliseconds' : 'second'}, clock_timestamp()) as now, nullif(c.marketing_told_at, '-infinity') as told_at
    from unnest(${people.map(({ wabaId }) => wabaId)}::text[], ${people.map(({ address }) => address)}::text[])
      with ordinality as row (waba_id, address, n)
    left join contact_addresses a on a.waba_id = row.waba_id and a.address = row.address
      and a.since <= now() and a.until > now()
    left join contacts c on c.id = a.contact_id
    order by row.n`.execute(tx)
  return rows.map(({ now, told_at }) =>
    told_at instanceof Date && told_at >= now ? new Date(told_at.getTime() + 1) : now,
  )
}

const listOwners = async (tx: Tx, people: SpokenWish['people']): Promise<number[]> => {
  const { rows } = await sql<{ contact_id: number }>`
    select a.contact_id
    from unnest(${people.map(({ wabaId }) => wabaId)}::text[], ${people.map(({ address }) => address)}::text[])
      with ordinality as row (waba_id, address, n)
    join contact_addresses a on a.waba_id = row.waba_id and a.address = row.address
      and a.since <= clock_timestamp() and a.until > clock_timestamp()
    order by row.n`.execute(tx)
  return [...new Set(rows.map(({ contact_id }) => contact_id))]
}
