// What Meta sends is not taken on trust: these readers give what is there in the shape asked for, else nothing.

/** The value as an object to look into; an empty one when it is something else. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}

/** The value as a list; an empty one when it is something else. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The value as text: a string, or a number written out; null for everything else. */
export const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null

/** Text where Meta writes either the text itself or a list that begins with it. */
export const firstTextOf = (value: unknown): string | null => textOf(Array.isArray(value) ? value[0] : value)

/** The names of Meta's enumerations come in upper and in lower case. */
export const upperCaseOf = (value: unknown): string => (textOf(value) ?? '').trim().toUpperCase()
