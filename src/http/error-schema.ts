import { Type } from 'typebox'

/** The documented error (Desk360 API, "Error Response Fields"). */
export const ErrorBody = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: 'One of the error codes.', examples: ['failed_validation'] }),
      message: Type.String({
        description: 'What is wrong, in words.',
        examples: ['The to field is required.'],
      }),
      doc_url: Type.String({ description: 'Where this documentation explains the code.' }),
      fields: Type.Optional(
        Type.Record(Type.String(), Type.Array(Type.String()), {
          description: 'With failed_validation: every problem by field.',
        }),
      ),
      assignee: Type.Optional(
        Type.Union([Type.Object({ id: Type.Integer(), name: Type.String() }), Type.Null()], {
          description: 'With conflict, of a chat that is not whose it was expected to be: who has it.',
        }),
      ),
      request_id: Type.Optional(
        Type.String({ description: 'With server_error: under this id the log has the cause.' }),
      ),
    }),
  },
  { description: 'An error' },
)

const MEANING = {
  400: 'The body cannot be read',
  401: 'No valid token, or wrong credentials',
  403: 'Not allowed, or plain HTTP',
  404: 'No such object for this token',
  409: 'The state does not allow it',
  413: 'The body is too large',
  415: 'The content type is not supported',
  416: 'The file has no such part',
  422: 'A field is wrong',
  429: 'Too many requests',
  500: 'An error of the server',
  503: 'The database is away',
} as const

type ErrorStatus = keyof typeof MEANING

/** The error answers of a route, for its schema; 403 and 500 belong to every route. */
export const errorResponses = (...statuses: ErrorStatus[]): Record<number, typeof ErrorBody> =>
  Object.fromEntries(
    [403 as const, ...statuses, 500 as const].map((status) => [
      status,
      { ...ErrorBody, description: MEANING[status] },
    ]),
  )
