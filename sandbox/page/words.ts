import { state } from './store.ts'
import type { Words } from './words/english.ts'
import { wordsOf } from './words/language.ts'

/** The words of the language that is chosen now. */
export const words = (): Words => wordsOf(state.language)
