import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PublicError } from '../../error.ts'
import { createKeyResolver } from '../../templates/variables.ts'
import type { WrittenRecipient } from '../recipients.ts'
import { detectEncoding } from './open-text.ts'
import { readCsvRecipients } from './read-recipients.ts'
import { delimiterOf } from './read-rows.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masa-csv-'))
})
afterAll(() => rm(folder, { recursive: true }))

const KEYS = ['body-1', 'body-2']

let written = 0
const write = async (content: string | Buffer): Promise<string> => {
  written += 1
  const path = join(folder, `${written}.csv`)
  await writeFile(path, content)
  return path
}

const read = async (content: string | Buffer): Promise<WrittenRecipient[]> => {
  const rows: WrittenRecipient[] = []
  for await (const row of readCsvRecipients(await write(content), createKeyResolver(KEYS), KEYS))
    rows.push(row)
  return rows
}

const refusal = async (content: string | Buffer): Promise<string> => {
  const error = await read(content).then(
    () => undefined,
    (reason: PublicError) => reason,
  )
  return error?.fields?.['recipients']?.[0] ?? 'taken'
}

/** Windows-1254, as a Turkish Excel saves „CSV“. */
const TURKISH: Record<string, number> = { Ğ: 0xd0, İ: 0xdd, Ş: 0xde, ğ: 0xf0, ı: 0xfd, ş: 0xfe }
const to1254 = (text: string): Buffer =>
  Buffer.from([...text].map((letter) => TURKISH[letter] ?? letter.charCodeAt(0)))
const toUtf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

const TEXT = 'phone;name;body-1\r\n905551112233;Şükrü Işık;İğne, iplik\r\n'
const ROW = { line: 2, phone: '905551112233', name: 'Şükrü Işık', parameters: { 'body-1': 'İğne, iplik' } }

describe('a file is refused', () => {
  test('for a column that is no parameter, one that is there twice, and none with numbers', async () => {
    expect(await refusal('phone,city\n905551112233,Ankara\n')).toBe(
      'The recipients field has a column city, which is not a parameter of this template: body-1, body-2. Remove it, or rename it.',
    )
    expect(await refusal('phone,body-1,body_1\n905551112233,a,b\n')).toContain('twice')
    expect(await refusal('phone,Phone\n905551112233,905551112233\n')).toContain('twice')
    expect(await refusal('adres,body-1\nAnkara,a\n')).toContain('a column named phone')
    expect(await refusal('phone,city,note\n905551112233,Ankara,x\n')).toBe(
      'The recipients field has columns that are no parameters of this template (city, note): body-1, body-2. Remove them, or rename them.',
    )
    expect(await refusal('905551112233,Ali\n')).toContain('names its columns: phone, body-1, body-2')
    expect(await refusal('PK\x03\x04\x14\0\0\0')).toContain('Save it as CSV')
    expect(await refusal('\x7fELF\x02\x01\0\0')).toContain('must be a CSV file')
  })

  test('for a quote that does not end, with its line', async () => {
    expect(await refusal(`phone\n905551112233\n"9055511122${'\n9'.repeat(60_000)}`)).toContain('its line 3')
  })
})

describe('the text of a file is read', () => {
  test.each<[string, Buffer]>([
    ['in UTF-8', Buffer.from(TEXT)],
    ['in UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['in UTF-16 as Excel writes Unicode text', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['in UTF-16 without a mark', Buffer.from(TEXT, 'utf16le')],
    ['in UTF-16 the other way round', toUtf16be(`\uFEFF${TEXT}`)],
    ['in Windows-1254 as a Turkish Excel writes it', to1254(TEXT)],
  ])('%s', async (_name, content) => {
    expect(await read(content)).toEqual([ROW])
  })

  test('in Windows-1252 as an English Excel writes it', async () => {
    const content = Buffer.from(
      'phone,body-1\n905551112233,Café – 5 € “größer”\n'
        .replace('–', '\x96')
        .replace('€', '\x80')
        .replace('“', '\x93')
        .replace('”', '\x94'),
      'latin1',
    )
    expect((await read(content))[0]!.parameters).toEqual({ 'body-1': 'Café – 5 € “größer”' })
  })

  test('in UTF-8 when its only Turkish letter stands in the last line', async () => {
    const content = `phone,body-1\n${'905551112233,a\n'.repeat(20_000)}905551112233,ş\n`
    expect(await detectEncoding(await write(content))).toBe('utf-8')
    expect((await read(content)).at(-1)).toMatchObject({ line: 20_002, parameters: { 'body-1': 'ş' } })
  })
})

test('the separator is the one that the first row uses, and others may stand in a cell', async () => {
  expect(delimiterOf('phone;body-1')).toBe(';')
  expect(delimiterOf('"phone, or number"\tbody-1')).toBe('\t')
  expect(delimiterOf('phone')).toBe(';')
  for (const separator of [';', ',', '\t'])
    expect(await read(`phone${separator}body-1\n905551112233${separator}"a;b,c\td"\n`)).toMatchObject([
      { parameters: { 'body-1': 'a;b,c\td' } },
    ])
})

test('columns may have Turkish names, numbers may be written with 00, and Excel may name the separator', async () => {
  const person = { line: 2, phone: '+905551112233', name: 'Ali', parameters: {} }
  expect(await read('TELEFON;Adı Soyadı\n00905551112233;Ali\n')).toEqual([person])
  expect(await read("GSM,İsim\n'+905551112233,Ali\n")).toEqual([person])
  expect(await read('sep=,\nphone,body-1\n905551112233,a;b;c\n')).toEqual([
    { line: 3, phone: '905551112233', parameters: { 'body-1': 'a;b;c' } },
  ])
})

test('a row with more cells than columns says so, since its text would go out cut off', async () => {
  const [row] = await read('phone,body-1\n905551112233,tomorrow, at noon\n')
  expect(row?.problem).toContain('has 3 cells, the first row names 2')
})

test('rows are numbered as a spreadsheet shows them, empty ones and lines within a cell included', async () => {
  const rows = await read('phone,body-1\n905551112233,"a\nb"\n,\n\n905551112244,c\n')
  expect(rows.map(({ line, phone }) => [line, phone])).toEqual([
    [2, '905551112233'],
    [5, '905551112244'],
  ])
})

test('an empty cell is no value, and without a header the first column holds the numbers', async () => {
  expect(await read('body-1,phone,body-2,\n,905551112233,x,\n')).toEqual([
    { line: 2, phone: '905551112233', parameters: { 'body-2': 'x' } },
  ])
  expect(await read('905551112233\n905551112244\n')).toMatchObject([{ line: 1 }, { line: 2 }])
  expect(await read('')).toEqual([])
})
