import { asId, asRecord, asText, asWholeNumber, parseJson } from './json-reading.ts'

/**
 * Meta's error as it stands in an HTTP reply (`{"error": {…}}`) and in the `errors[]` of a webhook.
 * Every field may be missing; branch on `code` and `details` alone (Cloud API, error codes).
 */
export type GraphError = {
  code?: number
  subcode?: number
  type?: string
  title?: string
  message?: string
  /** `error_data.details`: what is wrong with this very request. */
  details?: string
  userTitle?: string
  userMessage?: string
  isTransient: boolean
  /** Meta's support asks for it. */
  fbtraceId?: string
  href?: string
}

/** `error_data` is an object, its JSON as a string, or plain words. */
const readDetails = (errorData: unknown): string | undefined => {
  if (typeof errorData !== 'string') return asText(asRecord(errorData)?.details)
  const inner = errorData.startsWith('{') ? asRecord(parseJson(errorData)) : undefined
  return asText(inner?.details) ?? asText(errorData)
}

/** Meta's error object, read with tolerance; undefined when it has neither a code nor words. */
export const parseGraphError = (raw: unknown): GraphError | undefined => {
  const object = asRecord(raw)
  if (!object) return undefined
  const code = asWholeNumber(object.code)
  const message = asText(object.message)
  const title = asText(object.title)
  if (code === undefined && message === undefined && title === undefined) return undefined
  return {
    code,
    subcode: asWholeNumber(object.error_subcode),
    type: asText(object.type),
    title,
    message,
    details: readDetails(object.error_data),
    userTitle: asText(object.error_user_title),
    userMessage: asText(object.error_user_msg),
    isTransient: object.is_transient === true,
    fbtraceId: asId(object.fbtrace_id),
    href: asText(object.href),
  }
}

/** The error in an HTTP answer's JSON; undefined when the answer is none of Graph's errors. */
export const findGraphError = (answer: unknown): GraphError | undefined =>
  parseGraphError(asRecord(answer)?.error)

/** Meta may repeat a token that it cannot read ("Malformed access token EAA…"): it has no place in words. */
const withoutTokens = (words: string): string => words.replace(/[\w|-]{40,}/g, '…')

/** One line for logs and for people: what Meta said, with its code. */
export const describeGraphError = (error: GraphError): string => {
  const words = error.userMessage ?? error.message ?? error.title ?? 'no words'
  const details = error.details && !words.includes(error.details) ? `: ${error.details}` : ''
  const said = withoutTokens(`${words}${details}`)
  return error.code === undefined ? said : `${said} (code ${error.code})`
}
