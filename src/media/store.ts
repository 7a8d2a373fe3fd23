import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A file that was read into the incoming folder. */
export type IncomingFile = { path: string; sizeBytes: number; sha256: Buffer }

/** The folder of files: `incoming/` while one is read, then by the first letters of its content's hash. */
export type MediaStore = {
  root: string
  incomingDir: string
  /**
   * Makes a file of the incoming folder ours and answers where it lies, relative to the root; on disk for good
   * when this resolves. The same content lies once, however often it comes. What no row of `media` names a day
   * later is swept, so that nothing is to be taken back when the row is not stored.
   */
  adopt(file: IncomingFile): Promise<string>
  /** Where a file lies. */
  pathOf(filePath: string): string
  /** Deletes what killed processes left of requests that they were reading. */
  sweepIncoming(): Promise<void>
}

/** No request takes so long, nor a transaction. */
export const FORGOTTEN_MS = 86_400_000

/** A new media id: 36 hex digits, too many to stand in a text by accident. */
export const createMediaId = (): string => randomBytes(18).toString('hex')

/** False for a text that is none, so that the database need not be asked. */
export const isMediaId = (text: string): boolean => /^[0-9a-f]{36}$/.test(text)

export const createMediaStore = (dataDir: string): MediaStore => {
  const root = join(dataDir, 'media')
  const pathOf = (filePath: string): string => join(root, filePath)
  return {
    root,
    incomingDir: join(root, 'incoming'),
    pathOf,
    adopt: async ({ path, sizeBytes, sha256 }) => {
      const name = sha256.toString('hex')
      const filePath = join(name.slice(0, 2), name)
      const target = pathOf(filePath)
      await mkdir(dirname(target), { recursive: true })
      if (!(await isThere(target, sizeBytes))) {
        await syncToDisk(path)
        await rename(path, target)
      }
      await syncToDisk(dirname(target))
      return filePath
    },
    sweepIncoming: async () => {
      for (const name of await readdir(join(root, 'incoming'))) {
        const path = join(root, 'incoming', name)
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
        if (Date.now() - mtimeMs > FORGOTTEN_MS) await rm(path, { force: true })
      }
    },
  }
}

/** True when the file is there whole, with its time set to now: the sweep takes none that is fresh. */
const isThere = async (path: string, sizeBytes: number): Promise<boolean> => {
  try {
    const now = new Date()
    await utimes(path, now, now)
    return (await stat(path)).size === sizeBytes
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

const syncToDisk = async (path: string): Promise<void> => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
