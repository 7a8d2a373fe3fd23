import { validationError } from '../../error.ts'
import { parsePhone } from '../../messages/phone.ts'
import type { KeyResolver } from '../../templates/variables.ts'
import type { WrittenRecipient } from '../recipients.ts'
import { readRows } from './read-rows.ts'

type Column = { kind: 'phone' | 'name' } | { kind: 'parameter'; key: string } | { kind: 'unnamed' }

/**
 * Recipients of a CSV file. Its first row names the columns: `phone` holds the numbers, `name` whose they are, the
 * others are parameter keys. Without such a row, the first column holds the numbers. Throws 422 on `recipients` for
 * a column that means nothing, before any row is read.
 */
export async function* readCsvRecipients(
  path: string,
  resolveKey: KeyResolver,
  keys: readonly string[],
): AsyncGenerator<WrittenRecipient> {
  let columns: Column[] | undefined
  let isFirst = true
  for await (const { line, cells } of readRows(path)) {
    if (isFirst) {
      isFirst = false
      columns = readHeader(cells, resolveKey, keys)
      if (columns) continue
    }
    yield columns ? fromColumns(columns, cells, line) : { line, phone: cells[0] ?? '', parameters: {} }
  }
}

/** Undefined when the row is a recipient's already. */
const readHeader = (
  cells: string[],
  resolveKey: KeyResolver,
  keys: readonly string[],
): Column[] | undefined => {
  if (!cells.some((cell) => cell.toLowerCase() === 'phone')) {
    if (cells.length > 1 && parsePhone(cells[0] ?? '') === undefined) throw noPhoneColumn(cells)
    return undefined
  }
  const taken = new Set<string>()
  return cells.map((cell) => {
    if (cell === '') return { kind: 'unnamed' }
    const written = cell.toLowerCase()
    const key =
      written === 'phone' ? 'phone' : (resolveKey(cell) ?? (written === 'name' ? 'name' : undefined))
    if (key === undefined) throw unknownColumn(cell, keys)
    if (taken.has(key)) throw doubleColumn(cell)
    taken.add(key)
    return key === 'phone' || key === 'name' ? { kind: key } : { kind: 'parameter', key }
  })
}

/** An empty cell is no value of the recipient's own. */
const fromColumns = (columns: Column[], cells: string[], line: number): WrittenRecipient => {
  const recipient: WrittenRecipient = { line, phone: '', parameters: {} }
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? ''
    if (cell === '') continue
    if (column.kind === 'phone') recipient.phone = cell
    else if (column.kind === 'name') recipient.name = cell
    else if (column.kind === 'parameter') recipient.parameters[column.key] = cell
  }
  return recipient
}

const refused = (problem: string) => validationError({ recipients: [`The recipients field ${problem}`] })

const noPhoneColumn = (columns: string[]) =>
  refused(`must be a CSV with a column named phone; its columns are: ${columns.join(', ').slice(0, 300)}.`)

const unknownColumn = (column: string, keys: readonly string[]) =>
  refused(
    `has a column ${column.slice(0, 100)}, which is not a parameter of this template${keys.length > 0 ? `: ${keys.join(', ')}` : ''}. Remove it, or rename it.`,
  )

const doubleColumn = (column: string) => refused(`has the column ${column.slice(0, 100)} twice.`)
