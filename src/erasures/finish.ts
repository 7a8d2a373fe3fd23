import { sql } from 'kysely'
import type { Database, Tx } from '../database/database.ts'
import { appendEvents } from '../events/append.ts'
import type { Person } from './person.ts'

/**
 * Stops all that follows the log, for this transaction, and all that is about to be noted of somebody: nothing of what is
 * left of them can be told or made findable any more when it goes. Followers take their place before anything else, and
 * so does this.
 */
export const holdStill = async (tx: Tx, { contactId }: Person): Promise<void> => {
  await sql`select from event_followers order by name for update`.execute(tx)
  await sql`select from contacts where id = ${contactId} for update`.execute(tx)
}

/** Erases the contact itself, with chats, notes, tags, history, wishes; but for a hash of who wants no marketing. */
export const eraseContact = async (tx: Tx, person: Person): Promise<void> => {
  const { contactId, wabaId, integrationIds } = person
  await keepWish(tx, person)
  const { rows: chats } = await sql<{ integration_id: number; id: number }>`
    select integration_id, id from chats where contact_id = ${contactId} order by integration_id, id for update`.execute(
    tx,
  )
  await sql`
    delete from search_entries e using chats, chat_notes n
    where chats.contact_id = ${contactId} and n.integration_id = chats.integration_id and n.chat_id = chats.id
      and e.note_id = n.id`.execute(tx)
  await sql`delete from chats where contact_id = ${contactId}`.execute(tx)
  await sql`
    delete from contact_preferences p using contact_addresses a
    where a.contact_id = ${contactId} and p.waba_id = ${wabaId} and p.address = a.address
      and p.told_at >= a.since and p.told_at < a.until`.execute(tx)
  await sql`
    delete from contact_joins j using contact_addresses a
    where a.contact_id = ${contactId} and j.waba_id = ${wabaId} and a.address in (j.address, j.other_address)
      and j.at >= a.since and j.at < a.until`.execute(tx)
  await sql`
    delete from pair_pace p using contact_addresses a
    where a.contact_id = ${contactId} and p.integration_id = any(${integrationIds}::integer[])
      and p.address = a.address`.execute(tx)
  // Whom the account has reached today is a count as well.
  await sql`
    update reached_people r set address = 'erased ' || gen_random_uuid() from contact_addresses a
    where a.contact_id = ${contactId} and r.waba_id = ${wabaId} and r.address = a.address`.execute(tx)
  await sql`delete from contacts where id = ${contactId}`.execute(tx)
  await appendEvents(
    tx,
    chats.map(({ integration_id: integrationId, id }) => ({
      type: 'contact.erased',
      integrationId,
      data: { contact_id: contactId, chat_id: id },
    })),
  )
}

/** Whoever said that they want no marketing must not get it again because they are not known any more. */
const keepWish = async (tx: Database, { contactId }: Person): Promise<void> => {
  await sql`
    insert into erased_opt_outs (waba_id, hash, told_at)
    select c.waba_id, erased_hash(c.waba_id, a.address), c.marketing_told_at
    from contacts c join contact_addresses a on a.contact_id = c.id and a.until > now()
    where c.id = ${contactId} and c.marketing = 'stop'
    on conflict do nothing`.execute(tx)
}
