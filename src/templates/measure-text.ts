import { codePointCount } from './check-value.ts'
import { type CompileError, parameterError } from './compile-error.ts'
import type { TemplateDefinition } from './definition.ts'
import { splitPlaceholders } from './placeholders.ts'
import type { Slot } from './variables.ts'

// Cloud API, limits of templates, in characters of the text with its values filled in.
const BODY_LIMIT = 1024
const HEADER_LIMIT = 60
const URL_LIMIT = 2000

/** A text of which only the values change: it becomes as long as its fixed part and its values together. */
export type MeasuredText = {
  readonly where: string
  readonly limit: number
  readonly fixedLength: number
  /** Which of the template's slots stand in it, and how often each. */
  readonly slots: readonly { readonly at: number; readonly times: number }[]
}

const measure = (
  where: string,
  limit: number,
  text: string,
  slotAt: (name: string) => number,
): MeasuredText => {
  const times = new Map<number, number>()
  let fixedLength = 0
  for (const piece of splitPlaceholders(text)) {
    if ('literal' in piece) fixedLength += codePointCount(piece.literal)
    else times.set(slotAt(piece.name), (times.get(slotAt(piece.name)) ?? 0) + 1)
  }
  return { where, limit, fixedLength, slots: [...times].map(([at, count]) => ({ at, times: count })) }
}

/** The texts of a template that have values in them and a limit of their own. */
export const measureTexts = (
  { header, body }: TemplateDefinition,
  slots: readonly Slot[],
): readonly MeasuredText[] => {
  const placeOf = (key: string) => slots.findIndex((slot) => slot.key === key)
  const texts = [measure('body', BODY_LIMIT, body.text, (name) => placeOf(`body-${name}`))]
  if (header?.kind === 'text') {
    texts.push(measure('header', HEADER_LIMIT, header.text, (name) => placeOf(`header-${name}`)))
  }
  for (const { key, ...slot } of slots) {
    if (slot.kind !== 'url') continue
    const { number, url } = slot.button
    texts.push(measure(`link of button ${number}`, URL_LIMIT, url, () => placeOf(key)))
  }
  return texts.filter((text) => text.slots.length > 0)
}

/**
 * Whether the values make a text too long; the longest of them is blamed. `values` are those of the text's slots by
 * place, already checked to be text.
 */
export const findExcess = (
  text: MeasuredText,
  values: readonly unknown[],
  keys: readonly string[],
): CompileError | undefined => {
  const valueAt = (at: number) => values[at] as string
  const total = (count: (value: string) => number) =>
    text.slots.reduce((sum, { at, times }) => sum + times * count(valueAt(at)), text.fixedLength)
  // There are never more code points than UTF-16 units, which cost nothing to count.
  if (total((value) => value.length) <= text.limit) return undefined
  const length = total(codePointCount)
  if (length <= text.limit) return undefined
  const longest = text.slots.reduce((a, b) => (valueAt(b.at).length > valueAt(a.at).length ? b : a))
  return parameterError(
    keys[longest.at]!,
    `makes the ${text.where} ${length} characters long; WhatsApp takes ${text.limit} at most.`,
  )
}
