/** A part as it goes over the wire, for bodies that FormData would not make. */
export type RawPart = { name: string; value: string | Uint8Array; filename?: string; type?: string }

const BOUNDARY = 'a-boundary-of-the-tests'

/** A multipart body from its parts, with what its Content-Type has to be. */
export const rawMultipart = (parts: RawPart[], end = `--${BOUNDARY}--\r\n`) => ({
  raw: Buffer.concat([
    ...parts.flatMap(({ name, value, filename, type }) => [
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`,
      ),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(end),
  ]),
  headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
})
