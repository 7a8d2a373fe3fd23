import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { validationError } from '../error.ts'
import { splitWords } from './words.ts'

/** A word that is looked for: by any of these, or by what begins with one of them. */
export type Term = { folded: string; stems: string[]; isBeginning: boolean }

/** The last word may still be growing under somebody's fingers; fewer letters than this begin half of all words. */
const MIN_BEGINNING = 3

/** What people write into a search is a number when it has digits and nothing but what stands between them. */
const NUMBER = /^[\d\s+().-]*\d[\d\s+().-]*$/

/** What somebody looks for, as PostgreSQL reads it: in what is written, and in the names and numbers of people. */
export type Query = { terms: Term[]; words: string; contacts: string; digits: string | undefined }

/** Throws 422 when there is no word in it. */
export const readQuery = async (database: Database, q: string): Promise<Query> => {
  const terms = await readTerms(database, q)
  const digits = digitsOf(q)
  return {
    terms,
    digits,
    words: tsqueryOf(terms),
    contacts: digits ? `'${digits}':*` : tsqueryOf(terms.map((term) => ({ ...term, stems: [] }))),
  }
}

const readTerms = async (database: Database, q: string): Promise<Term[]> => {
  const words = splitWords(q)
  if (words.length === 0) throw validationError({ q: ['The q field must have a letter or a digit.'] })
  const { rows } = await sql<{ turkish: string | null; english: string | null }>`
    select unmarked((ts_lexize('turkish_stem', turkish))[1]) as turkish,
      (ts_lexize('english_stem', folded))[1] as english
    from unnest(${words.map(({ folded }) => folded)}::text[], ${words.map(({ turkish }) => turkish)}::text[])
      with ordinality as given (folded, turkish, n)
    order by n`.execute(database)
  return words.map(({ folded }, n) => ({
    folded,
    stems: [rows[n]!.turkish, rows[n]!.english].filter((stem) => stem !== null && stem !== '') as string[],
    isBeginning: n === words.length - 1 && folded.length >= MIN_BEGINNING,
  }))
}

/** All the terms, each in any of its forms. A word has letters and digits alone: nothing in it has to be escaped. */
const tsqueryOf = (terms: readonly Term[]): string =>
  terms
    .map(({ folded, stems, isBeginning }) => {
      const forms = new Set([`'${folded}'${isBeginning ? ':*' : ''}`, ...stems.map((stem) => `'${stem}'`)])
      return `(${[...forms].join('|')})`
    })
    .join('&')

/** Of a number: it is looked for as one, from any of its digits on, without the noughts that only dialling adds. */
const digitsOf = (q: string): string | undefined => {
  const digits = NUMBER.test(q) ? q.replace(/\D/g, '').replace(/^0+/, '') : ''
  return digits.length >= MIN_BEGINNING ? digits : undefined
}
