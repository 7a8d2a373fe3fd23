import { GraphError } from '../graph/graph-error.ts'

export type Fields = Record<string, unknown>

/** 131008: the field at `path` has to be there. */
export const missing = (path: string): GraphError =>
  new GraphError(131008, `The parameter ${path} is required.`)

/** 131009: the field at `path` is there and wrong; `why` goes on after its name. */
export const invalid = (path: string, why: string): GraphError => new GraphError(131009, `${path} ${why}`)

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isAbsent = (value: unknown): boolean => value === undefined || value === null

/** Longer than `max`, counted in Unicode code points (Cloud API, limits). */
export const isLongerThan = (text: string, max: number): boolean =>
  text.length > max && (text.length > 2 * max || [...text].length > max)

/** The object at `path`; text that holds one as JSON is read too, as the Graph API does. */
export const requireFields = (value: unknown, path: string): Fields => {
  if (isAbsent(value)) throw missing(path)
  if (isFields(value)) return value
  if (typeof value === 'string') {
    try {
      const parsed: unknown = JSON.parse(value)
      if (isFields(parsed)) return parsed
    } catch {
      // Falls through to the same answer as any other value.
    }
  }
  throw invalid(path, 'must be a JSON object.')
}

/** The list at `path`, with `min` to `max` items. */
export const requireList = (value: unknown, path: string, min: number, max: number): unknown[] => {
  if (isAbsent(value)) throw missing(path)
  if (!Array.isArray(value)) throw invalid(path, 'must be a list.')
  if (value.length < min || value.length > max) {
    throw invalid(path, `must have ${min} to ${max} items; there are ${value.length}.`)
  }
  return value
}

/** The text at `path`, 1 to `max` characters. */
export const requireText = (value: unknown, path: string, max: number): string => {
  if (isAbsent(value)) throw missing(path)
  if (typeof value !== 'string') throw invalid(path, 'must be text.')
  if (value.length === 0) throw missing(path)
  if (isLongerThan(value, max)) throw invalid(path, `must be at most ${max} characters long.`)
  return value
}

/** The text at `path`, at most `max` characters, or undefined when it is not there. */
export const optionalText = (value: unknown, path: string, max: number): string | undefined => {
  if (isAbsent(value)) return undefined
  if (typeof value !== 'string') throw invalid(path, 'must be text.')
  if (isLongerThan(value, max)) throw invalid(path, `must be at most ${max} characters long.`)
  return value
}

/** An http or https address. */
export const requireHttpUrl = (value: unknown, path: string): string => {
  const text = requireText(value, path, 2000)
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw invalid(path, 'must be an http or https address.')
  return text
}

/** One of `values`, compared without regard to case when they are upper case. */
export const requireOneOf = <T extends string>(value: unknown, path: string, values: readonly T[]): T => {
  if (isAbsent(value)) throw missing(path)
  const found = values.find((known) => known === value)
  if (!found) throw invalid(path, `must be one of {${values.join(', ')}}; got ${JSON.stringify(value)}.`)
  return found
}

/** No value twice. */
export const requireUnique = (values: string[], path: string): void => {
  if (new Set(values).size !== values.length) throw invalid(path, 'must be unique within the message.')
}
