import { Readable } from 'node:stream'
import { type CsvError, parse } from 'csv-parse'
import { validationError } from '../../error.ts'
import { openText } from './open-text.ts'

/** A row with its number, from 1, as a spreadsheet shows it. */
export type CsvRow = { line: number; cells: string[] }

/** A cell of a recipient is a value of 1,024 characters at most; a whole row has some dozens. */
const MAX_ROW_LENGTH = 100_000

/** Rows that are not empty. Throws 422 on `recipients` for a file that is no CSV. */
export async function* readRows(path: string): AsyncGenerator<CsvRow> {
  const texts = openText(path)
  const first = await texts.next()
  const head: string = first.done ? '' : first.value
  // No text begins with one; pictures, programs and workbooks do.
  if (head.slice(0, 16).includes('\0')) throw noText(head)
  const parser = parse({
    bom: true,
    delimiter: namedDelimiter(head) ?? delimiterOf(head),
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_ROW_LENGTH,
    trim: true,
  })
  const source = Readable.from(prepend(head, texts), { highWaterMark: 1 })
  source.on('error', (error) => parser.destroy(error))
  let line = 0
  try {
    for await (const cells of source.pipe(parser) as AsyncIterable<string[]>) {
      line += 1
      if (line === 1 && namedDelimiter(head) !== undefined) continue
      if (cells.some((cell) => cell !== '')) yield { line, cells }
    }
  } catch (error) {
    throw isOfParser(error) ? noCsv(line + 1) : error
  } finally {
    source.destroy()
  }
}

async function* prepend(head: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (head !== '') yield head
  for await (const text of rest) if (text !== '') yield text
}

/** Excel may be told it by a first line of its own: `sep=;`. */
const namedDelimiter = (head: string): string | undefined =>
  /^\uFEFF?sep=([;,\t])\s*$/im.exec(head.split('\n', 1)[0]!)?.[1]

/**
 * The one that the first row uses most, outside of quotes: with all of them taken at once, the comma of a text would
 * end its cell.
 */
export const delimiterOf = (head: string): string => {
  const [line = ''] = head.replace(/"[^"]*"/g, '').split(/[\r\n]/, 1)
  const counts = [';', '\t', ','].map((one) => ({ one, count: line.split(one).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one
}

const isOfParser = (error: unknown): error is CsvError =>
  error instanceof Error && /^CSV_/.test(String((error as { code?: unknown }).code))

const noText = (head: string) =>
  validationError({
    recipients: [
      head.startsWith('PK')
        ? 'The recipients field holds a workbook. Save it as CSV, and send that.'
        : 'The recipients field must be a CSV file; this is none.',
    ],
  })

const noCsv = (line: number) =>
  validationError({
    recipients: [`The recipients field must be a CSV file; its line ${line} cannot be read as one.`],
  })
