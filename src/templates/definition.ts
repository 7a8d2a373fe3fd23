export type TemplateCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION'

export type ParameterFormat = 'positional' | 'named'

/** A placeholder: `1`, `2`, … where parameters go by position, else its name. */
export type Variable = { readonly name: string; readonly example: string | null }

/** Text with placeholders; its variables by number, or in the order of the text when they have names. */
export type TextPart = { readonly text: string; readonly variables: readonly Variable[] }

export type MediaKind = 'image' | 'video' | 'document'

export type Header =
  | ({ readonly kind: 'text' } & TextPart)
  | { readonly kind: MediaKind }
  | { readonly kind: 'location' }
  | { readonly kind: 'unknown'; readonly format: string }

export type OtpType = 'copy_code' | 'one_tap' | 'zero_tap'

/** `number` is the button's place in the template from 1; the Cloud API's `index` is one less. */
export type Button = { readonly number: number; readonly text: string } & (
  | { readonly kind: 'quick_reply' | 'catalog' | 'mpm' | 'spm' | 'voice_call' | 'request_contact_info' }
  | { readonly kind: 'url'; readonly url: string; readonly variable: Variable | null }
  | { readonly kind: 'phone_number'; readonly phoneNumber: string }
  | { readonly kind: 'copy_code'; readonly example: string | null }
  | { readonly kind: 'otp'; readonly otpType: OtpType }
  | { readonly kind: 'flow'; readonly flowId: string | null }
  | { readonly kind: 'unknown'; readonly type: string; readonly raw: unknown }
)

/** One translation of a template, as read from Meta's components. */
export type TemplateDefinition = {
  readonly name: string
  /** Meta's code of the translation's language, as Meta wrote it. */
  readonly languageCode: string
  readonly category: TemplateCategory
  readonly parameterFormat: ParameterFormat
  readonly header: Header | null
  readonly body: TextPart
  readonly footer: string | null
  readonly buttons: readonly Button[]
  /** Components that this program can't send or doesn't know, as Meta gave them. */
  readonly unknownComponents: readonly unknown[]
  /** Why this translation can't be sent, in sentences; empty when nothing is in the way. */
  readonly obstacles: readonly string[]
}
