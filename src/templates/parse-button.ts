import type { Button, OtpType, TemplateCategory, Variable } from './definition.ts'
import { placeholderNames } from './parse-text.ts'
import { firstTextOf, recordOf, textOf, upperCaseOf } from './read-json.ts'

// A one-time-password button is created as type OTP, but reads back as a link to this place with the code at its end.
const OTP_LINK = /^https:\/\/(www\.)?whatsapp\.com\/otp\//i

const OTP_TYPES: Readonly<Record<string, OtpType>> = {
  COPY_CODE: 'copy_code',
  ONE_TAP: 'one_tap',
  ZERO_TAP: 'zero_tap',
}

/** The sample of a link is given as the whole link (when read) or as its variable part (when created). */
const linkVariable = (url: string, name: string, example: string | null): Variable => {
  const [before = '', after = ''] = url.split(/\{\{[^{}]*\}\}/)
  const isWhole =
    example !== null &&
    before !== '' &&
    example.startsWith(before) &&
    example.slice(before.length).endsWith(after)
  return { name, example: isWhole ? example.slice(before.length, example.length - after.length) : example }
}

const otpTypeOf = (written: string, obstacles: string[]): OtpType => {
  const type = OTP_TYPES[written]
  if (!type) obstacles.push(`The one-time-password button is of the unknown kind "${written}".`)
  return type ?? 'copy_code'
}

const parseLink = (
  raw: Readonly<Record<string, unknown>>,
  place: { number: number; text: string },
  category: TemplateCategory,
  obstacles: string[],
): Button => {
  const url = textOf(raw['url']) ?? ''
  const names = placeholderNames(url)
  if (category === 'AUTHENTICATION' && OTP_LINK.test(url)) {
    const type = /[?&]otp_type=([a-z_]+)/i.exec(url)?.[1]?.toUpperCase()
    return { ...place, kind: 'otp', otpType: otpTypeOf(type ?? 'COPY_CODE', obstacles) }
  }
  if (names.length > 1) {
    obstacles.push(`The link of button ${place.number} has ${names.length} placeholders; WhatsApp takes one.`)
  }
  const name = names[0]
  const variable = name === undefined ? null : linkVariable(url, name, firstTextOf(raw['example']))
  return { ...place, kind: 'url', url, variable }
}

/**
 * Reads one entry of a BUTTONS component. What can't be sent (yet) goes to `obstacles` and is kept all the same.
 * `number` is the button's place, from 1.
 */
export const parseButton = (
  value: unknown,
  number: number,
  category: TemplateCategory,
  obstacles: string[],
): Button => {
  const raw = recordOf(value)
  const type = upperCaseOf(raw['type'])
  const place = { number, text: textOf(raw['text']) ?? '' }
  switch (type) {
    case 'QUICK_REPLY':
      return { ...place, kind: 'quick_reply' }
    case 'URL':
      return parseLink(raw, place, category, obstacles)
    case 'PHONE_NUMBER':
      return { ...place, kind: 'phone_number', phoneNumber: textOf(raw['phone_number']) ?? '' }
    case 'COPY_CODE':
      return { ...place, kind: 'copy_code', example: firstTextOf(raw['example']) }
    case 'OTP':
      return { ...place, kind: 'otp', otpType: otpTypeOf(upperCaseOf(raw['otp_type']), obstacles) }
    case 'FLOW':
      return { ...place, kind: 'flow', flowId: textOf(raw['flow_id']) }
    case 'VOICE_CALL':
      return { ...place, kind: 'voice_call' }
    case 'REQUEST_CONTACT_INFO':
      return { ...place, kind: 'request_contact_info' }
    case 'CATALOG':
      return { ...place, kind: 'catalog' }
    case 'MPM':
      obstacles.push('A button that shows a list of products cannot be sent yet: it needs the products.')
      return { ...place, kind: 'mpm' }
    case 'SPM':
      obstacles.push('A button that shows a product cannot be sent yet: it needs the product.')
      return { ...place, kind: 'spm' }
    default:
      obstacles.push(`Button ${number} is of a kind that is not known here: "${type}".`)
      return { ...place, kind: 'unknown', type, raw: value }
  }
}
