import type { OperationGroup } from './document.ts'
import { listSchemaRows } from './schema-rows.ts'

/** An error of the API: `meaning` and `whatToDo` are for whoever gets it. */
export type ErrorCode = { status: number; code: string; meaning: string; whatToDo: string }

/** Every code that an error of the API can have (public API, Errors), by status. */
export const ERROR_CODES: readonly ErrorCode[] = [
  {
    status: 400,
    code: 'bad_request',
    meaning: 'The body cannot be read: broken JSON, a broken form, or text that is not UTF-8.',
    whatToDo: 'Let a library write the JSON or the form, and check the `Content-Type`.',
  },
  {
    status: 401,
    code: 'unauthenticated',
    meaning: 'The token is missing, malformed, unknown, revoked or expired.',
    whatToDo: 'Send it as `Authorization: Bearer YOUR_API_TOKEN`; log in for a new one.',
  },
  {
    status: 401,
    code: 'invalid_credentials',
    meaning: 'The email or the password is wrong; which of them is not told. Or the one-time password is.',
    whatToDo: 'Correct them. After five wrong attempts within a minute the login waits.',
  },
  {
    status: 403,
    code: 'access_denied',
    meaning: 'This user or key may not do that.',
    whatToDo: 'Ask an administrator for the permission.',
  },
  {
    status: 403,
    code: 'otp_required',
    meaning: 'The user has two-factor authentication.',
    whatToDo: 'Log in with `otp`, the code that the authenticator shows.',
  },
  {
    status: 403,
    code: 'csrf_token_invalid',
    meaning: 'A request of a session lacks its `X-CSRF-Token`, or comes from another site.',
    whatToDo: 'Send the `csrf_token` of `GET /v1/session`. A program uses a token in place of a session.',
  },
  {
    status: 403,
    code: 'https_required',
    meaning: 'The request came over plain HTTP.',
    whatToDo: 'Use the `https://` address, and change the token: it has travelled in the open.',
  },
  {
    status: 404,
    code: 'not_found',
    meaning:
      'There is no such path, or no such object that this token reaches. Objects of others look the same as none.',
    whatToDo: 'Check the path and the ids.',
  },
  {
    status: 405,
    code: 'method_not_allowed',
    meaning: 'The path exists, but not with this method.',
    whatToDo: 'Use one of the methods in the `Allow` header.',
  },
  {
    status: 409,
    code: 'conflict',
    meaning: 'The object is in a state that does not allow it.',
    whatToDo: 'Read the object again and decide anew.',
  },
  {
    status: 409,
    code: 'idempotency_key_in_use',
    meaning: 'The first request with this `Idempotency-Key` is still being processed.',
    whatToDo: 'Wait a moment and send the same request again.',
  },
  {
    status: 413,
    code: 'payload_too_large',
    meaning: 'The body, or a file in it, is larger than this call takes.',
    whatToDo: 'Split the request, or send a smaller file.',
  },
  {
    status: 415,
    code: 'unsupported_media_type',
    meaning: 'The `Content-Type` is none of the three that are read.',
    whatToDo: 'Send JSON or a form; see request bodies.',
  },
  {
    status: 416,
    code: 'range_not_satisfiable',
    meaning: 'The file has no such part as `Range` asks for; `Content-Range` tells how long it is.',
    whatToDo: 'Ask for a part that lies within the file, or for the whole.',
  },
  {
    status: 422,
    code: 'failed_validation',
    meaning: 'A field is missing or wrong. `error.fields` names each.',
    whatToDo: 'Change the fields that are named; nothing was done.',
  },
  {
    status: 422,
    code: 'template_not_sendable',
    meaning: 'This translation of the template is not active, or has parts that cannot be sent.',
    whatToDo: 'Choose a template with `sendable` true and a translation with `status_value` 2.',
  },
  {
    status: 422,
    code: 'integration_not_active',
    meaning: 'The number is pending or suspended. The message says why.',
    whatToDo: 'Mend what the message names, then activate the number again.',
  },
  {
    status: 422,
    code: 'opted_out',
    meaning: 'The template is a marketing one, and all whom it is for want no marketing messages.',
    whatToDo: 'Send them none until they opt in again. `GET /v1/opt-outs` lists them.',
  },
  {
    status: 422,
    code: 'idempotency_key_reused',
    meaning: 'This `Idempotency-Key` was used with another body.',
    whatToDo: 'Take a new key for each new request.',
  },
  {
    status: 429,
    code: 'too_many_requests',
    meaning: 'The rate limit, or the limit on wrong logins, is reached.',
    whatToDo: 'Wait as many seconds as `Retry-After` says.',
  },
  {
    status: 500,
    code: 'server_error',
    meaning: 'Something went wrong in this server.',
    whatToDo: 'Tell the operator the `request_id`: under it the log has the cause.',
  },
  {
    status: 503,
    code: 'service_unavailable',
    meaning: 'The server cannot work right now; its database is away.',
    whatToDo: 'Send the same request again after `Retry-After` seconds, with the same `Idempotency-Key`.',
  },
]

/** The codes that this server can give: two-factor only where its login takes a code. */
export const listErrorCodes = (groups: OperationGroup[]): ErrorCode[] => {
  const hasOtp = groups.some(({ operations }) =>
    operations.some(({ bodies }) =>
      [...bodies.values()].some((body) => listSchemaRows(body).some(({ name }) => name === 'otp')),
    ),
  )
  return ERROR_CODES.filter(({ code }) => code !== 'otp_required' || hasOtp)
}
