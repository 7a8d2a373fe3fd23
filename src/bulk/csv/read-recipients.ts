import { validationError } from '../../error.ts'
import { parsePhone } from '../../messages/phone.ts'
import type { KeyResolver } from '../../templates/variables.ts'
import type { WrittenRecipient } from '../recipients.ts'
import { readRows } from './read-rows.ts'

/** What columns are called, in English and Turkish. */
const PHONE_NAMES: ReadonlySet<string> = new Set([
  'phone',
  'phone number',
  'number',
  'mobile',
  'gsm',
  'telefon',
  'telefon no',
  'telefon numarası',
  'numara',
  'cep',
  'cep telefonu',
])
const PERSON_NAMES: ReadonlySet<string> = new Set([
  'name',
  'full name',
  'ad',
  'isim',
  'ad soyad',
  'adı soyadı',
  'müşteri',
])

type Column = { kind: 'phone' | 'name' } | { kind: 'parameter'; key: string } | { kind: 'unnamed' }

/**
 * Recipients of a CSV file. Its first row names the columns: `phone` holds the numbers, `name` whose they are, the
 * others are parameter keys. Without such a row, the first column holds the numbers. Throws 422 on `recipients` for
 * a column that means nothing, before any row is read. A row with more cells than columns has a problem: a text with
 * a comma that is not in quotes would go out cut off.
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
  if (!cells.some((cell) => PHONE_NAMES.has(lower(cell)))) {
    const isPhone = parsePhone(cells[0] ?? '') !== undefined
    if (cells.length > 1 && !isPhone) throw noPhoneColumn(cells)
    if (cells.length > 1 && keys.length > 0) throw noHeader(keys)
    return undefined
  }
  const keyOf = (cell: string): string | undefined => {
    const written = lower(cell)
    if (PHONE_NAMES.has(written)) return 'phone'
    return resolveKey(cell) ?? (PERSON_NAMES.has(written) ? 'name' : undefined)
  }
  const unknown = cells.filter((cell) => cell !== '' && keyOf(cell) === undefined)
  if (unknown.length > 0) throw unknownColumns(unknown, keys)
  const taken = new Set<string>()
  return cells.map((cell) => {
    const key = keyOf(cell)
    if (key === undefined) return { kind: 'unnamed' }
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
    if (column.kind === 'phone')
      recipient.phone = cell.replace(/^'?(?:00(?=[1-9]))?/, (start) => (start.endsWith('00') ? '+' : ''))
    else if (column.kind === 'name') recipient.name = cell
    else if (column.kind === 'parameter') recipient.parameters[column.key] = cell
  }
  if (cells.slice(columns.length).some((cell) => cell !== ''))
    recipient.problem = `The row has ${cells.length} cells, the first row names ${columns.length}. Put a text with a separator in it in quotes.`
  return recipient
}

/** As Turkish and English write it: İ and I become i, so that ISIM and İSİM are one name. */
const lower = (text: string): string => text.trim().replace(/[İI]/g, 'i').toLowerCase()

const refused = (problem: string) => validationError({ recipients: [`The recipients field ${problem}`] })

const noPhoneColumn = (columns: string[]) =>
  refused(`must be a CSV with a column named phone; its columns are: ${columns.join(', ').slice(0, 300)}.`)

const unknownColumns = (columns: string[], keys: readonly string[]) => {
  const named = columns.join(', ').slice(0, 300)
  const are =
    columns.length === 1 ? `a column ${named}, which is not a parameter` : `columns that are no parameters`
  const which = columns.length === 1 ? '' : ` (${named})`
  return refused(
    `has ${are} of this template${which}${keys.length > 0 ? `: ${keys.join(', ')}` : ''}. Remove ${columns.length === 1 ? 'it, or rename it' : 'them, or rename them'}.`,
  )
}

const noHeader = (keys: readonly string[]) =>
  refused(`must begin with a row that names its columns: phone, ${keys.join(', ')}.`)

const doubleColumn = (column: string) => refused(`has the column ${column.slice(0, 100)} twice.`)
