import type { Customer, State } from '../state/state.ts'

/** Somebody whose phone can be played: a customer, or a number that the business has written to. */
export type Person = {
  /** The number's digits; the user id of one who shows no number. */
  key: string
  customer: Customer | undefined
  /** Under what messages to him or her are kept: the number, the user id. */
  parties: string[]
}

/** Everybody is somebody: a party that nobody knows yet is a number that never wrote. */
export const toPerson = ({ customers, customersByUserId }: State, party: string): Person => {
  const customer = customers.get(party) ?? customersByUserId.get(party)
  if (!customer) return { key: party, customer, parties: [party] }
  return { key: customer.key, customer, parties: [...new Set([customer.key, customer.userId])] }
}
