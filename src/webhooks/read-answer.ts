import type { Readable } from 'node:stream'

/** What is kept of the body of an answer. */
const MAX_BYTES = 20_000

/**
 * The first 20 kB of an answer's body, as text that the database can hold: broken UTF-8 and NUL are replaced.
 * What is longer is not read to its end.
 */
export const readAnswer = async (body: Readable): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    size += chunk.length
    // Leaving the loop closes the stream, and with it the connection.
    if (size >= MAX_BYTES) break
  }
  // `stream` leaves a character out that is cut in two.
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, MAX_BYTES), { stream: true })
  return text.replaceAll('\0', '\uFFFD')
}
