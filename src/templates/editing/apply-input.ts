import type { FieldErrors } from '../../error.ts'
import type { MediaKind } from '../definition.ts'
import {
  BUTTON_TYPES,
  type ButtonFields,
  type HeaderFields,
  type Samples,
  type TranslationFields,
} from './fields.ts'
import type { TranslationInput } from './input-schema.ts'
import { wordOf } from './read-category.ts'

const HEADER_KINDS: Readonly<Record<string, HeaderFields['kind']>> = {
  '1': 'image',
  IMAGE: 'image',
  '2': 'video',
  VIDEO: 'video',
  '3': 'document',
  DOCUMENT: 'document',
  '4': 'text',
  TEXT: 'text',
  '5': 'location',
  LOCATION: 'location',
}

/** The texts that Meta writes into an authentication template: sent back as they are shown, they change nothing. */
export type ShownTexts = { readonly body: string; readonly footer: string | null }

/**
 * The fields of a translation with what a request names in their place; what it does not name stays. What cannot be
 * read goes to `errors` under `path`. The file of a media header is the caller's to find.
 */
export const applyInput = (
  fields: TranslationFields,
  input: TranslationInput,
  shown: ShownTexts | null,
  path: string,
  errors: FieldErrors,
): TranslationFields => {
  const header = applyHeader(fields.header, input, path, errors)
  return {
    ...fields,
    header,
    // A picture does not show what a film will look like.
    sample: header?.kind === fields.header?.kind ? fields.sample : null,
    body: {
      text: !('body' in input) || input.body === shown?.body ? fields.body.text : (input.body ?? ''),
      samples: applySamples(fields.body.samples, input.body_variables),
    },
    footer: !('footer' in input) || input.footer === shown?.footer ? fields.footer : input.footer || null,
    buttons: input.buttons ? readButtons(input.buttons, `${path}.buttons`, errors) : fields.buttons,
    hasSecurityAdvice: input.add_security_recommendation ?? fields.hasSecurityAdvice,
    codeExpirationMinutes:
      input.code_expiration_minutes === undefined
        ? fields.codeExpirationMinutes
        : input.code_expiration_minutes,
  }
}

const applySamples = (samples: Samples, written: TranslationInput['body_variables']): Samples =>
  written === undefined
    ? samples
    : Object.fromEntries((written ?? []).map(({ key, value }) => [key.replace(/^\{\{|\}\}$/g, ''), value]))

const applyHeader = (
  header: HeaderFields | null,
  input: TranslationInput,
  path: string,
  errors: FieldErrors,
): HeaderFields | null => {
  const written = input.header || undefined
  const kind = headerKind(header, input, path, errors)
  if (kind === undefined || kind === 'none') return null
  if (kind !== 'text') return { kind: kind as MediaKind | 'location' }
  const before = header?.kind === 'text' ? header : { text: '', samples: {} }
  return {
    kind,
    text: 'header' in input ? (written ?? '') : before.text,
    samples: applySamples(before.samples, input.header_variables),
  }
}

/** A text without a type is a text header; a null text takes none but a text header away. */
const headerKind = (
  header: HeaderFields | null,
  input: TranslationInput,
  path: string,
  errors: FieldErrors,
): HeaderFields['kind'] | 'none' | undefined => {
  if (!('header_type' in input)) {
    if (input.header) return 'text'
    return 'header' in input && header?.kind === 'text' ? 'none' : header?.kind
  }
  const word = wordOf(input.header_type)
  if (word === '') return 'none'
  const kind = HEADER_KINDS[word]
  if (kind === undefined) {
    const field = `${path}.header_type`
    errors[field] = [`The ${field} field must be one of: IMAGE, VIDEO, DOCUMENT, TEXT, LOCATION; or null.`]
  }
  return kind
}

const readButtons = (
  buttons: NonNullable<TranslationInput['buttons']>,
  path: string,
  errors: FieldErrors,
): ButtonFields[] =>
  buttons.flatMap(({ type: written, example, otp_type, ...rest }, index): ButtonFields[] => {
    const type = BUTTON_TYPES.find((one) => one === written.trim().toLowerCase())
    if (type === undefined) {
      const field = `${path}.${index}.type`
      errors[field] = [`The ${field} field must be one of: ${BUTTON_TYPES.join(', ')}.`]
      return []
    }
    const sample = Array.isArray(example) ? example[0] : example
    return [
      {
        type,
        ...pickFields(rest),
        ...(sample && { example: String(sample) }),
        ...(otp_type && { otp_type: otp_type.trim().toLowerCase() }),
      },
    ]
  })

const FIELDS = [
  'text',
  'url',
  'phone_number',
  'autofill_text',
  'package_name',
  'signature_hash',
  'supported_apps',
  'zero_tap_terms_accepted',
  'flow_id',
  'flow_name',
  'flow_action',
  'navigate_screen',
] as const

/** What a button is made of; what the list shows beside it (its number, its key) is not. */
const pickFields = (button: Partial<Record<(typeof FIELDS)[number], unknown>>): Partial<ButtonFields> =>
  Object.fromEntries(
    FIELDS.flatMap((name) =>
      button[name] === undefined || button[name] === '' ? [] : [[name, button[name]]],
    ),
  )
