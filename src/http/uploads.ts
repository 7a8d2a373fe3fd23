import { rm } from 'node:fs/promises'
import type { Multipart, MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { PublicError } from '../error.ts'
import { writeIncoming } from '../media/write-incoming.ts'
import { type FormValue, parseForm } from './forms.ts'

/** The largest file that any endpoint takes: a document (Cloud API, media). */
export const MAX_FILE_BYTES = 100 * 1_024 * 1_024

/** A file of a multipart body, on disk in the folder for incoming files until somebody moves it away. */
export type UploadedFile = {
  path: string
  /** As the client named it: for people's eyes, never a path. */
  filename: string
  /** What the client called its type; the content decides. */
  declaredType: string
  sizeBytes: number
  sha256: Buffer
}

/**
 * Reads a multipart body: fields become a tree, files go to disk as they come, never through memory whole.
 * Throws 413 when the fields together are larger than the route's body limit or a file is cut off at its
 * limit, 400 when the body is broken or a file stands in a field that takes none.
 */
export const readMultipart = async (
  request: FastifyRequest,
  incomingDir: string,
): Promise<Record<string, FormValue>> => {
  const fileFields = Object.keys(request.routeOptions.config.fileFields ?? {})
  const limit = request.routeOptions.bodyLimit ?? 0
  const fields: [string, string][] = []
  let fieldBytes = 0
  for await (const part of readParts(request)) {
    if (part.type === 'field') {
      // A part of the type application/json comes parsed.
      const value = typeof part.value === 'string' ? part.value : JSON.stringify(part.value)
      fieldBytes += part.fieldname.length + Buffer.byteLength(value)
      if (part.valueTruncated || fieldBytes > limit)
        throw tooLarge('The fields of the form are larger than this endpoint takes.')
      fields.push([part.fieldname, value])
    } else if (isEmptyFile(part)) {
      part.file.resume()
    } else {
      if (!fileFields.includes(part.fieldname)) {
        part.file.resume()
        throw new PublicError(400, 'bad_request', notTaken(part.fieldname, fileFields))
      }
      if (request.uploads.has(part.fieldname)) {
        part.file.resume()
        throw new PublicError(
          400,
          'bad_request',
          `The form has two files in the field ${part.fieldname}; send one.`,
        )
      }
      request.uploads.set(part.fieldname, await store(part, incomingDir))
    }
  }
  return parseForm(fields)
}

/** The parts as they come. Throws 400 for a body that is no multipart form: the parser's errors have no code. */
async function* readParts(request: FastifyRequest): AsyncGenerator<Multipart> {
  try {
    yield* request.parts()
  } catch (error) {
    throw isOfParser(error) ? badForm(error) : error
  }
}

const isOfParser = (error: unknown): boolean =>
  !(error instanceof PublicError) && (error as { code?: unknown }).code === undefined

const badForm = (cause: unknown): PublicError =>
  new PublicError(400, 'bad_request', 'The multipart body has no boundary or no end.', { cause })

/** A file input that was left empty is sent as a part without a name. */
const isEmptyFile = (part: MultipartFile): boolean => !part.filename

const notTaken = (name: string, fileFields: string[]): string =>
  fileFields.length === 0
    ? `This endpoint takes no files; remove the file in the field ${name}.`
    : `A file in the field ${name} is not taken; send it as ${fileFields.join(' or ')}.`

const tooLarge = (message: string): PublicError => new PublicError(413, 'payload_too_large', message)

const store = async (part: MultipartFile, incomingDir: string): Promise<UploadedFile> => {
  const file = await writeIncoming(part.file, incomingDir).catch((error: unknown) => {
    throw isOfParser(error) ? badForm(error) : error
  })
  if (part.file.truncated) {
    await rm(file.path, { force: true })
    throw tooLarge(`The file has more than ${MAX_FILE_BYTES} bytes, the most that is taken.`)
  }
  return { ...file, filename: readableName(part.filename), declaredType: part.mimetype }
}

const MAX_NAME_LENGTH = 255

/** The name without what neither people nor the database can read. */
const readableName = (name: string): string =>
  name
    .slice(0, MAX_NAME_LENGTH)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')

/** Deletes the files that nobody moved away. */
export const discardUploads = async (request: FastifyRequest): Promise<void> => {
  for (const { path } of request.uploads.values()) await rm(path, { force: true })
}
