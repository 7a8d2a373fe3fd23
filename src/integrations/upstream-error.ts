import { PublicError } from '../error.ts'
import { classify } from '../whatsapp/error-codes.ts'
import { describeGraphError } from '../whatsapp/graph-error.ts'
import { GraphRequestError } from '../whatsapp/graph-request-error.ts'

/** Errors that say nothing about what was asked: the same may succeed later. */
const PASSING = new Set(['retry', 'retry_once', 'pair', 'defer'])

/** True for a call that did not come through, or came at a bad moment; false for one that Meta refused for good. */
export const isPassingFailure = ({ failure }: GraphRequestError): boolean =>
  failure.kind !== 'rejected' || PASSING.has(classify(failure.error, failure.httpStatus).class)

/** Meta's words of a refusal, or why it was not reached, as a sentence. */
export const describeFailure = ({ failure, message }: GraphRequestError): string =>
  failure.kind === 'rejected' ? `WhatsApp says: ${describeGraphError(failure.error)}.` : `${message}.`

/** How long a caller waits before asking again, where Meta was not reached. */
const RETRY_AFTER_SECONDS = 30

/** What a failed call to Meta is for the caller: 503 when it may succeed later, else 409. Anything else stays as it is. */
export const toPublicError = (error: unknown): unknown => {
  if (!(error instanceof GraphRequestError)) return error
  return isPassingFailure(error)
    ? new PublicError(503, 'service_unavailable', `WhatsApp cannot be asked now. ${describeFailure(error)}`, {
        headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
        cause: error,
      })
    : new PublicError(409, 'conflict', `WhatsApp refused this. ${describeFailure(error)}`, { cause: error })
}
