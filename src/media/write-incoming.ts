import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createCollector } from '../spent-buffers.ts'
import type { IncomingFile } from './store.ts'

/** Writes a file to the folder for incoming ones as it comes, never through memory whole. Leaves none that broke off. */
export const writeIncoming = async (source: Readable, incomingDir: string): Promise<IncomingFile> => {
  await mkdir(incomingDir, { recursive: true })
  const path = join(incomingDir, randomUUID())
  const hash = createHash('sha256')
  const collect = createCollector()
  let sizeBytes = 0
  const measure = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk)
      sizeBytes += chunk.length
      collect(chunk)
      done(null, chunk)
    },
  })
  try {
    await pipeline(source, measure, createWriteStream(path))
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return { path, sizeBytes, sha256: hash.digest() }
}
