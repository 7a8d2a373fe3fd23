/** One field's problems, by the dotted path of the field: `{"destinations.0.phone": ["The … field …"]}`. */
export type FieldErrors = Record<string, string[]>

type ErrorDetails = {
  fields?: FieldErrors
  headers?: Record<string, string>
  /** Of a chat that somebody else has. */
  assignee?: { id: number; name: string } | null
  /** Inside information: goes to the log, never into an answer. */
  cause?: unknown
}

/**
 * An error that the public API answers with: `status` is the HTTP status, `code` one of the documented
 * codes (Desk360 API, "Error Codes"), `message` words for the caller that say what to change.
 */
export class PublicError extends Error {
  override readonly name = 'PublicError'
  readonly status: number
  readonly code: string
  readonly fields: FieldErrors | undefined
  readonly headers: Record<string, string> | undefined
  readonly assignee: ErrorDetails['assignee']

  constructor(status: number, code: string, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause })
    this.status = status
    this.code = code
    this.fields = details.fields
    this.headers = details.headers
    this.assignee = details.assignee
  }
}

/** 422 `failed_validation`; the message is the first field's first problem. */
export const validationError = (fields: FieldErrors): PublicError =>
  new PublicError(422, 'failed_validation', Object.values(fields)[0]?.[0] ?? 'The request is not valid.', {
    fields,
  })

/** 404 `not_found`, the same for what does not exist and for what the caller may not see. */
export const notFound = (): PublicError =>
  new PublicError(404, 'not_found', 'There is no such object, or this token does not reach it.')

/** 409 `conflict`: the state does not allow it. */
export const conflict = (message: string): PublicError => new PublicError(409, 'conflict', message)

/** 429 with the seconds after which to try again. */
export const tooManyRequests = (waitMs: number, message?: string): PublicError => {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000))
  return new PublicError(
    429,
    'too_many_requests',
    message ?? `Too many requests. Try again in ${seconds} seconds.`,
    { headers: { 'retry-after': String(seconds) } },
  )
}

/**
 * A problem that stops the program from starting, told in one line that says what to do.
 * The command line prints the message alone, without a stack.
 */
export class StartError extends Error {
  override readonly name = 'StartError'
}
