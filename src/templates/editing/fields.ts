import type { MediaKind } from '../definition.ts'

/** Sample values by placeholder: Meta's reviewers see them. */
export type Samples = Readonly<Record<string, string>>

export type SampledText = { readonly text: string; readonly samples: Samples }

export type HeaderFields =
  | ({ readonly kind: 'text' } & SampledText)
  | { readonly kind: MediaKind }
  | { readonly kind: 'location' }

/** Kinds of buttons that a template can be made with; those of products need values that no send gives yet. */
export const BUTTON_TYPES = [
  'quick_reply',
  'url',
  'phone_number',
  'copy_code',
  'otp',
  'flow',
  'catalog',
  'voice_call',
  'request_contact_info',
] as const
export type ButtonType = (typeof BUTTON_TYPES)[number]

/** What a button has beside its type, under Meta's own names. */
export type ButtonFields = {
  readonly type: ButtonType
  readonly text?: string
  readonly url?: string
  readonly phone_number?: string
  /** Of a link's placeholder, or of a code. */
  readonly example?: string
  readonly otp_type?: string
  readonly autofill_text?: string
  readonly package_name?: string
  readonly signature_hash?: string
  readonly supported_apps?: { package_name: string; signature_hash: string }[]
  readonly zero_tap_terms_accepted?: boolean
  readonly flow_id?: string
  readonly flow_name?: string
  readonly flow_action?: string
  readonly navigate_screen?: string
}

/** The text of a translation as it is written and changed here, before and beside what Meta makes of it. */
export type TranslationFields = {
  readonly header: HeaderFields | null
  /** Empty in an authentication template, whose text is Meta's. */
  readonly body: SampledText
  readonly footer: string | null
  readonly buttons: readonly ButtonFields[]
  /** Of authentication templates alone. */
  readonly hasSecurityAdvice: boolean
  readonly codeExpirationMinutes: number | null
  /** The file that shows a media header to Meta's reviewers. */
  readonly sample: Sample | null
}

/** A file of ours. */
export type Sample = { readonly integrationId: number; readonly mediaId: string }

export const NO_FIELDS: TranslationFields = {
  header: null,
  body: { text: '', samples: {} },
  footer: null,
  buttons: [],
  hasSecurityAdvice: false,
  codeExpirationMinutes: null,
  sample: null,
}
