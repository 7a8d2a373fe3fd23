import type { Tx } from '../database/database.ts'
import { drawContactIds, insertAddresses, insertContacts } from './contacts.ts'
import type { MadeContact } from './plan-changes.ts'
import { tell, UNTOLD } from './told.ts'

/** Stores addresses that nobody had, with contacts for those who are new, whose ids it answers. */
export const makeContacts = async (tx: Tx, made: MadeContact[]): Promise<number[]> => {
  if (made.length === 0) return []
  const fresh = made.filter(({ contactId }) => contactId === undefined)
  const ids = fresh.length > 0 ? await drawContactIds(tx, fresh.length) : []
  const idOf = new Map(fresh.map((one, n) => [one, ids[n]!]))
  if (fresh.length > 0)
    await insertContacts(
      tx,
      fresh.map((one) => ({
        id: idOf.get(one)!,
        wabaId: one.wabaId,
        fields: one.told.reduce(tell, UNTOLD),
      })),
    )
  await insertAddresses(
    tx,
    made.flatMap((one) =>
      one.addresses.map((address) => ({
        wabaId: one.wabaId,
        address,
        since: -Infinity,
        until: Infinity,
        contactId: one.contactId ?? idOf.get(one)!,
      })),
    ),
  )
  return ids
}
