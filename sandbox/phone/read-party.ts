import { ControlError } from '../control/control-error.ts'
import { isUserId } from '../phone-number.ts'

/** A person's number as digits, the plus and blanks left out, or a user id. */
export const readParty = (text: string, name: string): string => {
  if (isUserId(text)) return text
  const digits = text.replace(/[\s+()-]/g, '')
  if (!/^[1-9]\d{6,14}$/.test(digits)) {
    throw new ControlError(
      `${name} must be a phone number with its country code, or a user id such as US.1349….`,
    )
  }
  return digits
}
