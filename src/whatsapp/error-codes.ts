import { errorTable } from './error-table.ts'
import { describeGraphError, type GraphError } from './graph-error.ts'

/**
 * What is to be done about an error of a send.
 * - `retry`: the same again after a back-off, at most `maxRetries` times where that is given
 * - `retry_once`: the same again once, then failed
 * - `pair`: again, but nothing else to the same person meanwhile; pauses of 4^n seconds
 * - `defer`: again after hours (`waitMs`)
 * - `permanent`: this message fails, others go on
 * - `stop_number`: nothing leaves by this number, account or token (`scope`) until somebody acts
 * - `stop_template`: nothing leaves with this template until somebody acts
 */
export type ErrorClass =
  | 'retry'
  | 'retry_once'
  | 'pair'
  | 'defer'
  | 'permanent'
  | 'stop_number'
  | 'stop_template'

/** What the error is about, and so what has to wait or stop. */
export type ErrorScope = 'message' | 'pair' | 'template' | 'number' | 'waba' | 'app' | 'token'

export type ErrorRow = {
  class: ErrorClass
  scope: ErrorScope
  title: string
  /** For the operator or the programmer: one or two sentences. */
  whatToDo: string
  /** The least pause before the next attempt, where Meta names one. */
  waitMs?: number
  maxRetries?: number
  /** The operator is to be told even though nothing is stopped. */
  isAlarming?: boolean
  /** The person takes no marketing messages any more. */
  isMarketingOptOut?: boolean
}

/** `lastCode` makes it a range, both ends included. */
export type ErrorTableRow = ErrorRow & { code: number; lastCode?: number }

const rowsByCode = new Map<number, ErrorRow>()
for (const { code: first, lastCode = first, ...row } of errorTable) {
  for (let code = first; code <= lastCode; code++) rowsByCode.set(code, row)
}

/** 100 with subcode 33: the id in the path is wrong, or the token does not reach it. */
const objectNotFound: ErrorRow = {
  class: 'permanent',
  scope: 'message',
  title: 'Object not found or not accessible',
  whatToDo:
    'Check the id in the request (number, account or media file) and that the token has access to it. Meta also answers so when a number writes to itself.',
}

const fileRefused =
  /\bmime\b|\bunsupported\b|\btoo (large|big)\b|\bfile size\b|\bexceeds?\b|\bcodec\b|\bcorrupt/i
const fetchFailed = /\b(weblink|download(ing)?|fetch(ing)?|http code|timed? ?out|unreachable)\b/i

/** 131053 on a link that Meta could not fetch just then; about the file itself it is the table's row. */
const linkNotFetched: ErrorRow = {
  class: 'retry',
  scope: 'message',
  title: 'Meta could not fetch the media link',
  whatToDo:
    "Check that the link is public, answers quickly over HTTPS and needs no login; or upload the file instead of linking it. Meta remembers a link's answer for 10 minutes.",
  maxRetries: 3,
  waitMs: 10 * 60_000,
}

const findRow = (error: GraphError): ErrorRow | undefined => {
  if (error.code === undefined) return undefined
  if (error.code === 100 && error.subcode === 33) return objectNotFound
  if (error.code === 131053) {
    const words = error.details ?? error.message ?? ''
    if (fetchFailed.test(words) && !fileRefused.test(words)) return linkNotFetched
  }
  return rowsByCode.get(error.code)
}

const unknownRow = (error: GraphError, httpStatus: number | undefined): ErrorRow => {
  const said = describeGraphError(error)
  if (httpStatus === 429) {
    return {
      class: 'retry',
      scope: 'app',
      title: 'Too many calls',
      whatToDo: `Meta slows the calls down; they go on by themselves. It said: ${said}.`,
      waitMs: 60_000,
    }
  }
  const isFromGraph = error.code !== undefined
  if (error.isTransient || (!isFromGraph && httpStatus !== undefined && httpStatus >= 500)) {
    return {
      class: 'retry',
      scope: 'message',
      title: 'Temporary error',
      whatToDo: `Nothing: it is tried again. Meta said: ${said}.`,
    }
  }
  return {
    class: 'permanent',
    scope: 'message',
    title: isFromGraph ? `Unknown error ${error.code}` : 'Refused without a Graph error',
    whatToDo: isFromGraph
      ? `Look the code up in Meta's list of Cloud API error codes. Meta said: ${said}.`
      : `The answer does not look like Meta's: check the Graph base URL and any proxy on the way. It said: ${said}.`,
  }
}

/**
 * The row of the table for an error, by `error.code` and never by the HTTP status (Cloud API, error codes).
 * A code that the table does not know: 429 is a throttle, `is_transient` and a 5xx without a Graph error
 * are retried, all else is permanent in Meta's own words.
 */
export const classify = (error: GraphError, httpStatus?: number): ErrorRow =>
  findRow(error) ?? unknownRow(error, httpStatus)
