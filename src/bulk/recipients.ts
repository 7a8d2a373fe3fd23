import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { TextDecoderStream } from 'node:stream/web'
import { CsvError, parse } from 'csv-parse'
import { validationError } from '../error.ts'
import { parsePhone } from '../messages/phone.ts'
import { valuesOf } from '../templates/send-fields.ts'

/** One row of a bulk send as it was given: a number, with values of its own perhaps. */
export type WrittenRecipient = { phone: string; parameters: Record<string, unknown> }

/** Recipients of one request at most (public API, Defaults). */
export const MAX_RECIPIENTS = 100_000

export type BulkBody = {
  destinations?: { phone: string; parameters?: Record<string, unknown> | unknown[] }[]
  phones?: unknown[] | string
}

/** All recipients of a request, from wherever it holds them. Throws 422 for more than the limit. */
export const readRecipients = async (
  { destinations = [], phones = [] }: BulkBody,
  csvPath: string | undefined,
): Promise<WrittenRecipient[]> => {
  const listed = typeof phones === 'string' ? phones.split(/[,;\n]/) : phones.map(String)
  const recipients = [
    ...destinations.map(({ phone, parameters }) => ({ phone, parameters: valuesOf(parameters) })),
    ...listed.filter((phone) => phone.trim() !== '').map((phone) => ({ phone, parameters: {} })),
  ]
  if (csvPath !== undefined) for await (const row of readCsv(csvPath)) addWithinLimit(recipients, row)
  if (recipients.length > MAX_RECIPIENTS) throw tooMany()
  return recipients
}

const addWithinLimit = (recipients: WrittenRecipient[], row: WrittenRecipient): void => {
  if (recipients.length >= MAX_RECIPIENTS) throw tooMany()
  recipients.push(row)
}

const tooMany = () =>
  validationError({
    destinations: [`The destinations field must not have more than ${MAX_RECIPIENTS} items.`],
  })

/**
 * Rows of a CSV with a header row, whose column `phone` holds the numbers and whose other columns are
 * parameter keys; without such a header, the first column holds the numbers. Commas, semicolons or tabs.
 */
async function* readCsv(path: string): AsyncGenerator<WrittenRecipient> {
  try {
    yield* parseRows(path)
  } catch (error) {
    if (error instanceof CsvError)
      throw validationError({ recipients: [`The recipients field is no valid CSV: ${error.message}.`] })
    if ((error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw notUtf8()
    throw error
  }
}

async function* parseRows(path: string): AsyncGenerator<WrittenRecipient> {
  const text = Readable.toWeb(createReadStream(path)).pipeThrough(
    new TextDecoderStream('utf-8', { fatal: true }),
  )
  const rows = Readable.fromWeb(text).compose(
    parse({
      bom: true,
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    }),
  )
  let header: string[] | undefined
  let isFirst = true
  for await (const row of rows as AsyncIterable<string[]>) {
    if (isFirst) {
      isFirst = false
      const names = row.map((name) => name.toLowerCase())
      if (names.includes('phone')) {
        header = row.map((name, index) => (names[index] === 'phone' ? 'phone' : name))
        continue
      }
      if (row.length > 1 && parsePhone(row[0] ?? '') === undefined) throw noPhoneColumn(row)
    }
    const { phone = row[0] ?? '', ...parameters } = header ? zip(header, row) : {}
    yield { phone, parameters }
  }
}

const notUtf8 = () =>
  validationError({
    recipients: ['The recipients field must be a CSV in UTF-8; Excel saves it as "CSV UTF-8".'],
  })

const noPhoneColumn = (columns: string[]) =>
  validationError({
    recipients: [
      `The recipients field must be a CSV with a column named phone; its columns are: ${columns.join(', ').slice(0, 300)}.`,
    ],
  })

/** Cells by column; an empty cell is no value of the recipient's own. */
const zip = (header: string[], row: string[]): Record<string, string> =>
  Object.fromEntries(
    header.map((name, index) => [name, row[index] ?? ''] as const).filter(([, cell]) => cell !== ''),
  )
