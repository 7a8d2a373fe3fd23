import { randomBytes } from 'node:crypto'
import { describeErrorCode } from './error-codes.ts'

type GraphErrorOptions = {
  /** Goes in front of the code's own HTTP status. */
  status?: number
  subcode?: number
  type?: string
  /** Instead of `(#code) title`. */
  message?: string
  userTitle?: string
  userMessage?: string
}

/** An error as the Graph API answers it; `details` says what to change (Cloud API, error codes). */
export class GraphError extends Error {
  override readonly name = 'GraphError'
  readonly code: number
  readonly details: string | undefined
  readonly status: number
  readonly options: GraphErrorOptions

  constructor(code: number, details?: string, options: GraphErrorOptions = {}) {
    super(options.message ?? `(#${code}) ${describeErrorCode(code).title}`)
    this.code = code
    this.details = details
    this.status = options.status ?? describeErrorCode(code).status
    this.options = options
  }
}

/** The body of an error's answer. */
export const encodeGraphError = (error: GraphError): Record<string, unknown> => {
  const { subcode, type, userTitle, userMessage } = error.options
  return {
    error: {
      message: error.message,
      type: type ?? 'OAuthException',
      code: error.code,
      ...(error.details !== undefined && {
        error_data: { messaging_product: 'whatsapp', details: error.details },
      }),
      ...(subcode !== undefined && { error_subcode: subcode }),
      ...(describeErrorCode(error.code).isTransient && { is_transient: true }),
      ...(userTitle !== undefined && { error_user_title: userTitle }),
      ...(userMessage !== undefined && { error_user_msg: userMessage }),
      fbtrace_id: `A${randomBytes(8).toString('base64url')}`,
    },
  }
}

/** Code 100, subcode 33: no such object for this token, or it does not know this call. */
export const unknownObject = (method: string, id: string): GraphError =>
  new GraphError(100, undefined, {
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  })

/** Code 100: something about the envelope of a call. */
export const invalidParameter = (message: string): GraphError =>
  new GraphError(100, message, { message: `(#100) ${message}` })
