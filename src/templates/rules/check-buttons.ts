import type { ButtonFields, ButtonType } from '../editing/fields.ts'
import { placeholderNames } from '../parse-text.ts'
import { checkLength } from './check-text.ts'
import { type Complaint, complain } from './complaints.ts'

// Cloud API, limits of templates.
const MAX_BUTTONS = 10
const TEXT_LIMIT = 25
const PHONE_LIMIT = 20
const URL_LIMIT = 2000
const CODE_LIMIT = 20

const MAX_OF_TYPE: Readonly<Record<ButtonType, number>> = {
  quick_reply: MAX_BUTTONS,
  url: 2,
  phone_number: 1,
  copy_code: 1,
  otp: 1,
  flow: 1,
  catalog: 1,
  voice_call: 1,
  request_contact_info: 1,
}

/** Their label is Meta's own where they have none. */
const WITH_LABEL_OF_META: readonly ButtonType[] = ['copy_code', 'otp', 'request_contact_info']

/** Buttons one by one, how many of each kind, and that quick replies stand together. */
export const checkButtons = (buttons: readonly ButtonFields[]): Complaint[] => {
  const complaints = buttons.flatMap((button, index) =>
    checkButton(button).map(({ field, problem }) => complain(`buttons.${index}.${field}`, problem)),
  )
  if (buttons.length > MAX_BUTTONS)
    complaints.push(
      complain('buttons', `has ${buttons.length} buttons; WhatsApp takes ${MAX_BUTTONS} at most.`),
    )
  for (const [type, of] of Map.groupBy(buttons, (button) => button.type))
    if (of.length > MAX_OF_TYPE[type] && type !== 'quick_reply')
      complaints.push(
        complain(
          'buttons',
          `has ${of.length} buttons of the type ${type}; WhatsApp takes ${MAX_OF_TYPE[type]} at most.`,
        ),
      )
  const kinds = buttons.map(({ type }) => type === 'quick_reply')
  if (kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length > 1)
    complaints.push(complain('buttons', 'must have its quick replies together, before or after all others.'))
  return complaints
}

const checkButton = (button: ButtonFields): Complaint[] => [
  ...checkLabel(button),
  ...(checksOf[button.type]?.(button) ?? []),
]

const checkLabel = ({ type, text = '' }: ButtonFields): Complaint[] => {
  if (text.trim() === '') return WITH_LABEL_OF_META.includes(type) ? [] : [complain('text', 'is required.')]
  const complaints = checkLength('text', text, TEXT_LIMIT)
  if (placeholderNames(text).length > 0) complaints.push(complain('text', 'must not have placeholders.'))
  if (/[\n\r]/.test(text)) complaints.push(complain('text', 'must not have line breaks.'))
  return complaints
}

const checkLink = ({ url = '', example = '' }: ButtonFields): Complaint[] => {
  if (url.trim() === '') return [complain('url', 'is required.')]
  const complaints = checkLength('url', url, URL_LIMIT)
  if (!/^https?:\/\/[^\s{}]+/i.test(url))
    complaints.push(complain('url', 'must be a link that begins with https:// or http:// and a host.'))
  const names = placeholderNames(url)
  if (names.length > 0 && !(names.length === 1 && /^[^{}]*\{\{1\}\}$/.test(url)))
    complaints.push(complain('url', 'may have one placeholder, {{1}}, at its very end.'))
  if (names.length > 0 && example.trim() === '')
    complaints.push(complain('example', "is required: a sample of the link's value for Meta's reviewers."))
  return complaints
}

const checkPhone = ({ phone_number = '' }: ButtonFields): Complaint[] => {
  if (phone_number.trim() === '') return [complain('phone_number', 'is required.')]
  const complaints = checkLength('phone_number', phone_number, PHONE_LIMIT)
  if (!/^\+?[\d ()-]{5,}$/.test(phone_number))
    complaints.push(complain('phone_number', 'must be a phone number such as +905554443322.'))
  return complaints
}

const checkCode = ({ example = '' }: ButtonFields): Complaint[] =>
  example.trim() === ''
    ? [complain('example', 'is required: a sample of the code.')]
    : checkLength('example', example, CODE_LIMIT)

const checkFlow = ({ flow_id, flow_name }: ButtonFields): Complaint[] => {
  if (!flow_id && !flow_name) return [complain('flow_id', 'is required, or flow_name.')]
  return flow_id && flow_name ? [complain('flow_name', 'goes without flow_id: use one of them.')] : []
}

/** Where the code is filled in by an app, Meta has to know which (Cloud API, authentication templates). */
const checkOtp = (button: ButtonFields): Complaint[] => {
  const { otp_type: kind = '', supported_apps: apps = [] } = button
  if (!['copy_code', 'one_tap', 'zero_tap'].includes(kind))
    return [complain('otp_type', 'must be one of: copy_code, one_tap, zero_tap.')]
  if (kind === 'copy_code') return []
  const own = button.package_name || button.signature_hash ? [button] : []
  const named: readonly { package_name?: string; signature_hash?: string }[] = apps.length > 0 ? apps : own
  const complaints = named.flatMap(({ package_name = '', signature_hash = '' }) => [
    ...(/^[A-Za-z]\w*(\.\w+)+$/.test(package_name)
      ? []
      : [complain('package_name', 'must be the name of an Android app such as com.example.shop.')]),
    ...(signature_hash.length === 11
      ? []
      : [complain('signature_hash', `must have 11 characters; it has ${signature_hash.length}.`)]),
  ])
  if (named.length === 0)
    complaints.push(complain('supported_apps', 'is required: package_name and signature_hash of your app.'))
  if (kind === 'zero_tap' && button.zero_tap_terms_accepted !== true)
    complaints.push(complain('zero_tap_terms_accepted', "must be true: it says that you keep Meta's terms."))
  return complaints
}

const checksOf: Partial<Record<ButtonType, (button: ButtonFields) => Complaint[]>> = {
  url: checkLink,
  phone_number: checkPhone,
  copy_code: checkCode,
  flow: checkFlow,
  otp: checkOtp,
}
