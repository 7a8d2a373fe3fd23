/**
 * Why a request surely never reached Meta. All but `invalid_request`, `file_unreadable` and
 * `forbidden_host` may be tried again; those three fail in the same way every time.
 */
export type NotSentReason =
  | 'refused'
  | 'dns'
  | 'connect_timeout'
  | 'unreachable'
  | 'tls'
  | 'connect_failed'
  /** The deadline passed while every connection was busy. */
  | 'queue_timeout'
  | 'aborted'
  | 'closed'
  | 'invalid_request'
  | 'file_unreadable'
  | 'forbidden_host'

/** Why nobody can say whether Meta carried a request out. */
export type UnknownReason =
  | 'timeout'
  | 'connection_lost'
  | 'unreadable_answer'
  /** A proxy's 5xx, 3xx or 408 without a Graph error: the request may have passed it. */
  | 'not_from_graph'
  | 'aborted'
  | 'closed'

/** `detail` is one line for logs; it holds no token and nothing of a message. */
export type NotSent = { kind: 'not_sent'; reason: NotSentReason; detail: string }

/** `detail` is one line for logs; it holds no token and nothing of a message. */
export type Unknown = { kind: 'unknown'; reason: UnknownReason; detail: string }

const notSentReasons: Record<string, NotSentReason> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  UND_ERR_CONNECT_TIMEOUT: 'connect_timeout',
  ETIMEDOUT: 'connect_timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EPROTO: 'tls',
  UND_ERR_CLOSED: 'closed',
  UND_ERR_DESTROYED: 'closed',
  UND_ERR_INVALID_ARG: 'invalid_request',
  UND_ERR_NOT_SUPPORTED: 'invalid_request',
}

const unknownReasons: Record<string, UnknownReason> = {
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'unreadable_answer',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'unreadable_answer',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'unreadable_answer',
  UND_ERR_CLOSED: 'closed',
  UND_ERR_DESTROYED: 'closed',
  UND_ERR_ABORTED: 'aborted',
  UND_ERR_ABORT: 'aborted',
}

const tlsCode = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH)/

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.name

/** The failure of a request whose first byte was never written. */
export const notSent = (error: Error): NotSent => {
  const code = codeOf(error)
  const isTls = tlsCode.test(code) || error.message.includes('TLS')
  const reason = notSentReasons[code] ?? (isTls ? 'tls' : 'connect_failed')
  return { kind: 'not_sent', reason, detail: `${code}: ${error.message}` }
}

/** The failure of a request of which something may have been written. */
export const unknownOutcome = (error: Error): Unknown => {
  const code = codeOf(error)
  const isNotHttp = error.name === 'HTTPParserError'
  const reason = unknownReasons[code] ?? (isNotHttp ? 'unreadable_answer' : 'connection_lost')
  return { kind: 'unknown', reason, detail: `${code}: ${error.message}` }
}
