import { createReadStream, mkdirSync, readdirSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { createIncomingFile, type IncomingFile } from './incoming-file.ts'

/** The bytes of uploaded files, one file each, named by its id. */
export type MediaFolder = {
  path: string
  /** A file that is to come in. It is `keep`t under an id, or `discard`ed. */
  begin(): IncomingFile
  keep(file: IncomingFile, id: string): Promise<void>
  read(id: string): Readable
  remove(id: string): Promise<void>
  /** Removes what an earlier process was receiving when it was killed. */
  dropLeftovers(): Promise<void>
}

/** The folder at `path`; made when it is not there. Ids are digits only, so that they can name files. */
export const createMediaFolder = (path: string): MediaFolder => {
  const incoming = join(path, 'incoming')
  mkdirSync(incoming, { recursive: true })
  const leftovers = readdirSync(incoming)
  const pathOf = (id: string): string => {
    if (!/^\d+$/.test(id)) throw new Error(`${id} is no media id.`)
    return join(path, id)
  }
  return {
    path,
    begin: () => createIncomingFile(incoming),
    async keep(file, id) {
      await file.close()
      await rename(file.path, pathOf(id))
    },
    read: (id) => createReadStream(pathOf(id)),
    remove: (id) => rm(pathOf(id), { force: true }),
    async dropLeftovers() {
      for (const name of leftovers) await rm(join(incoming, name), { force: true })
    },
  }
}
