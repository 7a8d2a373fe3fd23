/** A request that samples are written of: everything of it has its real value. */
export type SampleRequest = {
  method: string
  /** With the server's own origin, percent-encoded. */
  url: string
  headers: readonly (readonly [name: string, value: string])[]
  body: SampleBody | undefined
  /** What a good answer holds: a `file` is saved. */
  answer: 'json' | 'text' | 'file' | 'nothing'
}

export type SampleBody =
  | { kind: 'json'; value: unknown }
  | { kind: 'form'; fields: readonly FormField[]; files: readonly FormFile[] }

/** `destinations[0][phone]` and its value. */
export type FormField = readonly [name: string, value: string]

export type FormFile = { name: string; path: string; mimeType: string }

/** Writes a request as a program of one language. */
export type SampleWriter = (request: SampleRequest) => string

/** The fields of a form that say what the value says, names bracketed (Desk360 API, form samples). */
export const toFormFields = (value: unknown, name = ''): FormField[] => {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object') return [[name, String(value)]]
  return Object.entries(value).flatMap(([key, inner]) =>
    toFormFields(inner, name === '' ? key : `${name}[${key}]`),
  )
}

/** Each line but the first moved right, as what stands within something else is. */
export const indent = (text: string, spaces: number): string =>
  text.replaceAll('\n', `\n${' '.repeat(spaces)}`)

/** The name under which a sample saves the file that it gets. */
export const SAVED_FILE = 'answer.bin'
