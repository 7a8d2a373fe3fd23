/** A JSON object whose fields nobody has looked at yet. */
export type JsonRecord = Record<string, unknown>

const noItems: readonly unknown[] = []

/** The value as an object, or undefined for everything else (arrays too). */
export const asRecord = (value: unknown): JsonRecord | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : undefined

/** The value as a list; what is no list is an empty one. */
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : noItems)

/** A string with something in it. */
export const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/**
 * An id as text. Meta writes the same kind of id as a string in one place and as an integer in another
 * (template ids in webhooks). An integer beyond 2^53 has lost digits when it was parsed: it is no id.
 */
export const asId = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : asText(value)

/** A whole number, written as one or as a string of digits (`file_size` is met as both). */
export const asWholeNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

/** The text as JSON, or undefined when it is none. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
