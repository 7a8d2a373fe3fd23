import type { CloudLocation } from './cloud-template.ts'
import { recordOf, textOf } from './read-json.ts'

/** A value that may be sent, or what is wrong with it (to go on after the field's name). */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string }

const refused = (problem: string) => ({ ok: false, problem }) as const

/** False for NUL and halves of surrogate pairs, which JSON text and CSV files can bring in and no database keeps. */
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

// Meta refuses these in a parameter with 100 or 132018: line breaks, tabs, more than four spaces in a row.
const FORBIDDEN = /[\n\r\t\v\f\u0085\u2028\u2029]| {5}/

/** Characters as the Cloud API's limits are read here: Unicode code points. */
export const codePointCount = (text: string): number => {
  let count = text.length
  for (let at = 0; at < text.length; at++) {
    if (text.codePointAt(at)! > 0xffff) {
      count--
      at++
    }
  }
  return count
}

/** A text parameter's value: text or a number, not empty, on one line, of at most `limit` code points. */
export const checkText = (value: unknown, limit = Number.POSITIVE_INFINITY): Checked<string> => {
  if (value === undefined || value === null) return refused('is required.')
  const text = typeof value === 'boolean' ? String(value) : textOf(value)
  if (text === null) return refused('must be text.')
  if (text.trim() === '') return refused('must not be empty.')
  if (!isStorable(text)) return refused('must not contain NUL characters or halves of surrogate pairs.')
  if (FORBIDDEN.test(text)) {
    return refused('must not contain line breaks, tabs or more than four spaces in a row.')
  }
  if (text.length > limit && codePointCount(text) > limit) {
    return refused(`must not be longer than ${limit} characters.`)
  }
  return { ok: true, value: text }
}

const parseJsonObject = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Degrees as a number or as text; null when they are neither, or beyond `limit`. */
const degreesOf = (value: unknown, limit: number): number | null => {
  const text = textOf(value)?.trim()
  const degrees = text ? Number(text) : Number.NaN
  return Math.abs(degrees) <= limit ? degrees : null
}

/** A location header's value: an object, or the same as JSON text (forms). */
export const checkLocation = (value: unknown): Checked<CloudLocation> => {
  if (value === undefined || value === null || value === '') return refused('is required.')
  const given = recordOf(typeof value === 'string' ? parseJsonObject(value) : value)
  const latitude = degreesOf(given['latitude'], 90)
  const longitude = degreesOf(given['longitude'], 180)
  if (latitude === null || longitude === null) {
    return refused('must be an object with latitude (-90 to 90) and longitude (-180 to 180).')
  }
  const location: CloudLocation = { latitude, longitude }
  for (const field of ['name', 'address'] as const) {
    const words = given[field]
    if (words === undefined || words === null || words === '') continue
    if (typeof words !== 'string' || !isStorable(words)) return refused(`must have text as its ${field}.`)
    location[field] = words
  }
  return { ok: true, value: location }
}
