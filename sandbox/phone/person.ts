import type { Customer, OutboundMessage, State } from '../state/state.ts'

/** Somebody whose phone can be played: a customer, or a number that the business has written to. */
export type Person = {
  /** The number's digits; the user id of one who shows no number. */
  key: string
  customer: Customer | undefined
  /** Under what messages to him or her are kept: the number, the user id. */
  parties: string[]
}

/**
 * Whether there is a phone to hold: a customer's, or that of a number which the business's messages reach. Where
 * all that was sent is undeliverable (131026), nobody is there.
 */
export const hasPhone = ({ outbound }: State, { customer, parties }: Person): boolean =>
  customer !== undefined || parties.some((party) => outbound.newestFirst(party).some(isDeliverable))

const isDeliverable = ({ failure }: OutboundMessage): boolean => failure?.code !== 131026

/** Everybody is somebody: a party that nobody knows yet is a number that never wrote. */
export const toPerson = ({ customers, customersByUserId }: State, party: string): Person => {
  const customer = customers.get(party) ?? customersByUserId.get(party)
  if (!customer) return { key: party, customer, parties: [party] }
  return { key: customer.key, customer, parties: [...new Set([customer.key, customer.userId])] }
}
