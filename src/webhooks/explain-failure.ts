import { ADDRESS_REFUSED } from './connector.ts'

type Context = { hostname: string; port: string; timeoutMs: number }

/** Why a request had no whole answer, in a sentence for whoever runs the receiver. */
export const explainFailure = (error: unknown, context: Context): string => {
  const { code, message } = causeOf(error)
  if (code === ADDRESS_REFUSED) return message
  const explain = BY_CODE.find(([pattern]) => pattern.test(code))?.[1]
  return explain ? explain(context) : `The request failed: ${message} (${code}).`
}

export const noAnswerWithin = (timeoutMs: number): string => `No answer within ${timeoutMs / 1_000} seconds.`

const BY_CODE: [code: RegExp, explain: (context: Context) => string][] = [
  [/^(ENOTFOUND|ENODATA)$/, ({ hostname }) => `The name ${hostname} could not be found.`],
  [
    /^(EAI_AGAIN|EAI_FAIL|ETIMEOUT|ESERVFAIL|EREFUSED|ECANCELLED)$/,
    ({ hostname }) => `The name ${hostname} could not be looked up: its name servers gave no answer.`,
  ],
  [/^ECONNREFUSED$/, ({ hostname, port }) => `${hostname} refuses connections at port ${port}.`],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, ({ hostname }) => `No way leads to ${hostname}.`],
  [/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT)$/, ({ timeoutMs }) => noAnswerWithin(timeoutMs)],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, () => 'The connection broke before the answer was whole.'],
  [/^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/, () => 'The answer is shorter than its Content-Length says.'],
  [/^UND_ERR_HEADERS_OVERFLOW$/, () => 'The headers of the answer are too large.'],
  [/^(HPE_|HTTPParserError)/, () => 'What came back is no HTTP.'],
  [/^CERT_HAS_EXPIRED$/, () => 'TLS: the certificate has expired.'],
  [/SELF_SIGNED/, () => 'TLS: the certificate is signed by nobody known here (self-signed).'],
  [/^UNABLE_TO_/, () => 'TLS: the certificate leads to no known authority. Is an intermediate one missing?'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, ({ hostname }) => `TLS: the certificate is not for ${hostname}.`],
  [/^(CERT_|ERR_TLS_CERT)/, () => 'TLS: the certificate is not valid.'],
  [/^(EPROTO|ERR_SSL_|ERR_TLS_)/, ({ port }) => `TLS: port ${port} did not speak it in a way known here.`],
]

/** The code of an error; of several attempts at several addresses, that of the first. */
const causeOf = (error: unknown): { code: string; message: string } => {
  if (error instanceof AggregateError && error.errors.length > 0) return causeOf(error.errors[0])
  const {
    code,
    name = 'Error',
    message = String(error),
  } = (error ?? {}) as Partial<Error> & { code?: unknown }
  return { code: typeof code === 'string' ? code : name, message }
}
