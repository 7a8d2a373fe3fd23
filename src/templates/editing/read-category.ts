import type { TemplateCategory } from '../definition.ts'

const BY_WORD: Readonly<Record<string, TemplateCategory>> = {
  '1': 'MARKETING',
  MARKETING: 'MARKETING',
  '2': 'UTILITY',
  UTILITY: 'UTILITY',
  CUSTOM: 'UTILITY',
  '3': 'AUTHENTICATION',
  AUTHENTICATION: 'AUTHENTICATION',
}

/** A category as the list shows it, by its number or by its word; undefined for what is none. */
export const readCategory = (written: unknown): TemplateCategory | undefined => BY_WORD[wordOf(written)]

/** `{value, label}`, a number or a word, as one word: `template-messages.new.custom` ends in its name. */
export const wordOf = (written: unknown): string => {
  const inner =
    typeof written === 'object' && written !== null
      ? ((written as Record<string, unknown>)['value'] ?? (written as Record<string, unknown>)['label'])
      : written
  return (typeof inner === 'string' || typeof inner === 'number' ? String(inner) : '')
    .trim()
    .toUpperCase()
    .replace(/^.*\./, '')
}
