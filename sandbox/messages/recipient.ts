import { GraphError, invalidParameter } from '../graph/graph-error.ts'
import { findRecipientDigits, isUserId } from '../phone-number.ts'
import type { Customer, PhoneNumber, State } from '../state/state.ts'
import { type Fields, invalid } from './fields.ts'

export type Recipient = {
  /** As it was written in the request. */
  input: string
  /** Digits, or the user id. */
  party: string
  isUserId: boolean
  /** Whom it is, when he or she has written before. */
  customer: Customer | undefined
}

/** `to`, or `recipient` for a business-scoped user id; `to` wins (Cloud API, business-scoped user ids). */
export const readRecipient = (state: State, number: PhoneNumber, body: Fields): Recipient => {
  if (body['recipient_type'] !== undefined && body['recipient_type'] !== 'individual') {
    throw invalid('recipient_type', 'must be individual: there are no groups here.')
  }
  const to = body['to'] ?? body['recipient']
  if (to === undefined || to === null || to === '') throw invalidParameter('The parameter to is required.')
  const input = typeof to === 'number' ? String(to) : to
  if (typeof input !== 'string') throw invalid('to', 'must be a phone number as text.')
  if (isUserId(input)) {
    const customer = state.customersByUserId.get(input)
    return { input, party: input, isUserId: true, customer }
  }
  const digits = findRecipientDigits(input, number.countryCode)
  if (digits === undefined)
    throw invalid('to', `must be a phone number with its country code; got ${JSON.stringify(input)}.`)
  if (digits === number.digits) throw new GraphError(131021, 'The recipient is the business number itself.')
  return { input, party: digits, isUserId: false, customer: state.customers.get(digits) }
}
