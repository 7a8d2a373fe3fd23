import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A file on its way in. Its bytes go to the disk as they come: no more than a piece of them is in memory. */
export type IncomingFile = {
  path: string
  /** How much has come, beyond what was to be kept too. */
  sizeBytes(): number
  /** Appends what comes; beyond `maxBytes` in all, bytes are counted and thrown away. */
  append(source: AsyncIterable<Buffer>, maxBytes: number): Promise<void>
  /** Hexadecimal; of a file that is complete. */
  sha256(): string
  close(): Promise<void>
  /** Removes it. */
  discard(): Promise<void>
}

/**
 * A new file in the folder `directory`. What is too much is read to its end all the same: a client that is cut
 * off never sees the answer.
 */
export const createIncomingFile = (directory: string): IncomingFile => {
  const path = join(directory, randomUUID())
  const hash = createHash('sha256')
  let size = 0
  let handle: FileHandle | undefined
  const close = async (): Promise<void> => {
    await handle?.close()
    handle = undefined
  }
  return {
    path,
    sizeBytes: () => size,
    async append(source, maxBytes) {
      handle ??= await open(path, 'a', 0o600)
      for await (const chunk of source) {
        size += chunk.length
        if (size > maxBytes) continue
        hash.update(chunk)
        await handle.appendFile(chunk)
      }
    },
    sha256: () => hash.copy().digest('hex'),
    close,
    async discard() {
      await close()
      await rm(path, { force: true })
    },
  }
}
