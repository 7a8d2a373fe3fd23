import { sql } from 'kysely'
import { contended, type Tx } from '../database/database.ts'
import { type Contact, lockContacts } from './contacts.ts'
import { makeContacts } from './make-contacts.ts'
import { findPlaces, type Place } from './places.ts'
import { planChanges } from './plan-changes.ts'
import { rebuildContacts } from './rebuild-contacts.ts'
import type { Sighting } from './sighting.ts'

/** A sighting with the places of all addresses that it names. */
export type PlacedSighting = Sighting & { places: Place[] }

export type Identified = {
  /** Whose each sighting is, in their order. */
  contactIds: number[]
  /** All of them, locked until the transaction ends. */
  contacts: Map<number, Contact>
  /** Those whose fields and chats have been worked out anew, from all messages that are stored. */
  rebuilt: ReadonlySet<number>
  /** Those who are new. */
  made: ReadonlySet<number>
}

/**
 * Finds the contacts of messages, and makes, joins or parts them where a message says so. The messages must be
 * stored by then.
 *
 * Where all is known it takes the contacts' own locks alone. Else one transaction at a time works on an
 * account: what one makes, the next has to find. The locks stand in one order: accounts, then contacts, then
 * whatever comes after. `keptId`: of contacts that become one, this one stays.
 */
export const identify = async (tx: Tx, sightings: Sighting[], keptId?: number): Promise<Identified> => {
  let placed = await place(tx, sightings)
  let rebuilt: ReadonlySet<number> = new Set()
  let made: ReadonlySet<number> = new Set()
  const unsettled = placed.filter((one) => !isSettled(one))
  if (unsettled.length > 0) {
    await lockAccounts(tx, new Set(unsettled.map(({ wabaId }) => wabaId)))
    placed = await place(tx, sightings)
    const plan = await planChanges(tx, placed)
    await lockContacts(tx, [
      ...placed.flatMap(contactsOf),
      ...plan.closures.flatMap(({ contactIds }) => [...contactIds]),
    ])
    made = new Set(await makeContacts(tx, plan.made))
    rebuilt = await rebuildContacts(tx, plan.closures, keptId)
    placed = await place(tx, sightings)
  }
  const contacts = await lockContacts(tx, new Set(placed.flatMap(contactsOf)))
  return { contacts, rebuilt, made, contactIds: placed.map((one) => selectContactId(one, contacts)) }
}

/** Everything that a sighting names lies with one contact, and it tells of no change. */
const isSettled = ({ places, moves }: PlacedSighting): boolean =>
  moves.length === 0 &&
  places.every(({ contactId }) => contactId !== undefined && contactId === places[0]!.contactId)

const contactsOf = ({ places }: PlacedSighting): number[] =>
  places.flatMap(({ contactId }) => contactId ?? [])

/** Another transaction may have found out in between that the contact is gone, or has not had the address then. */
const selectContactId = ({ places }: PlacedSighting, contacts: Map<number, Contact>): number => {
  const { contactId, revision } = places[0]!
  const contact = contactId === undefined ? undefined : contacts.get(contactId)
  if (contact === undefined || contact.revision !== revision)
    throw contended('Who is who has changed while messages were applied')
  return contact.id
}

const place = async (tx: Tx, sightings: Sighting[]): Promise<PlacedSighting[]> => {
  const named = sightings.map(({ addresses, moves, alias }) => [
    ...new Set([...addresses, ...moves.map(({ taken }) => taken), ...(alias ?? [])]),
  ])
  const places = await findPlaces(
    tx,
    sightings.flatMap(({ wabaId, at }, n) => named[n]!.map((address) => ({ wabaId, address, at }))),
  )
  let first = 0
  return sightings.map((sighting, n) => {
    const from = first
    first += named[n]!.length
    return { ...sighting, places: places.slice(from, first) }
  })
}

/** Sorted, so that no two transactions wait for each other. */
const lockAccounts = async (tx: Tx, wabaIds: ReadonlySet<string>): Promise<void> => {
  for (const wabaId of [...wabaIds].sort())
    await sql`/* lock-account */
      select pg_advisory_xact_lock(hashtextextended('contacts ' || ${wabaId}::text, 0))`.execute(tx)
}
