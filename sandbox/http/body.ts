import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GraphError } from '../graph/graph-error.ts'

/** A parsed request body: `raw` is its JSON on one line, as it came; `fields` what it says. */
export type JsonBody = { raw: string; fields: Record<string, unknown> }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parseJson = (text: string): JsonBody => {
  if (text.trim() === '') return { raw: '{}', fields: {} }
  let fields: unknown
  try {
    fields = JSON.parse(text)
  } catch {
    throw new GraphError(1, 'The body is not valid JSON.')
  }
  if (!isObject(fields)) throw new GraphError(1, 'The body must be a JSON object.')
  // Line ends can stand between tokens only, never inside a string of valid JSON.
  return { raw: /[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, ' ') : text, fields }
}

/** A form's values are text, but for those that hold JSON themselves, as the Graph API reads them. */
const parseForm = (text: string): JsonBody => {
  // JSON under a form's content type: curl's `-d` says so unless told otherwise.
  if (/^\s*\{/.test(text)) return parseJson(text)
  const fields: Record<string, unknown> = {}
  for (const [key, value] of new URLSearchParams(text)) {
    try {
      fields[key] = /^\s*[[{]/.test(value) ? JSON.parse(value) : value
    } catch {
      fields[key] = value
    }
  }
  return { raw: JSON.stringify(fields), fields }
}

/** Reads JSON and forms into a `JsonBody`, and everything else into a Buffer. */
export const addBodyParsers = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => parseJson(body),
  )
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => parseForm(body),
  )
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) => body)
}

/** In this app every body is left as the stream that it comes as, whatever it calls itself. */
export const leaveBodiesAsStreams = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', async (_request: FastifyRequest, payload: IncomingMessage) => payload)
}

/** The fields of a JSON or form body; empty when there was none or it was something else. */
export const bodyFields = (request: FastifyRequest): Record<string, unknown> => {
  const body = request.body
  return isObject(body) && isObject(body['fields']) ? body['fields'] : {}
}

/** The query's and the body's parameters together: the Graph API takes them in either place. */
export const allParameters = (request: FastifyRequest): Record<string, unknown> => ({
  ...(request.query as Record<string, unknown>),
  ...bodyFields(request),
})
