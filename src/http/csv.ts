import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'

/** What Excel in Turkish takes for a list is separated by semicolons, in English by commas. */
const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const
export type Separator = keyof typeof SEPARATORS

/** The query field of a route that answers with CSV. */
export const SeparatorField = Type.Optional(
  Type.Enum(Object.keys(SEPARATORS) as Separator[], { default: 'comma' }),
)

/** The answer of such a route, as its schema has it. */
export const CsvAnswer = { description: 'The report', content: { 'text/csv': { schema: Type.String() } } }

/** Answers with a CSV file to be saved under a name, which no cache keeps. */
export const sendCsv = (reply: FastifyReply, filename: string, file: Readable) =>
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${filename}"`)
    .header('cache-control', 'no-store')
    .send(file)

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
