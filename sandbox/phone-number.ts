import { isValidPhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js'

/** A business-scoped user id: `US.1349…`, or that of a parent, `US.ENT.1181…` (Cloud API, business-scoped user ids). */
export const isUserId = (text: string): boolean => /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(text)

/**
 * The digits of the recipient that Meta understands by `to`: spaces, dashes and brackets are dropped; what has
 * no plus and is no whole international number gets the business number's country code in front
 * (Cloud API, phone number formats). Undefined when it is no phone number.
 */
export const findRecipientDigits = (to: string, countryCode: string): string | undefined => {
  const compact = to.replace(/[\s()\-.]/g, '').replace(/^00/, '+')
  if (!/^\+?\d{5,17}$/.test(compact)) return undefined
  const digits = compact.replace('+', '')
  const isWhole = digits.length >= 11 || isValidPhoneNumber(`+${digits}`)
  const isInternational = compact.startsWith('+') || (isWhole && !digits.startsWith('0'))
  const whole = isInternational ? digits : countryCode + digits.replace(/^0/, '')
  return /^[1-9]\d{6,14}$/.test(whole) ? whole : undefined
}

/** `905554443322` → `+90 555 444 33 22`, as the Graph API shows a business number. Turkish numbers only are grouped. */
export const showPhoneNumber = (digits: string): string => {
  const match = /^(90)(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(digits)
  return match ? `+${match.slice(1).join(' ')}` : `+${digits}`
}

/** The digits of any number with its plus, in the groups of its country. */
export const formatPhoneNumber = (digits: string): string =>
  parsePhoneNumberFromString(`+${digits}`)?.formatInternational() ?? `+${digits}`
