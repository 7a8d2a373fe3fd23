import { english, type Words } from './english.ts'
import { turkish } from './turkish.ts'

const tables = { en: english, tr: turkish } satisfies Record<string, Words>

export type Language = keyof typeof tables

const storageKey = 'sandbox.language'

/** The one chosen before, else the browser's. */
export const chooseLanguage = (): Language => {
  const chosen = localStorage.getItem(storageKey) ?? navigator.language.slice(0, 2)
  return chosen === 'tr' ? 'tr' : 'en'
}

export const keepLanguage = (language: Language): void => localStorage.setItem(storageKey, language)

export const wordsOf = (language: Language): Words => tables[language]
