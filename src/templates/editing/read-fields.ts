import type { Button, TemplateDefinition } from '../definition.ts'
import { firstTextOf, listOf, recordOf, textOf, upperCaseOf } from '../read-json.ts'
import {
  BUTTON_TYPES,
  type ButtonFields,
  type HeaderFields,
  type Sample,
  type TranslationFields,
} from './fields.ts'

/** What a button is written with, as Meta tells it back. */
const TEXT_FIELDS = [
  'text',
  'url',
  'phone_number',
  'autofill_text',
  'package_name',
  'signature_hash',
  'flow_id',
  'flow_name',
  'flow_action',
  'navigate_screen',
] as const

/**
 * The fields of a translation out of Meta's `components`, to be changed. Of what Masa cannot write (a carousel, say)
 * nothing is in them: `definition.obstacles` names it.
 */
export const readFields = (
  definition: TemplateDefinition,
  components: unknown,
  sample: Sample | null,
): TranslationFields => {
  const partOf = (type: string) =>
    recordOf(listOf(components).find((part) => upperCaseOf(recordOf(part)['type']) === type))
  const isAuthentication = definition.category === 'AUTHENTICATION'
  const rawButtons = listOf(partOf('BUTTONS')['buttons'])
  return {
    header: headerFields(definition),
    body: isAuthentication ? { text: '', samples: {} } : sampled(definition.body),
    footer: isAuthentication ? null : definition.footer,
    buttons: definition.buttons.flatMap((button, index) => buttonFields(button, recordOf(rawButtons[index]))),
    hasSecurityAdvice: partOf('BODY')['add_security_recommendation'] === true,
    codeExpirationMinutes: minutesOf(partOf('FOOTER')['code_expiration_minutes']),
    sample,
  }
}

const minutesOf = (value: unknown): number | null => {
  const text = textOf(value)
  return text === null || !/^\d{1,4}$/.test(text) ? null : Number(text)
}

const sampled = ({ text, variables }: TemplateDefinition['body']) => ({
  text,
  samples: Object.fromEntries(variables.flatMap(({ name, example }) => (example ? [[name, example]] : []))),
})

const headerFields = ({ header }: TemplateDefinition): HeaderFields | null => {
  if (header === null || header.kind === 'unknown') return null
  return header.kind === 'text' ? { kind: 'text', ...sampled(header) } : { kind: header.kind }
}

const isWritable = (kind: Button['kind']): kind is ButtonFields['type'] =>
  BUTTON_TYPES.some((type) => type === kind)

const buttonFields = (button: Button, raw: Readonly<Record<string, unknown>>): ButtonFields[] => {
  if (!isWritable(button.kind)) return []
  if (button.kind === 'otp') return [otpFields(button, raw)]
  const fields: Record<string, unknown> = { type: button.kind }
  for (const name of TEXT_FIELDS) if (textOf(raw[name])) fields[name] = textOf(raw[name])
  const example =
    button.kind === 'url' && button.variable ? button.variable.example : firstTextOf(raw['example'])
  if (example) fields['example'] = example
  return [fields as ButtonFields]
}

/** Where Meta keeps the sample of a media header; what is no address is a handle that nobody can open. */
export const findSampleUrl = (components: unknown): string | null => {
  const header = listOf(components).find((part) => upperCaseOf(recordOf(part)['type']) === 'HEADER')
  const handle = firstTextOf(recordOf(recordOf(header)['example'])['header_handle'])
  return handle !== null && /^https?:/.test(handle) ? handle : null
}

/** Created as type OTP, told back as a link that holds what it was made of. */
const otpFields = (
  button: Extract<Button, { kind: 'otp' }>,
  raw: Readonly<Record<string, unknown>>,
): ButtonFields => {
  const link = new URLSearchParams(/\?(.*)$/.exec(textOf(raw['url']) ?? '')?.[1] ?? '')
  const read = (name: string) => textOf(raw[name]) ?? link.get(name)
  const apps = listOf(raw['supported_apps']).map((app) => {
    const { package_name, signature_hash } = recordOf(app)
    return { package_name: textOf(package_name) ?? '', signature_hash: textOf(signature_hash) ?? '' }
  })
  const fields: Record<string, unknown> = { type: 'otp', otp_type: button.otpType }
  for (const name of ['text', 'autofill_text', 'package_name', 'signature_hash'])
    if (read(name)) fields[name] = read(name)
  if (apps.length > 0) fields['supported_apps'] = apps
  if (typeof raw['zero_tap_terms_accepted'] === 'boolean')
    fields['zero_tap_terms_accepted'] = raw['zero_tap_terms_accepted']
  return fields as ButtonFields
}
