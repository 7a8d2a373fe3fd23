import { foldText } from '../chats/told.ts'

/** A word of a text: where it stands, and how it is compared. */
export type Word = {
  /** From where to where, in UTF-16 units of the text. */
  from: number
  to: number
  /** Without case, accents, and the dot that tells ı from i. */
  folded: string
  /** In the small letters of Turkish, for its stemmer: I is the capital of ı. */
  turkish: string
}

/** Characters that count of a word: what is longer is no word. */
const LENGTH = 64

const WORD = /[\p{L}\p{N}\p{M}]+/gu

/** The words of a text, in their order. What has neither letters nor digits is none. */
export const splitWords = (text: string): Word[] =>
  [...text.matchAll(WORD)]
    .map(({ 0: word, index }) => ({
      from: index,
      to: index + word.length,
      folded: foldText(word).slice(0, LENGTH),
      turkish: word.slice(0, LENGTH).toLocaleLowerCase('tr').normalize('NFC'),
    }))
    .filter(({ folded }) => folded !== '')
