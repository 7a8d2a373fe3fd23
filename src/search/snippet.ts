import type { Query, Term } from './query.ts'
import { splitWords, type Word } from './words.ts'

/** Characters of a snippet, about: two lines of a list. */
const LENGTH = 160
/** Of these, before the first word that was found. */
const LEAD = 40

export type Snippet = {
  text: string
  /** From where to where the words stand that were found, in UTF-16 units of the text. */
  marks: [from: number, to: number][]
}

/** The part of a text around the first word that was looked for, with all such words in it marked. */
export const snippetOf = (text: string, { terms, digits }: Pick<Query, 'terms' | 'digits'>): Snippet => {
  const line = text.replace(/\s+/gu, ' ').trim()
  const words = splitWords(line).flatMap((word) =>
    terms.some((term) => isMeant(word, term)) ? word : partOf(word, digits),
  )
  const from = beginningAt(line, (words[0]?.from ?? 0) - LEAD)
  const to = endAt(line, from + LENGTH)
  const [before, after] = [from > 0 ? '…' : '', to < line.length ? '…' : '']
  const shift = before.length - from
  return {
    text: before + line.slice(from, to) + after,
    marks: words
      .filter((word) => word.from >= from && word.to <= to)
      .map((word) => [word.from + shift, word.to + shift]),
  }
}

/** A word that has a stem begins with it, nearly always. */
const isMeant = ({ folded }: Word, term: Term): boolean =>
  folded === term.folded ||
  (term.isBeginning && folded.startsWith(term.folded)) ||
  term.stems.some((stem) => folded.startsWith(stem))

/** Where a number that was looked for stands within a longer one. */
const partOf = ({ folded, from }: Word, digits: string | undefined): Pick<Word, 'from' | 'to'>[] => {
  const at = digits === undefined ? -1 : folded.indexOf(digits)
  return at < 0 ? [] : [{ from: from + at, to: from + at + digits!.length }]
}

/** After the next space: no word is cut, unless it is longer than all that is shown. */
const beginningAt = (line: string, at: number): number => {
  if (at <= 0) return 0
  const space = line.indexOf(' ', at)
  return space >= 0 && space < at + LEAD ? space + 1 : at
}

const endAt = (line: string, at: number): number => {
  if (at >= line.length) return line.length
  const space = line.lastIndexOf(' ', at)
  return space > at - LEAD ? space : at
}
