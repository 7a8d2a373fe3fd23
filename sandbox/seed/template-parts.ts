import type { TemplateButton, TemplateComponent } from '../templates/template.ts'

/** Words to write the seed's templates in: one function for each kind of part, with its sample values. */

export const textHeader = (text: string, example?: string): TemplateComponent => ({
  type: 'HEADER',
  format: 'TEXT',
  text,
  ...(example !== undefined && { example: { header_text: [example] } }),
})

export const mediaHeader = (format: 'IMAGE' | 'VIDEO' | 'DOCUMENT', handle: string): TemplateComponent => ({
  type: 'HEADER',
  format,
  example: { header_handle: [handle] },
})

export const locationHeader = (): TemplateComponent => ({ type: 'HEADER', format: 'LOCATION' })

export const body = (text: string, ...examples: string[]): TemplateComponent => ({
  type: 'BODY',
  text,
  ...(examples.length > 0 && { example: { body_text: [examples] } }),
})

/** The samples of named parameters, as `{param_name, example}`. */
const namedExamples = (examples: Record<string, string>) =>
  Object.entries(examples).map(([name, example]) => ({ param_name: name, example }))

export const namedHeader = (text: string, examples: Record<string, string>): TemplateComponent => ({
  type: 'HEADER',
  format: 'TEXT',
  text,
  example: { header_text_named_params: namedExamples(examples) },
})

export const namedBody = (text: string, examples: Record<string, string>): TemplateComponent => ({
  type: 'BODY',
  text,
  example: { body_text_named_params: namedExamples(examples) },
})

export const footer = (text: string): TemplateComponent => ({ type: 'FOOTER', text })

export const buttons = (...list: TemplateButton[]): TemplateComponent => ({ type: 'BUTTONS', buttons: list })

export const quickReply = (text: string): TemplateButton => ({ type: 'QUICK_REPLY', text })

/** A link; with a sample when the address ends in a variable. */
export const link = (text: string, url: string, example?: string): TemplateButton => ({
  type: 'URL',
  text,
  url,
  ...(example !== undefined && { example: [example] }),
})

export const call = (text: string, phoneNumber: string): TemplateButton => ({
  type: 'PHONE_NUMBER',
  text,
  phone_number: phoneNumber,
})

export const copyCode = (example: string): TemplateButton => ({
  type: 'COPY_CODE',
  text: 'Copy offer code',
  example: [example],
})

/** The parts of an authentication template, whose words are the platform's. */
export const oneTimePassword = (button: Record<string, unknown>): TemplateComponent[] => [
  { type: 'BODY', add_security_recommendation: true },
  { type: 'FOOTER', code_expiration_minutes: 10 },
  { type: 'BUTTONS', buttons: [{ type: 'OTP', ...button }] },
]
