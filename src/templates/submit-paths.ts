import { findLanguageByCode } from './languages.ts'

/** Where an error of a language belongs in a request: to its place among the translations. */
export const requestPaths =
  (translations: readonly { language_id: number }[]) =>
  (languageCode: string): string => {
    const id = findLanguageByCode(languageCode)?.id
    const index = translations.findIndex(({ language_id }) => language_id === id)
    return index < 0 ? `language_${id ?? languageCode}` : `translations.${index}`
  }
