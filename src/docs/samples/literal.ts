import { indent } from './request.ts'

/** How a language writes values down. */
export type Notation = {
  text(value: string): string
  /** null, true, false. */
  word(value: null | boolean): string
  list(items: string[]): [open: string, close: string]
  object(keys: string[]): [open: string, close: string]
  entry(key: string, value: string): string
  emptyObject: string
  /** Between the bracket and the one entry of an object on one line. */
  gap: '' | ' '
  indentBy: number
}

/** A JSON value as a literal of the language: what is short and plain on one line, all else one item a line. */
export const writeLiteral = (value: unknown, notation: Notation): string => {
  if (value === null || typeof value === 'boolean') return notation.word(value)
  if (typeof value === 'string') return notation.text(value)
  if (typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) {
    const items = value.map((item) => writeLiteral(item, notation))
    const [open, close] = notation.list(items)
    const isShort = value.every((item) => typeof item !== 'object') && items.join(', ').length <= 60
    return isShort ? `${open}${items.join(', ')}${close}` : block(open, items, close, notation)
  }
  const entries = Object.entries(value as object)
  if (entries.length === 0) return notation.emptyObject
  const [open, close] = notation.object(entries.map(([key]) => key))
  const items = entries.map(([key, inner]) => notation.entry(key, writeLiteral(inner, notation)))
  const isShort = items.length === 1 && typeof entries[0]![1] !== 'object' && items[0]!.length <= 60
  return isShort ? [open, items[0], close].join(notation.gap) : block(open, items, close, notation)
}

/** One item a line, each with a comma, as all these languages allow after the last one, too. */
const block = (open: string, items: string[], close: string, { indentBy }: Notation): string => {
  const pad = ' '.repeat(indentBy)
  // A literal's own line breaks are all between items: those within texts are written as escapes.
  return `${open}\n${items.map((item) => `${pad}${indent(item, indentBy)},\n`).join('')}${close}`
}
