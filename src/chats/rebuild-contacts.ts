import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'
import type { Closure } from './closure.ts'
import {
  drawContactIds,
  insertAddresses,
  insertContacts,
  type OwnedSpan,
  updateContacts,
} from './contacts.ts'
import { msOf } from './moment.ts'
import { rebuildChats } from './rebuild-chats.ts'
import { listStoredSightings, type StoredSighting } from './stored-sightings.ts'
import { type ContactFields, tell, UNTOLD } from './told.ts'
import { type Span, tracePeople } from './trace-people.ts'

/** A person as all stored messages show them, with the contacts whose part they were so far. */
export type Somebody = {
  contactId: number
  isNew: boolean
  formerIds: number[]
  spans: Span[]
  sightings: StoredSighting[]
  fields: ContactFields
}

/**
 * Tells the people of each closure apart anew, from all that is stored of them, so that what comes out does not
 * depend on the order in which it came in: a change of a number may be told of after the messages that
 * the number's next owner wrote. Answers their contacts. The old ones have to be locked. `keptId` stays before others.
 */
export const rebuildContacts = async (tx: Tx, closures: Closure[], keptId?: number): Promise<Set<number>> => {
  const rebuilt = new Set<number>()
  for (const closure of closures) {
    const owned = await listOwnedSpans(tx, closure)
    const people = await traceStored(tx, closure, owned, keptId)
    const gone = await writeContacts(tx, closure, owned, people)
    await rebuildChats(tx, owned, people)
    await leaveToHeirs(tx, gone, people)
    if (gone.length > 0) await tx.deleteFrom('contacts').where('id', 'in', gone).execute()
    for (const { contactId } of people) rebuilt.add(contactId)
  }
  return rebuilt
}

const listOwnedSpans = async (tx: Tx, { wabaId, contactIds }: Closure): Promise<OwnedSpan[]> => {
  const { rows } = await sql<{
    contact_id: number
    address: string
    since: Date | number
    until: Date | number
  }>`
    select a.contact_id, a.address, a.since, a.until
    from unnest(${[...contactIds]}::integer[]) as given (id)
    join contact_addresses a on a.contact_id = given.id`.execute(tx)
  return rows.map(({ contact_id, address, since, until }) => ({
    wabaId,
    address,
    since: msOf(since),
    until: msOf(until),
    contactId: contact_id,
  }))
}

/** Whoever was there first keeps the oldest of the contacts that they were part of. */
const traceStored = async (
  tx: Tx,
  closure: Closure,
  owned: OwnedSpan[],
  keptId: number | undefined,
): Promise<Somebody[]> => {
  const sightings = await listStoredSightings(tx, closure)
  const people = tracePeople(sightings)
    .map(({ spans, traces }) => ({ spans, sightings: traces.map((n) => sightings[n]!) }))
    .map((one) => ({ ...one, since: Math.min(...one.sightings.map(({ at }) => at)) }))
    .sort((a, b) => a.since - b.since)
  const free = new Set(closure.contactIds)
  const kept = people.map(({ spans }) => {
    const formerIds = listFormerIds(spans, owned)
    const wanted = keptId !== undefined && formerIds.includes(keptId) ? [keptId, ...formerIds] : formerIds
    const contactId = wanted.find((id) => free.has(id))
    if (contactId !== undefined) free.delete(contactId)
    return { formerIds, contactId }
  })
  const missing = kept.filter(({ contactId }) => contactId === undefined).length
  const drawn = missing > 0 ? await drawContactIds(tx, missing) : []
  return people.map(({ spans, sightings: own }, n) => ({
    spans,
    sightings: own,
    formerIds: kept[n]!.formerIds,
    contactId: kept[n]!.contactId ?? drawn.shift()!,
    isNew: kept[n]!.contactId === undefined,
    fields: own.map(({ told }) => told).reduce(tell, UNTOLD),
  }))
}

/** The contacts that had an address at a time when it was this person's, oldest first. */
const listFormerIds = (spans: Span[], owned: OwnedSpan[]): number[] => {
  const ids = owned
    .filter((one) => spans.some((span) => isShared(one, span)))
    .map(({ contactId }) => contactId)
  return [...new Set(ids)].sort((a, b) => a - b)
}

/** Answers the contacts that are nobody's any more. */
const writeContacts = async (
  tx: Tx,
  { wabaId, contactIds }: Closure,
  owned: OwnedSpan[],
  people: Somebody[],
): Promise<number[]> => {
  const fresh = people.filter(({ isNew }) => isNew)
  const kept = people.filter(({ isNew }) => !isNew)
  if (fresh.length > 0)
    await insertContacts(
      tx,
      fresh.map(({ contactId: id, fields }) => ({ id, wabaId, fields })),
    )
  if (kept.length > 0)
    await updateContacts(
      tx,
      kept.map(({ contactId: id, fields }) => ({ id, fields })),
      true,
    )
  if (contactIds.size > 0)
    await tx
      .deleteFrom('contact_addresses')
      .where('contact_id', 'in', [...contactIds])
      .execute()
  const spans = people.flatMap(({ spans: own, contactId }) =>
    own.map((span) => ({ ...span, wabaId, contactId })),
  )
  const stray = listStray(owned, spans, people)
  await insertAddresses(tx, [...spans, ...stray])
  const staying = new Set([...people, ...stray].map(({ contactId }) => contactId))
  return [...contactIds].filter((id) => !staying.has(id))
}

/** What the team keeps of contacts that are nobody's any more is kept of whom they have become. */
const leaveToHeirs = async (tx: Tx, gone: number[], people: Somebody[]): Promise<void> => {
  for (const id of gone) {
    const heir = people.find(({ formerIds }) => formerIds.includes(id))
    if (heir)
      await sql`
        update contacts c
        set notes = concat_ws(E'\n\n', nullif(c.notes, ''), nullif(g.notes, '')),
          own_name = coalesce(c.own_name, g.own_name),
          own_search = case when c.own_name is null then g.own_search else c.own_search end,
          search = case when c.own_name is null then c.search || g.own_search else c.search end
        from contacts g
        where c.id = ${heir.contactId} and g.id = ${id} and (g.notes <> '' or g.own_name is not null)`.execute(
        tx,
      )
  }
}

/** Addresses of which no message is stored any more stay with whom their contact has become. */
const listStray = (owned: OwnedSpan[], spans: Span[], people: Somebody[]): OwnedSpan[] =>
  owned
    .filter((span) => !spans.some((other) => isShared(span, other)))
    .map((span) => {
      const heir = people.find(({ formerIds }) => formerIds.includes(span.contactId))
      return { ...span, contactId: heir?.contactId ?? span.contactId }
    })

const isShared = (a: Span, b: Span): boolean =>
  a.address === b.address && a.since < b.until && b.since < a.until
