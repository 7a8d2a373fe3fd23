import { isUtf8 } from 'node:buffer'
import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { PublicError } from '../error.ts'
import type { HttpApp } from './app-type.ts'
import { type FormValue, parseForm, readJsonText } from './forms.ts'
import { discardUploads, readMultipart, type UploadedFile } from './uploads.ts'

const KILOBYTE = 1_024
export const MEGABYTE = 1_024 * KILOBYTE

/** The largest file that any endpoint takes: a document (Cloud API, media). */
const MAX_FILE_BYTES = 100 * MEGABYTE

/**
 * Reads bodies as the contract says: JSON, urlencoded and multipart alike, on every route. Text that the
 * database cannot keep (broken UTF-8, NUL, half a surrogate pair) is refused here, once, with a 400.
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
      if (text.includes('\\u') && !isStorable(value)) return done(brokenText())
      done(null, withoutNulls(value))
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
      readForm(request).then(() => done(), done)
      return
    }
    request.body ??= {}
    done()
  })
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.uploads.size > 0) discardUploads(request).then(() => done(), done)
    else done()
  })
}

const NO_UPLOADS: Map<string, UploadedFile> = new Map()

const bodySchema = (request: FastifyRequest) => request.routeOptions.schema?.body as object | undefined

/** Clients that write out their objects send null for a field that they leave away: it is none. */
const withoutNulls = (body: unknown): unknown => {
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    for (const [name, value] of Object.entries(body)) if (value === null) Reflect.deleteProperty(body, name)
  return body
}

const brokenText = (): PublicError =>
  new PublicError(400, 'bad_request', 'The body must be valid UTF-8 text without NUL characters.')

const toText = (body: Buffer): string | undefined =>
  isUtf8(body) && !body.includes(0) ? body.toString('utf8') : undefined

/** The body that a form's fields spell. JSON text in them may escape what no field may hold as it is. */
const readTree = (form: Record<string, FormValue>, request: FastifyRequest): unknown => {
  if (!isCleanForm(form)) throw brokenText()
  const tree = readJsonText(form, bodySchema(request))
  if (!isStorable(tree)) throw brokenText()
  return tree
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
