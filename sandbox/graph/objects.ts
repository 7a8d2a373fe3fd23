import { selectInstallation } from '../context.ts'
import type { PhoneNumber, State } from '../state/state.ts'
import { GraphError, unknownObject } from './graph-error.ts'

/** The number of an id in a path; 100/33 when there is none. */
export const selectNumber = (state: State, id: string, method: string): PhoneNumber => {
  const number = state.numbers.get(id)
  if (!number) throw unknownObject(method, id)
  return number
}

/** The same for sends and uploads, which need a registered number (133010) that is connected (131031). */
export const selectSendingNumber = (state: State, id: string): PhoneNumber => {
  const number = selectNumber(state, id, 'POST')
  if (!number.isRegistered)
    throw new GraphError(133010, 'Register the number first: POST /{phone-number-id}/register.')
  if (number.status !== 'CONNECTED') throw new GraphError(131031, `The number's status is ${number.status}.`)
  return number
}

/** Refuses any id but the account's; 100/33. */
export const requireAccount = (state: State, id: string, method: string): void => {
  if (id !== selectInstallation(state).wabaId) throw unknownObject(method, id)
}
