import type { TemplateDefinition } from './definition.ts'
import { parseDefinition } from './parse-definition.ts'
import type { TemplateRow, TranslationRow } from './rows.ts'

/** The definition of a stored translation. Never throws; see `parseDefinition`. */
export const parseTranslation = (
  { name, category }: Pick<TemplateRow, 'name' | 'category'>,
  {
    languageCode,
    parameterFormat,
    components,
  }: Pick<TranslationRow, 'languageCode' | 'parameterFormat' | 'components'>,
): TemplateDefinition => parseDefinition({ name, category, languageCode, parameterFormat, components })
