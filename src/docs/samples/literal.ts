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
  indentBy: number
}

/** A JSON value as a literal of the language: short lists of plain values on one line, all else one item a line. */
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
  return block(
    open,
    entries.map(([key, inner]) => notation.entry(key, writeLiteral(inner, notation))),
    close,
    notation,
  )
}

/** One item a line, each with a comma, as all these languages allow after the last one, too. */
const block = (open: string, items: string[], close: string, { indentBy }: Notation): string => {
  const pad = ' '.repeat(indentBy)
  // A literal's own line breaks are all between items: those within texts are written as escapes.
  return `${open}\n${items.map((item) => `${pad}${indent(item, indentBy)},\n`).join('')}${close}`
}
