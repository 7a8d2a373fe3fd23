import { PublicError, validationError } from '../error.ts'
import type { TemplateDefinition } from './definition.ts'
import { findLanguageByCode, findLanguageById } from './languages.ts'
import { parseTranslation } from './parse-translation.ts'
import type { TemplateRow, TranslationRow } from './rows.ts'
import { findStatusObstacle } from './status.ts'

const notSendable = (template: TemplateRow, language: string, reasons: readonly string[]) =>
  new PublicError(
    422,
    'template_not_sendable',
    `The ${language} translation of the template ${template.name} cannot be sent. ${reasons.join(' ')}`,
  )

const languageList = (translations: readonly TranslationRow[]): string =>
  translations
    .flatMap(({ languageCode }) => findLanguageByCode(languageCode) ?? [])
    .sort((a, b) => a.id - b.id)
    .map(({ id, label }) => `${id} (${label})`)
    .join(', ')

/** Throws 422 `failed_validation` for a language that is not known or that the template does not have. */
export const selectTranslation = (
  translations: readonly TranslationRow[],
  languageId: number,
): TranslationRow => {
  const language = findLanguageById(languageId)
  const row =
    language && translations.find(({ languageCode }) => findLanguageByCode(languageCode) === language)
  if (row) return row
  const list = languageList(translations)
  const choice = list === '' ? 'this template has none.' : `${list}.`
  throw validationError({
    language_id: [
      `The language_id field must be the language of one of this template's translations: ${choice}`,
    ],
  })
}

/**
 * The translation that a send names by its `language_id`, ready to be compiled. Throws as `selectTranslation` does,
 * and 422 `template_not_sendable`, with the reason in words, for a translation that is not active or has parts which
 * can't be sent.
 */
export const selectSendableDefinition = (
  template: TemplateRow,
  translations: readonly TranslationRow[],
  languageId: number,
): TemplateDefinition => {
  const row = selectTranslation(translations, languageId)
  const label = findLanguageByCode(row.languageCode)!.label
  const obstacle = findStatusObstacle(row)
  if (obstacle) throw notSendable(template, label, [obstacle])

  const definition = parseTranslation(template, row)
  if (definition.obstacles.length > 0) throw notSendable(template, label, definition.obstacles)
  return definition
}
