import type { TranslationInput } from '../../../../src/templates/editing/input-schema.ts'
import type { Template, Translation } from '../../inbox/queries.ts'
import { type Category, categoryOf } from '../status.ts'

export const HEADER_KINDS = ['none', 'text', 'image', 'video', 'document', 'location'] as const
export type HeaderKind = (typeof HEADER_KINDS)[number]

export const BUTTON_TYPES = [
  'quick_reply',
  'url',
  'phone_number',
  'copy_code',
  'flow',
  'catalog',
  'voice_call',
  'request_contact_info',
] as const
export type ButtonType = (typeof BUTTON_TYPES)[number] | 'otp'

/** Kinds that Meta has and nobody can write here, such as those of products. */
export const isWritable = ({ type }: { type: string }): boolean =>
  type === 'otp' || BUTTON_TYPES.some((one) => one === type)

export type App = { package_name: string; signature_hash: string }

/** A button under the API's own names; `key` tells one from another while they move. */
export type ButtonDraft = {
  key: string
  type: ButtonType
  text: string
  url: string
  example: string
  phone_number: string
  flow_id: string
  flow_name: string
  navigate_screen: string
  otp_type: string
  autofill_text: string
  supported_apps: App[]
  zero_tap_terms_accepted: boolean
}

/** The text of one language while it is written. */
export type TextDraft = {
  languageId: number
  headerKind: HeaderKind
  header: string
  headerSamples: Record<string, string>
  file: File | null
  mediaId: string | null
  body: string
  bodySamples: Record<string, string>
  footer: string
  buttons: ButtonDraft[]
  hasSecurityAdvice: boolean
  codeExpirationMinutes: number | null
}

export type Draft = { name: string; category: Category; texts: TextDraft[] }

export const newButton = (type: ButtonType): ButtonDraft => ({
  key: crypto.randomUUID(),
  type,
  text: '',
  url: '',
  example: '',
  phone_number: '',
  flow_id: '',
  flow_name: '',
  navigate_screen: '',
  otp_type: 'copy_code',
  autofill_text: '',
  supported_apps: [],
  zero_tap_terms_accepted: false,
})

export const newText = (languageId: number): TextDraft => ({
  languageId,
  headerKind: 'none',
  header: '',
  headerSamples: {},
  file: null,
  mediaId: null,
  body: '',
  bodySamples: {},
  footer: '',
  buttons: [],
  hasSecurityAdvice: true,
  codeExpirationMinutes: 10,
})

const HEADERS_BY_VALUE: Record<number, HeaderKind> = {
  1: 'image',
  2: 'video',
  3: 'document',
  4: 'text',
  5: 'location',
}

type Variables = Translation['body_variables']

const samplesOf = (variables: Variables): Record<string, string> =>
  Object.fromEntries((variables ?? []).map(({ key, value }) => [key, value]))

/** A translation as it is written, with the changes that were not submitted yet. */
const textFrom = (translation: Translation): TextDraft => {
  const text = translation.draft ?? translation
  return {
    ...newText(translation.language_id),
    headerKind: HEADERS_BY_VALUE[text.header_type?.value ?? 0] ?? 'none',
    header: text.header ?? '',
    headerSamples: samplesOf(text.header_variables),
    mediaId: text.header_media_id,
    body: text.body,
    bodySamples: samplesOf(text.body_variables),
    footer: text.footer ?? '',
    buttons: text.buttons.map(buttonFrom),
    hasSecurityAdvice: text.add_security_recommendation ?? true,
    codeExpirationMinutes: text.code_expiration_minutes ?? null,
  }
}

/** One app may stand in the button itself rather than in a list of them. */
const buttonFrom = ({
  number: _number,
  variable: _variable,
  type,
  package_name,
  signature_hash,
  supported_apps,
  ...button
}: Translation['buttons'][number]): ButtonDraft => ({
  ...newButton(type as ButtonType),
  ...button,
  supported_apps:
    supported_apps ?? (package_name ? [{ package_name, signature_hash: signature_hash ?? '' }] : []),
})

export const draftFrom = (template: Template): Draft => ({
  name: template.name,
  category: categoryOf(template),
  texts: template.translations.map(textFrom),
})

export const isMedia = (kind: HeaderKind): kind is 'image' | 'video' | 'document' =>
  kind === 'image' || kind === 'video' || kind === 'document'

/** The names within the braces of a text, each once. */
export const placeholdersOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].flatMap(([, name]) => name || [])),
]

/** The number that the next placeholder of a text gets. */
export const nextPlaceholder = (text: string): string => {
  const taken = new Set(placeholdersOf(text))
  let number = 1
  while (taken.has(`${number}`)) number += 1
  return `{{${number}}}`
}

const samplesFor = (text: string, samples: Record<string, string>) =>
  placeholdersOf(text).flatMap((key) => (samples[key] ? [{ key, value: samples[key] }] : []))

/** What the API takes of a text: all of it, so that what was taken out goes. Meta writes that of a one-time code. Buttons
 * that cannot be written stay as they are, when they are not named. */
export const toInput = (text: TextDraft, category: Category): TranslationInput => {
  const buttons = text.buttons.every(isWritable) ? { buttons: text.buttons.map(buttonInput) } : {}
  if (category === 'authentication')
    return {
      language_id: text.languageId,
      ...buttons,
      add_security_recommendation: text.hasSecurityAdvice,
      code_expiration_minutes: text.codeExpirationMinutes,
    }
  const isText = text.headerKind === 'text'
  return {
    language_id: text.languageId,
    header_type: text.headerKind === 'none' ? null : text.headerKind.toUpperCase(),
    header: isText ? text.header : null,
    header_variables: isText ? samplesFor(text.header, text.headerSamples) : null,
    ...(isMedia(text.headerKind) && !text.file && text.mediaId && { header_media_id: text.mediaId }),
    body: text.body,
    body_variables: samplesFor(text.body, text.bodySamples),
    footer: text.footer || null,
    ...buttons,
  }
}

type ButtonInput = NonNullable<TranslationInput['buttons']>[number]

const buttonInput = (button: ButtonDraft): ButtonInput => {
  const { type, text } = button
  if (type === 'url')
    return { type, text, url: button.url, ...(button.example && { example: button.example }) }
  if (type === 'phone_number') return { type, text, phone_number: button.phone_number }
  if (type === 'copy_code') return { type, example: button.example }
  if (type === 'flow')
    return {
      type,
      text,
      ...(button.flow_name && !button.flow_id
        ? { flow_name: button.flow_name }
        : { flow_id: button.flow_id }),
      ...(button.navigate_screen && { flow_action: 'navigate', navigate_screen: button.navigate_screen }),
    }
  if (type === 'otp') return otpInput(button)
  return type === 'request_contact_info' ? { type } : { type, text }
}

const otpInput = (button: ButtonDraft): ButtonInput => ({
  type: 'otp',
  text: button.text,
  otp_type: button.otp_type,
  ...(button.otp_type !== 'copy_code' && {
    autofill_text: button.autofill_text,
    supported_apps: button.supported_apps,
  }),
  ...(button.otp_type === 'zero_tap' && { zero_tap_terms_accepted: button.zero_tap_terms_accepted }),
})
