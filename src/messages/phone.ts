import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { isPlainNumber } from './plain-numbers.ts'

const USER_ID = /^[A-Z]{2}\.[A-Za-z0-9.]{1,140}$/

/**
 * The address that a caller wrote: the digits of a phone number, or a business-scoped user id as it is.
 * Spaces, dashes, dots and brackets are tolerated, a leading plus is optional (public API, Messages). Valid
 * is what libphonenumber calls possible; anything else, such as `+90xxxxxxxxxx`, is undefined.
 */
export const parseAddress = (text: string): string | undefined => {
  const trimmed = text.trim()
  if (USER_ID.test(trimmed)) return trimmed
  return parsePhone(trimmed)
}

/** As `parseAddress`, of phone numbers alone. */
export const parsePhone = (text: string): string | undefined => {
  const bare = text.replace(/[\s().-]/g, '')
  if (!/^\+?\d{5,20}$/.test(bare)) return undefined
  const digits = bare.startsWith('+') ? bare.slice(1) : bare
  if (isPlainNumber(digits)) return digits
  const number = parsePhoneNumberFromString(`+${digits}`)
  return number?.isPossible() ? number.number.slice(1) : undefined
}

/** As answers of /v1 write it: with the plus. A user id stays as it is. */
export const formatAddress = (address: string): string => (/^\d/.test(address) ? `+${address}` : address)

/** The digits of a number as Meta writes it; undefined when it has none. */
export const digitsOf = (number: string | null | undefined): string | undefined =>
  number?.replace(/\D/g, '') || undefined
