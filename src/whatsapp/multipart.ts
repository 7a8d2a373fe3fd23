import type { FileHandle } from 'node:fs/promises'
import { pipeline, type Readable, Transform } from 'node:stream'
import { createCollector } from '../spent-buffers.ts'

export type MultipartFile = { name: string; filename: string; mimeType: string }

/** Quotes and line breaks as browsers write them in multipart headers (HTML standard, multipart/form-data). */
const escapeName = (name: string): string =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

/** A media type with nothing in it that could end its header line. */
const safeType = (mimeType: string): string =>
  /^[\w.+-]+\/[\w.+-]+(;[\x20-\x7e]*)?$/.test(mimeType) ? mimeType : 'application/octet-stream'

/** What stands in a form before and after the file's bytes. */
export const frameMultipart = (
  boundary: string,
  fields: Record<string, string>,
  file: MultipartFile,
): { head: Buffer; tail: Buffer } => {
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${escapeName(name)}"\r\n\r\n${value}\r\n`,
  )
  const head =
    `${parts.join('')}--${boundary}\r\ncontent-disposition: form-data; name="${escapeName(file.name)}"; ` +
    `filename="${escapeName(file.filename)}"\r\ncontent-type: ${safeType(file.mimeType)}\r\n\r\n`
  return { head: Buffer.from(head), tail: Buffer.from(`\r\n--${boundary}--\r\n`) }
}

/**
 * The whole form, chunk by chunk; the memory it takes does not grow with the file. Closes the file. Plain streams, since
 * the promises of a loop over them would keep chunks that are done with from being collected.
 */
export const streamMultipart = (frame: { head: Buffer; tail: Buffer }, file: FileHandle): Readable => {
  const collect = createCollector()
  const form = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      collect(chunk)
      done(null, chunk)
    },
    flush: (done) => done(null, frame.tail),
  })
  form.push(frame.head)
  // What is wrong with the file is the form's error, too.
  pipeline(file.createReadStream({ highWaterMark: 64 * 1024 }), form, () => undefined)
  return form
}
