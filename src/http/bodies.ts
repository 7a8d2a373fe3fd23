import { isUtf8 } from 'node:buffer'
import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { PublicError, validationError } from '../error.ts'
import type { HttpApp } from './app-type.ts'
import { type FormValue, parseForm, readJsonText } from './forms.ts'
import { discardUploads, MAX_FILE_BYTES, readMultipart, type UploadedFile } from './uploads.ts'

const KILOBYTE = 1_024
export const MEGABYTE = 1_024 * KILOBYTE

/** Levels of lists and objects within each other; the Cloud API's deepest object has nine. */
const MAX_DEPTH = 100

/**
 * Reads bodies as the contract says: JSON, urlencoded and multipart alike, on every route. Text that the
 * database cannot keep (broken UTF-8, NUL, half a surrogate pair) is refused here, once, with a 400; so is a body
 * so deep that those who walk through it could run out of stack.
 */
export const registerBodies = async (app: HttpApp, incomingDir: string): Promise<void> => {
  await app.register(multipart, {
    limits: {
      fileSize: MAX_FILE_BYTES,
      fieldSize: 32 * MEGABYTE,
      fields: 500_000,
      parts: 500_010,
      files: 10,
      headerPairs: 100,
    },
  })
  app.decorateRequest('uploads', null as unknown as Map<string, UploadedFile>)
  app.addHook('onRequest', (request, _reply, done) => {
    request.uploads = NO_UPLOADS
    done()
  })

  const parseJson = app.getDefaultJsonParser('remove', 'remove')
  app.removeContentTypeParser(['application/json', 'text/plain'])
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) return done(null, {})
    const text = toText(body as Buffer)
    if (text === undefined) return done(brokenText())
    parseJson(request, text, (error, value) => {
      if (error) return done(new PublicError(400, 'bad_request', 'The body is not valid JSON.'))
      if (text.length > MAX_DEPTH && isTooDeep(value)) return done(tooDeep())
      if (text.includes('\\u') && !isStorable(value)) return done(brokenText())
      if (request.routeOptions.config.takesJsonText) return readTexts(value, request, done)
      done(null, request.routeOptions.config.takesNull ? value : withoutNulls(value))
    })
  })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (request, body, done) => {
      try {
        const text = toText(body as Buffer)
        if (text === undefined) throw brokenText()
        done(null, readTree(parseForm(new URLSearchParams(text)), request))
      } catch (error) {
        done(error as Error)
      }
    },
  )

  const readForm = async (request: FastifyRequest): Promise<void> => {
    request.uploads = new Map()
    request.body = readTree(await readMultipart(request, incomingDir), request)
  }
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.isMultipart()) {
      readForm(request).then(() => done(findTextForFile(request)), done)
      return
    }
    request.body ??= {}
    done(findTextForFile(request))
  })
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.uploads.size > 0) discardUploads(request).then(() => done(), done)
    else done()
  })
}

/** Text where a file belongs would be passed over in silence, and the message go out without its picture. */
const findTextForFile = (request: FastifyRequest): PublicError | undefined => {
  const body = request.body as Record<string, unknown>
  const fields = Object.keys(request.routeOptions.config.fileFields ?? {})
  const field = fields.find((name) => typeof body[name] === 'string' && body[name] !== '')
  return field === undefined
    ? undefined
    : validationError({
        [field]: [
          `The ${field} field must be a file in a multipart form, never a link or its name (with curl: --form ${field}=@FILE).`,
        ],
      })
}

const NO_UPLOADS: Map<string, UploadedFile> = new Map()

/** Objects of the Cloud API come from programs that write some of them as text, and null for what they leave away. */
const readTexts = (
  value: unknown,
  request: FastifyRequest,
  done: (error: Error | null, body?: unknown) => void,
) => {
  const tree = readJsonText(withoutInnerNulls(value), bodySchema(request))
  if (isTooDeep(tree)) done(tooDeep())
  else if (isStorable(tree)) done(null, withoutInnerNulls(tree))
  else done(brokenText())
}

const withoutInnerNulls = (value: unknown): unknown => {
  if (typeof value === 'object' && value !== null)
    for (const item of Object.values(withoutNulls(value) as object)) withoutInnerNulls(item)
  return value
}

const bodySchema = (request: FastifyRequest) => request.routeOptions.schema?.body as object | undefined

/** Clients that write out their objects send null for a field that they leave away: it is none. */
const withoutNulls = (body: unknown): unknown => {
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    for (const [name, value] of Object.entries(body)) if (value === null) Reflect.deleteProperty(body, name)
  return body
}

const brokenText = (): PublicError =>
  new PublicError(400, 'bad_request', 'The body must be valid UTF-8 text without NUL characters.')

const tooDeep = (): PublicError =>
  new PublicError(400, 'bad_request', `The body is nested deeper than ${MAX_DEPTH} levels.`)

/** Level by level, since a walk into the depth is what a body might be too deep for. */
const isTooDeep = (value: unknown): boolean => {
  let level = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return false
}

const toText = (body: Buffer): string | undefined =>
  isUtf8(body) && !body.includes(0) ? body.toString('utf8') : undefined

/** The body that a form's fields spell. JSON text in them may escape what no field may hold as it is. */
const readTree = (form: Record<string, FormValue>, request: FastifyRequest): unknown => {
  if (!isCleanForm(form)) throw brokenText()
  const tree = readJsonText(form, bodySchema(request))
  if (isTooDeep(tree)) throw tooDeep()
  if (!isStorable(tree)) throw brokenText()
  return request.routeOptions.config.takesJsonText ? withoutInnerNulls(tree) : tree
}

/** A replacement character in a decoded form stands for bytes that were no UTF-8. */
const isCleanForm = (value: unknown): boolean => isStorable(value, (text) => !text.includes('\uFFFD'))

/** False when a text or a name in it holds NUL or half a surrogate pair, which PostgreSQL cannot store. */
const isStorable = (value: unknown, also: (text: string) => boolean = () => true): boolean => {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0') && also(value)
  if (Array.isArray(value)) return value.every((item) => isStorable(item, also))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).every(([name, item]) => isStorable(name, also) && isStorable(item, also))
  return true
}
