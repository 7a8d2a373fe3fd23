import type { Button, TemplateDefinition, Variable } from './definition.ts'

/** A place that a send must fill, with the key of the public API: `header-1`, `body-1`, `button-1`, `header-location`. */
export type Slot = { readonly key: string } & (
  | { readonly kind: 'header' | 'body'; readonly variable: Variable }
  | { readonly kind: 'location' }
  | { readonly kind: 'url'; readonly button: Extract<Button, { kind: 'url' }>; readonly variable: Variable }
  | { readonly kind: 'copy_code'; readonly button: Extract<Button, { kind: 'copy_code' }> }
)

const headerSlots = ({ header }: TemplateDefinition): Slot[] => {
  if (header?.kind === 'location') return [{ key: 'header-location', kind: 'location' }]
  if (header?.kind !== 'text') return []
  return header.variables.map((variable) => ({ key: `header-${variable.name}`, kind: 'header', variable }))
}

const buttonSlots = (button: Button): Slot[] => {
  const key = `button-${button.number}`
  if (button.kind === 'copy_code') return [{ key, kind: 'copy_code', button }]
  if (button.kind === 'url' && button.variable)
    return [{ key, kind: 'url', button, variable: button.variable }]
  return []
}

/**
 * What a send must fill, in the order header, body, buttons. A media header is filled by the attachment and a
 * one-time-password button by the body's code, so that neither has a slot.
 */
export const listSlots = (definition: TemplateDefinition): Slot[] => [
  ...headerSlots(definition),
  ...definition.body.variables.map(
    (variable): Slot => ({ key: `body-${variable.name}`, kind: 'body', variable }),
  ),
  ...definition.buttons.flatMap(buttonSlots),
]

/** The keys of the public API's `variables`: what a send must fill, in order. */
export const listVariableKeys = (definition: TemplateDefinition): string[] =>
  listSlots(definition).map(({ key }) => key)

const KEY = /^(header|body|button)(.+)$/is
const looseName = (name: string) => name.replaceAll('-', '_').toLowerCase()

/** Finds the template's key for one that a caller wrote; undefined when there is none, or more than one. */
export type KeyResolver = (written: string) => string | undefined

/**
 * Keys may be written `body-1`, `body_1` or `body1`, and dashes in a parameter's name as underscores and the other
 * way round. The exact spelling always wins, so that names which differ in that alone can all be reached.
 */
export const createKeyResolver = (keys: readonly string[]): KeyResolver => {
  const exact = new Set(keys)
  const loose = new Map<string, string | undefined>()
  for (const key of keys) {
    const folded = looseName(key)
    loose.set(folded, loose.has(folded) ? undefined : key)
  }
  return (written) => {
    if (exact.has(written)) return written
    const [, part, rest] = KEY.exec(written.trim()) ?? []
    if (part === undefined || rest === undefined) return undefined
    const names = /^[-_]./.test(rest) ? [rest.slice(1), rest] : [rest]
    const spellings = names.map((name) => `${part.toLowerCase()}-${name}`)
    const match = spellings.find((key) => exact.has(key))
    if (match !== undefined) return match
    const folded = spellings.map(looseName).find((key) => loose.has(key))
    return folded === undefined ? undefined : loose.get(folded)
  }
}
