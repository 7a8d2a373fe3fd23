import type { Button, TemplateDefinition } from './definition.ts'
import type { WrittenValues } from './gather-values.ts'
import { fillPlaceholders } from './placeholders.ts'
import { textOf } from './read-json.ts'
import { createKeyResolver, listSlots, listVariableKeys } from './variables.ts'

/** A button as the reader of the message sees it. */
export type PreviewButton = {
  type: Button['kind']
  text: string
  url?: string
  phone_number?: string
  /** What a copy-code or one-time-password button copies. */
  code?: string
}

export type TemplatePreview = {
  /** The text of a text header; null when the header is a file or a place, or there is none. */
  header: string | null
  body: string
  footer: string | null
  buttons: PreviewButton[]
}

type LookUp = (key: string) => string | undefined

// Meta writes the label of these buttons itself where a template leaves it out.
const labelOf = (button: Button): string =>
  button.text || (button.kind === 'otp' || button.kind === 'copy_code' ? 'Copy code' : '')

const renderButton = (button: Button, oneTimePassword: string | undefined, lookUp: LookUp): PreviewButton => {
  const shown: PreviewButton = { type: button.kind, text: labelOf(button) }
  const value = lookUp(`button-${button.number}`)
  switch (button.kind) {
    case 'url':
      return { ...shown, url: fillPlaceholders(button.url, () => value) }
    case 'phone_number':
      return { ...shown, phone_number: button.phoneNumber }
    case 'copy_code':
      return value === undefined ? shown : { ...shown, code: value }
    case 'otp':
      return oneTimePassword === undefined ? shown : { ...shown, code: oneTimePassword }
    default:
      return shown
  }
}

/**
 * A translation as its reader sees it. Keys of `values` may be spelt as in a send; a placeholder without a value
 * stays as it is written.
 */
export const renderTemplate = (definition: TemplateDefinition, values: WrittenValues): TemplatePreview => {
  const resolve = createKeyResolver(listVariableKeys(definition))
  const byKey = new Map<string, string>()
  for (const [written, value] of Object.entries(values)) {
    const key = resolve(written)
    const text = textOf(value)
    if (key !== undefined && text !== null && (written === key || !byKey.has(key))) byKey.set(key, text)
  }
  const { header, body, footer, buttons } = definition
  const lookUp: LookUp = (key) => byKey.get(key)
  const oneTimePassword = body.variables[0] && lookUp(`body-${body.variables[0].name}`)
  return {
    header:
      header?.kind === 'text' ? fillPlaceholders(header.text, (name) => lookUp(`header-${name}`)) : null,
    body: fillPlaceholders(body.text, (name) => lookUp(`body-${name}`)),
    footer,
    buttons: buttons.map((button) => renderButton(button, oneTimePassword, lookUp)),
  }
}

/** The sample values that a translation was submitted with, by key; keys without a sample are left out. */
export const sampleValues = (definition: TemplateDefinition): Record<string, string> => {
  const samples: [string, string][] = []
  for (const slot of listSlots(definition)) {
    if (slot.kind === 'location') continue
    const example = slot.kind === 'copy_code' ? slot.button.example : slot.variable.example
    if (example !== null) samples.push([slot.key, example])
  }
  return Object.fromEntries(samples)
}
