import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

/**
 * The text of a file as Excel and others write CSV: UTF-8, UTF-16, or the code page of an older Windows. A Turkish
 * one is 1254; an English one, 1252, differs from it in six letters alone, all Icelandic (Ð Ý Þ ð ý þ where 1254 has
 * Ğ İ Ş ğ ı ş), so that one reading does for both.
 */
export async function* openText(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(await detectEncoding(path))
  for await (const chunk of createReadStream(path)) yield decoder.decode(chunk as Buffer, { stream: true })
  yield decoder.decode()
}

export const detectEncoding = async (path: string): Promise<string> => {
  const head = await readHead(path)
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  // Without a mark: every second byte of Latin text is zero.
  if (head[0] !== 0 && head[1] === 0) return 'utf-16le'
  if (head[0] === 0 && head[1] !== 0) return 'utf-16be'
  return (await isUtf8File(path)) ? 'utf-8' : 'windows-1254'
}

const readHead = async (path: string): Promise<Buffer> => {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The whole file, since the first letter beyond ASCII may stand in its last line. */
const isUtf8File = async (path: string): Promise<boolean> => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
