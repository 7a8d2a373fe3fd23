import { classify } from '../whatsapp/error-codes.ts'
import { type GraphFailure, GraphRequestError } from '../whatsapp/graph-request-error.ts'

/** Why a customer's file is not here, in words for people; a final one fails in the same way every time. */
export type FetchFailure = { reason: string; isFinal: boolean }

/** An error with what is to be told of it. */
export const fetchError = (failure: FetchFailure): Error => Object.assign(new Error(failure.reason), failure)

const TOO_LARGE: FetchFailure = {
  reason: 'The file is larger than the 100 MB that WhatsApp passes on. Ask for a smaller one.',
  isFinal: true,
}

const GONE: FetchFailure = {
  reason: 'WhatsApp has the file no more. Ask for it to be sent again.',
  isFinal: true,
}

export const failureOf = (error: Error): FetchFailure => {
  if ('reason' in error && 'isFinal' in error) return error as unknown as FetchFailure
  if (error instanceof GraphRequestError) return graphFailureOf(error.failure)
  const { code } = error as { code?: unknown }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return TOO_LARGE
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code) && !/^E(CONN|PIPE|TIMED)/.test(code))
    return { reason: `The file could not be written here (${code}).`, isFinal: false }
  return { reason: 'The download from WhatsApp broke off.', isFinal: false }
}

/** A bare 404 is a link that has expired; an error of Graph's own about the file is final. */
const graphFailureOf = (failure: GraphFailure): FetchFailure => {
  if (failure.kind === 'not_sent' && failure.reason === 'forbidden_host')
    return { reason: 'The file lies on a host that is not WhatsApp’s. It is not fetched.', isFinal: true }
  if (failure.kind !== 'rejected') return { reason: 'WhatsApp could not be reached.', isFinal: false }
  const { error, httpStatus } = failure
  if (error.code === 100) return GONE
  if (error.code === undefined)
    return { reason: `WhatsApp did not give the file (HTTP ${httpStatus}).`, isFinal: false }
  const { title, whatToDo, class: errorClass } = classify(error, httpStatus)
  const isFinal = errorClass === 'permanent'
  return { reason: isFinal || errorClass === 'stop_number' ? `${title}. ${whatToDo}` : `${title}.`, isFinal }
}

/** Meta's largest file (Cloud API, media). */
const MAX_BYTES = 100 * 1_024 * 1_024

/** Throws for a file of which Meta says that it is too large. */
export const checkToldSize = (sizeBytes: number | undefined): void => {
  if (sizeBytes !== undefined && sizeBytes > MAX_BYTES) throw fetchError(TOO_LARGE)
}

export const WRONG_HASH: FetchFailure = {
  reason: 'What came was not the file that WhatsApp had told of.',
  isFinal: false,
}

/** What is told of a failure: whether there will be another try. */
export const describeFailure = ({ reason, isFinal }: FetchFailure, isLastTry: boolean): string => {
  if (isFinal) return reason
  return `${reason} ${isLastTry ? 'It was tried for more than a day.' : 'It is tried again.'}`
}
