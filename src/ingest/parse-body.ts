/** An escape that may stand for what PostgreSQL cannot store: NUL, or half a surrogate pair. */
const SUSPECT = /\\u(?:0000|d[89a-f])/i

/**
 * The JSON of a raw event; undefined when it is none. Meta cuts long names off without a look at what it cuts:
 * half a pair becomes the replacement character, NUL goes.
 */
export const parseBody = (body: Buffer): unknown => {
  const text = body.toString('utf8')
  try {
    return SUSPECT.test(text) ? JSON.parse(text, repair) : JSON.parse(text)
  } catch {
    return undefined
  }
}

const repair = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value
