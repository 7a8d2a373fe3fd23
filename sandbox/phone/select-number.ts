import { ControlError } from '../control/control-error.ts'
import type { PhoneNumber, State } from '../state/state.ts'

/** One of the business's numbers by its id; 404 when there is none. */
export const selectNumber = ({ numbers }: State, id: string): PhoneNumber => {
  const number = numbers.get(id)
  if (!number) throw new ControlError('There is no such number of the business here.', 404)
  return number
}
