import { findGraphError, type GraphError } from './graph-error.ts'
import type { Answer } from './graph-exchange.ts'
import { type GraphUsage, readUsage } from './graph-usage.ts'
import { asRecord, type JsonRecord, parseJson } from './json-reading.ts'
import type { Unknown } from './transport-failure.ts'

/**
 * Meta (or, when `error.code` is undefined, a proxy with a 4xx) refused the request and did nothing.
 * What to do next is `classify(error, httpStatus)`.
 */
export type Rejected = { kind: 'rejected'; httpStatus: number; error: GraphError; usage?: GraphUsage }

/** A success, with the JSON object that came with it. */
export type Success = { kind: 'success'; json: JsonRecord }

/** Enough to find the culprit; the body stays out of logs, since a proxy may echo the request. */
const describe = (answer: Answer): string =>
  `HTTP ${answer.httpStatus} without a Graph error (${String(answer.headers['content-type'] ?? 'no content type')})`

/**
 * What an answer means. A Graph error counts with any status, even 200. A success must be readable. A 5xx,
 * a redirect or a 408 without a Graph error comes from something on the way, which may have passed the
 * request on before: unknown. Any other 4xx without a Graph error was refused on the way.
 */
export const readAnswer = (answer: Answer): Success | Rejected | Unknown => {
  const { httpStatus, headers, text } = answer
  const json = parseJson(text)
  const error = findGraphError(json)
  if (error) return { kind: 'rejected', httpStatus, error, usage: readUsage(headers) }
  if (httpStatus >= 200 && httpStatus < 300) {
    const object = asRecord(json)
    if (object) return { kind: 'success', json: object }
    return {
      kind: 'unknown',
      reason: 'unreadable_answer',
      detail: `HTTP ${httpStatus} without a JSON object`,
    }
  }
  if (httpStatus < 400 || httpStatus >= 500 || httpStatus === 408) {
    return { kind: 'unknown', reason: 'not_from_graph', detail: describe(answer) }
  }
  return { kind: 'rejected', httpStatus, error: { message: describe(answer), isTransient: false } }
}
