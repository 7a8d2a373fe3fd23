import { isUserId } from '../phone-number.ts'
import type { Customer, State } from '../state/state.ts'
import { createUserId } from './user-id.ts'

/** Somebody who has not written yet: under a number's digits, or under a user id when he or she shows no number. */
export const createCustomer = (state: State, key: string, name: string = key): Customer => ({
  key,
  ...(!isUserId(key) && { waId: key }),
  userId: isUserId(key) ? key : createUserId(state, key),
  name,
  lastWroteAt: {},
})
