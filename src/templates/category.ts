import type { TemplateCategory } from './definition.ts'
import type { TemplateRow } from './rows.ts'

// Names that Meta gave its categories before 2023, still met on old templates.
const FORMER: Readonly<Record<string, TemplateCategory>> = { OTP: 'AUTHENTICATION', TRANSACTIONAL: 'UTILITY' }

/** Every name, in capitals, of a category that is not marketing: for statements, which cannot ask `categoryOf`. */
export const NOT_MARKETING: readonly string[] = ['UTILITY', 'AUTHENTICATION', ...Object.keys(FORMER)]

/** Meta's category; one that is not known counts as marketing, the kind with the strictest rules. */
export const categoryOf = (written: string): TemplateCategory => {
  const name = written.trim().toUpperCase()
  if (name === 'UTILITY' || name === 'AUTHENTICATION') return name
  return FORMER[name] ?? 'MARKETING'
}

/** The category that a template has, or will have once its changes are submitted. */
export const effectiveCategory = ({ category, draftCategory }: TemplateRow): TemplateCategory =>
  categoryOf(draftCategory ?? category)
