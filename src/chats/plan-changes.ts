import type { Tx } from '../database/database.ts'
import { type Closure, findClosure } from './closure.ts'
import { createGroups } from './groups.ts'
import type { PlacedSighting } from './identify.ts'
import type { Told } from './told.ts'

/** Addresses that nobody had: of a contact that is known, or of a new one, of whom all this was told. */
export type MadeContact = {
  wabaId: string
  contactId: number | undefined
  addresses: string[]
  told: Told[]
}

/** `closures`: people who have to be told apart anew, since a message joins or parts them. */
export type Plan = { made: MadeContact[]; closures: Closure[] }

/**
 * What is to be made of sightings. The common case is simple: new addresses, of one contact or nobody. Where
 * there are two contacts to join, an address that changed hands, or a change that is told of, it takes all that
 * is stored of them; and whatever else the batch says of these people goes with it.
 */
export const planChanges = async (tx: Tx, placed: PlacedSighting[]): Promise<Plan> => {
  const groups = gather(placed)
  const hard = groups.filter(({ isHard }) => isHard)
  const easy = new Set(groups.filter(({ isHard }) => !isHard))
  const closures: Closure[] = []
  for (const [wabaId, all] of Map.groupBy(hard, (group) => group.wabaId)) {
    const addresses = new Set(all.flatMap((group) => [...group.addresses]))
    for (;;) {
      const closure = await findClosure(tx, wabaId, addresses)
      const touched = [...easy].filter((group) => group.wabaId === wabaId && isTouched(group, closure))
      if (touched.length === 0) {
        closures.push(closure)
        break
      }
      for (const group of touched) {
        easy.delete(group)
        for (const address of group.addresses) addresses.add(address)
      }
    }
  }
  const made = [...easy].filter(({ unknown }) => unknown.size > 0)
  return {
    closures,
    made: made.map(({ wabaId, contactIds, unknown, told }) => ({
      wabaId,
      contactId: [...contactIds][0],
      addresses: [...unknown],
      told,
    })),
  }
}

type Group = {
  wabaId: string
  addresses: Set<string>
  contactIds: Set<number>
  unknown: Set<string>
  told: Told[]
  isHard: boolean
}

/** Sightings that speak of one person, by what they have in common. */
const gather = (placed: PlacedSighting[]): Group[] => {
  const groups = createGroups()
  const keysOf = placed.map(({ wabaId, places }) =>
    places.map(
      ({ contactId, address }) => `${wabaId} ${contactId === undefined ? address : `#${contactId}`}`,
    ),
  )
  for (const [first, ...others] of keysOf) for (const other of others) groups.join(first!, other)
  const members = Map.groupBy(placed.keys(), (n) => groups.rootOf(keysOf[n]![0]!))
  return [...members.values()].map((numbers) => {
    const sightings = numbers.map((n) => placed[n]!)
    const places = sightings.flatMap((one) => one.places)
    const contactIds = new Set(places.flatMap(({ contactId }) => contactId ?? []))
    const isHard =
      contactIds.size > 1 ||
      sightings.some(
        ({ moves, alias, places: own }) =>
          moves.length > 0 ||
          own.some(({ contactId, isCut }) => isCut && (contactId === undefined || alias !== undefined)),
      )
    return {
      wabaId: sightings[0]!.wabaId,
      addresses: new Set(places.map(({ address }) => address)),
      contactIds,
      unknown: new Set(places.flatMap((one) => (one.contactId === undefined ? one.address : []))),
      told: sightings.map((one) => one.told),
      isHard,
    }
  })
}

const isTouched = (group: Group, closure: Closure): boolean =>
  [...group.contactIds].some((id) => closure.contactIds.has(id)) ||
  [...group.addresses].some((address) => closure.addresses.has(address))
