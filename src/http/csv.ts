import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { Type } from 'typebox'

/** What Excel in Turkish takes for a list is separated by semicolons, in English by commas. */
const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const
export type Separator = keyof typeof SEPARATORS

/** The query field of a route that answers with CSV. */
export const SeparatorField = Type.Optional(
  Type.Enum(Object.keys(SEPARATORS) as Separator[], { default: 'comma' }),
)

export type Cell = string | number | null

/**
 * A CSV file, row by row as they come. Numbers of people are to be digits without a plus: it would be a formula to Excel,
 * and guarded it would be no number to others. With the mark by which Excel knows UTF-8.
 */
export const writeCsv = (
  columns: string[],
  rows: AsyncIterable<Cell[]> | Iterable<Cell[]>,
  separator: Separator = 'comma',
): Readable =>
  Readable.from(rows).compose(
    stringify({
      bom: true,
      header: true,
      columns,
      delimiter: SEPARATORS[separator],
      record_delimiter: 'windows',
      escape_formulas: true,
      // The stringifier quotes its own line ends, not the others.
      quoted_match: /[\r\n]/,
    }),
  ) as unknown as Readable
