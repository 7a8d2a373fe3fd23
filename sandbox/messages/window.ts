import type { Customer, PhoneNumber } from '../state/state.ts'

/** A customer's message opens the customer-service window for 24 hours (Cloud API, send window). */
export const windowMs = 24 * 60 * 60 * 1000

export const isWindowOpen = (customer: Customer | undefined, number: PhoneNumber, now: number): boolean =>
  now - (customer?.lastWroteAt[number.id] ?? Number.NEGATIVE_INFINITY) < windowMs
