import { createReadStream, mkdirSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** The bytes of uploaded files, one file each, named by its id. */
export type MediaFolder = {
  write(id: string, bytes: Buffer): Promise<void>
  read(id: string): Readable
  remove(id: string): Promise<void>
}

/** The folder at `path`; made when it is not there. Ids are digits only, so that they can name files. */
export const createMediaFolder = (path: string): MediaFolder => {
  mkdirSync(path, { recursive: true })
  const pathOf = (id: string): string => {
    if (!/^\d+$/.test(id)) throw new Error(`${id} is no media id.`)
    return join(path, id)
  }
  return {
    write: (id, bytes) => writeFile(pathOf(id), bytes),
    read: (id) => createReadStream(pathOf(id)),
    remove: (id) => rm(pathOf(id), { force: true }),
  }
}
