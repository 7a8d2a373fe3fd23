import { ControlError } from '../control/control-error.ts'

const usualLimit = 50
const maxLimit = 1000

/** How many of a list are wanted. */
export const readLimit = (text: string | undefined): number => {
  const limit = Number(text ?? usualLimit)
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    throw new ControlError(`limit must be a whole number from 1 to ${maxLimit}.`)
  }
  return limit
}
