import { effectiveCategory } from '../category.ts'
import type { TemplateDefinition } from '../definition.ts'
import { parseTranslation } from '../parse-translation.ts'
import type { TemplateRow, TranslationRow } from '../rows.ts'
import type { ShownTexts } from './apply-input.ts'
import { NO_FIELDS, type TranslationFields } from './fields.ts'
import { readFields } from './read-fields.ts'

/** The newest text of a translation: its unsubmitted changes, else what it is. */
export const newestDefinition = (template: TemplateRow, row: TranslationRow): TemplateDefinition =>
  parseTranslation({ ...template, category: effectiveCategory(template) }, { ...row, ...row.draft })

/** That text as fields to change; none for a language that the template does not have. */
export const newestFields = (template: TemplateRow, row: TranslationRow | undefined): TranslationFields =>
  row
    ? readFields(newestDefinition(template, row), row.draft?.components ?? row.components, row.sample)
    : NO_FIELDS

/** What Meta writes in an authentication template, and the list shows in the place of texts. */
export const shownTexts = (template: TemplateRow, row: TranslationRow | undefined): ShownTexts | null => {
  if (!row || effectiveCategory(template) !== 'AUTHENTICATION') return null
  const { body, footer } = newestDefinition(template, row)
  return { body: body.text, footer }
}
