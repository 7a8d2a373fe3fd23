import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseAway } from '../database/database.ts'
import { notFound, PublicError, validationError } from '../error.ts'
import { originOf } from './origin.ts'
import { toFieldErrors } from './validation.ts'

/** Seconds after which a caller may try again when the database was away. */
const RETRY_AFTER_SECONDS = '5'

/** Answers with the documented error shape. What a 500 hides stands in the log under its `request_id`. */
export const createErrorHandler =
  (publicUrl: string | undefined) =>
  (error: FastifyError | PublicError, request: FastifyRequest, reply: FastifyReply): void => {
    const known = isBrokenOff(request) ? brokenOff() : toPublicError(error)
    if (known.status >= 500) request.log.error({ err: error, request_id: request.id }, known.message)
    void reply
      .code(known.status)
      .headers(known.headers ?? {})
      .type('application/json; charset=utf-8')
      .serializer(JSON.stringify)
      .send({
        error: {
          code: known.code,
          message: known.message,
          doc_url: `${originOf(request, publicUrl)}/docs#error-${known.code}`,
          ...(known.fields && { fields: known.fields }),
          ...(known.assignee !== undefined && { assignee: known.assignee }),
          ...(known.status >= 500 && { request_id: request.id }),
        },
      })
  }

/** True when the client went away in the middle of its body: nobody reads the answer, and nothing is wrong here. */
const isBrokenOff = ({ raw }: FastifyRequest): boolean => raw.destroyed && !raw.complete

const brokenOff = (): PublicError => badRequest('The request broke off before its body had an end.')

const toPublicError = (error: FastifyError | PublicError): PublicError => {
  if (error instanceof PublicError) return error
  if (isDatabaseAway(error))
    return new PublicError(503, 'service_unavailable', 'The database is away. Try again in a few seconds.', {
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    })
  if (error.validation)
    return error.validationContext === 'params'
      ? notFound()
      : validationError(toFieldErrors(error.validation))
  return BY_CODE[error.code] ?? byStatus(error)
}

const badRequest = (message: string) => new PublicError(400, 'bad_request', message)
const tooLarge = () =>
  new PublicError(413, 'payload_too_large', 'The request body is larger than this endpoint takes.')
const unsupported = () =>
  new PublicError(
    415,
    'unsupported_media_type',
    'Send the body as application/json, application/x-www-form-urlencoded or multipart/form-data.',
  )

const BY_CODE: Record<string, PublicError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: tooLarge(),
  FST_REQ_FILE_TOO_LARGE: tooLarge(),
  FST_PARTS_LIMIT: tooLarge(),
  FST_FILES_LIMIT: tooLarge(),
  FST_FIELDS_LIMIT: tooLarge(),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: unsupported(),
  FST_ERR_CTP_EMPTY_TYPE: unsupported(),
  FST_INVALID_MULTIPART_CONTENT_TYPE: unsupported(),
  FST_NO_FORM_DATA: badRequest('The multipart body has no boundary or no end.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: badRequest('The Content-Length does not fit the body.'),
  FST_ERR_CTP_INVALID_JSON_BODY: badRequest('The body is not valid JSON.'),
  FST_INVALID_JSON_FIELD_ERROR: badRequest('A part of the type application/json is not valid JSON.'),
  FST_PROTO_VIOLATION: badRequest('The body uses a reserved field name.'),
}

const byStatus = (error: FastifyError): PublicError =>
  error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
    ? new PublicError(error.statusCode, 'bad_request', error.message)
    : new PublicError(500, 'server_error', 'Something went wrong here. The log has it under the request_id.')
