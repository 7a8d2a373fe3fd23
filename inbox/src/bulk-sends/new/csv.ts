/** What a column of a file is: whom it goes to, a value of the template, or nothing that the template has. */
export type Column =
  | { title: string; is: 'phone' | 'name' | 'unknown' }
  | { title: string; is: 'value'; key: string }

export type CsvRow = { line: number; cells: string[] }

/** The beginning of a file: enough to show what its rows become. The server reads all of it, and has the last word. */
export type CsvHead = { cells: string[]; rows: CsvRow[] }

export type Person = { line: number; phone: string; name: string | undefined; values: Record<string, string> }

/** Some hundreds of rows, read in a blink. */
const HEAD_BYTES = 64_000
const SHOWN_ROWS = 10

/** Reads the first rows of a file. Throws for one that is no CSV. */
export const readCsvHead = async (file: File): Promise<CsvHead> => {
  const { parse } = await import('csv-parse/browser/esm/sync')
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  const text = decode(bytes, file.size > HEAD_BYTES)
  if (text.slice(0, 16).includes('\0') || text.startsWith('PK')) throw new NoCsvError()
  const [first = '', ...others] = text.split(/\r?\n/)
  const named = /^sep=([;,\t])$/i.exec(first)?.[1]
  const rows: string[][] = parse(named ? others.join('\n') : text, {
    bom: true,
    delimiter: named ?? delimiterOf(first),
    relax_column_count: true,
    relax_quotes: true,
    trim: true,
    to: SHOWN_ROWS + 1,
  })
  const from = named ? 2 : 1
  const filled = rows
    .map((cells, index) => ({ line: index + from, cells }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [head, ...rest] = filled
  return { cells: head?.cells ?? [], rows: rest }
}

/** A workbook, a picture, or whatever else a file may be. */
export class NoCsvError extends Error {}

/** As Excel writes text: with a mark, in UTF-8, or in the code page of a Turkish Windows. */
const decode = (bytes: Uint8Array, isCut: boolean): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    // A letter may be cut in two where the beginning ends.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
  } catch {
    return new TextDecoder('windows-1254').decode(bytes)
  }
}

/** The one that the first row uses most, outside of quotes. */
const delimiterOf = (line: string): string => {
  const plain = line.replace(/"[^"]*"/g, '')
  return [';', '\t', ','].reduce((best, one) =>
    plain.split(one).length > plain.split(best).length ? one : best,
  )
}

// The names that the server knows (src/bulk/csv/read-recipients.ts).
const PHONE_NAMES = [
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
]
const PERSON_NAMES = ['name', 'full name', 'ad', 'isim', 'ad soyad', 'adı soyadı', 'müşteri']

const lower = (text: string): string => text.trim().replace(/[İI]/g, 'i').toLowerCase()
/** `body-1`, `body_1` and `body1` are one. */
const loose = (text: string): string => lower(text).replaceAll(/[-_]/g, '')

/** What the first row names; undefined where it is somebody's own row already. */
export const readColumns = (cells: string[], keys: readonly string[]): Column[] | undefined => {
  if (!cells.some((cell) => PHONE_NAMES.includes(lower(cell)))) return undefined
  return cells.map((title): Column => {
    if (PHONE_NAMES.includes(lower(title))) return { title, is: 'phone' }
    const key = keys.find((one) => loose(one) === loose(title))
    if (key !== undefined) return { title, is: 'value', key }
    return { title, is: PERSON_NAMES.includes(lower(title)) ? 'name' : 'unknown' }
  })
}

/** The rows as people with values of their own. */
export const readPeople = ({ cells, rows }: CsvHead, columns: Column[] | undefined): Person[] => {
  if (!columns)
    return [{ line: 1, cells }, ...rows].map(({ line, cells: [phone = ''] }) => ({
      line,
      phone,
      name: undefined,
      values: {},
    }))
  const at = (is: Column['is']) => columns.findIndex((column) => column.is === is)
  return rows.map(({ line, cells: own }) => ({
    line,
    phone: own[at('phone')] ?? '',
    name: own[at('name')] || undefined,
    values: Object.fromEntries(
      columns.flatMap((column, index) =>
        column.is === 'value' && own[index] ? [[column.key, own[index]]] : [],
      ),
    ),
  }))
}

/** A file to begin with: the columns that this template wants. */
export const sampleCsv = (keys: readonly string[], separator: ';' | ','): string => {
  const row = (cells: string[]) => `${cells.join(separator)}\r\n`
  const head = row(['phone', 'name', ...keys])
  // With the mark, Excel reads Turkish letters right.
  return `\uFEFF${head}${row(['+905550000001', 'Ahmet Kara', ...keys.map(() => '')])}`
}
