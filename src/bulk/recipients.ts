import { validationError } from '../error.ts'
import type { PreparedTemplate } from '../templates/compile.ts'
import { valuesOf } from '../templates/send-fields.ts'
import { readCsvRecipients } from './csv/read-recipients.ts'

/** A recipient as they were given: where they stand, a number, with values of their own perhaps. */
export type WrittenRecipient = {
  /** The place in the list, or the row of the file, from 1. */
  line: number
  phone: string
  name?: string
  parameters: Record<string, unknown>
  /** What is wrong with the row itself. */
  problem?: string
}

/** Recipients of one request at most, and of one with a CSV file for `bulk-sends` (public API, Defaults). */
export const MAX_RECIPIENTS = 100_000
export const MAX_CSV_RECIPIENTS = 1_000_000

export type ListedRecipient = {
  phone: string
  name?: string | undefined
  parameters?: Record<string, unknown> | unknown[] | undefined
}

/** All recipients of a request, from wherever it holds them: lists first, then a file. */
export async function* readRecipients(
  listed: readonly ListedRecipient[],
  csvPath: string | undefined,
  { resolveKey, keys }: PreparedTemplate,
): AsyncGenerator<WrittenRecipient> {
  for (const [index, { phone, name, parameters }] of listed.entries())
    yield { line: index + 1, phone, ...(name !== undefined && { name }), parameters: valuesOf(parameters) }
  if (csvPath === undefined) return
  for await (const row of readCsvRecipients(csvPath, resolveKey, keys))
    yield { ...row, line: row.line + listed.length }
}

/** Throws 422 on `field` for one more than `limit`, before more of them are looked at. */
export async function* limitRecipients(
  recipients: AsyncIterable<WrittenRecipient>,
  field: string,
  limit: number,
): AsyncGenerator<WrittenRecipient> {
  let count = 0
  for await (const recipient of recipients) {
    count += 1
    if (count > limit)
      throw validationError({ [field]: [`The ${field} field must not have more than ${limit} items.`] })
    yield recipient
  }
}
