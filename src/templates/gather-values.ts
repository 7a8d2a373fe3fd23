import { type CompileError, parameterError } from './compile-error.ts'
import type { KeyResolver } from './variables.ts'

/** What a caller gives for a template's parameters, by key as written. */
export type WrittenValues = Readonly<Record<string, unknown>>

// Enough to see what is wrong; a request of a megabyte must not become an answer of many.
const REPORTED_UNKNOWN_KEYS = 20
const REPORTED_KEY_LENGTH = 100

const knownKeys = (keys: readonly string[]) =>
  keys.length === 0 ? 'which takes none' : `which takes ${keys.join(', ')}`

/**
 * Sorts written values by the template's own keys, in their order (`undefined` where there is none). A key in its
 * exact spelling beats another spelling of the same; two other spellings that differ in value are an error.
 */
export const gatherValues = (
  keys: readonly string[],
  indexOf: ReadonlyMap<string, number>,
  resolve: KeyResolver,
  written: WrittenValues,
  errors: CompileError[],
): unknown[] => {
  const values: unknown[] = new Array(keys.length).fill(undefined)
  const respelt: string[] = []
  let unknownCount = 0
  for (const key of Object.keys(written)) {
    const index = indexOf.get(key)
    if (index !== undefined) values[index] = written[key]
    else respelt.push(key)
  }
  for (const spelling of respelt) {
    const key = resolve(spelling)
    if (key === undefined) {
      if (++unknownCount > REPORTED_UNKNOWN_KEYS) break
      errors.push(
        parameterError(
          spelling.slice(0, REPORTED_KEY_LENGTH),
          `is not a parameter of this template, ${knownKeys(keys)}.`,
        ),
      )
      continue
    }
    if (Object.hasOwn(written, key)) continue
    const index = indexOf.get(key)!
    if (values[index] !== undefined && values[index] !== written[spelling]) {
      errors.push(parameterError(key, 'is given twice, in two spellings and with different values.'))
    }
    values[index] = written[spelling]
  }
  return values
}

/**
 * Parameters of one recipient laid over those shared by all: what a recipient has of its own wins, however either
 * side spelt the key. Keys that the template does not have are kept, so that compiling names them.
 */
export const mergeValues = (
  resolve: KeyResolver,
  shared: WrittenValues,
  own: WrittenValues,
): WrittenValues => {
  const taken = new Set(Object.keys(own).map((key) => resolve(key) ?? key))
  const kept = Object.entries(shared).filter(([key]) => !taken.has(resolve(key) ?? key))
  return Object.fromEntries([...kept, ...Object.entries(own)])
}
