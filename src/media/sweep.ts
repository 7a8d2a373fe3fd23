import { randomUUID } from 'node:crypto'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { FORGOTTEN_MS, type MediaStore } from './store.ts'

/** Paths that the database is asked about at once. */
const CHUNK = 500

/**
 * Deletes files that no row names (any more): those of sends that were not stored, and of rows that were erased.
 * Looks at the folders whose turn it is at this hour of the day, so that each has its own once a day. Answers how
 * many it deleted.
 */
export const sweepFiles = async (database: Database, files: MediaStore, now: Date): Promise<number> => {
  let count = 0
  for (const folder of await readdir(files.root)) {
    if (!/^[0-9a-f]{2}$/.test(folder) || Number.parseInt(folder, 16) % 24 !== now.getUTCHours()) continue
    const old = await listOld(files, folder, now)
    for (let from = 0; from < old.length; from += CHUNK) {
      const chunk = old.slice(from, from + CHUNK)
      const named = await listNamed(database, chunk)
      for (const filePath of chunk)
        if (!named.has(filePath) && (await removeUnlessFresh(files, filePath, now))) count += 1
    }
  }
  return count
}

const isOld = async (path: string, now: Date): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && now.getTime() - found.mtimeMs > FORGOTTEN_MS
}

const listOld = async (files: MediaStore, folder: string, now: Date): Promise<string[]> => {
  const old: string[] = []
  for (const name of await readdir(join(files.root, folder))) {
    const filePath = join(folder, name)
    if (await isOld(files.pathOf(filePath), now)) old.push(filePath)
  }
  return old
}

const listNamed = async (database: Database, filePaths: string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ file_path: string }>`
    select file_path from unnest(${filePaths}::text[]) as file_path
    where exists (select from media where media.file_path = file_path.file_path)`.execute(database)
  return new Set(rows.map(({ file_path }) => file_path))
}

/**
 * Somebody may adopt the same content at this very moment: that sets the file's time, and who finds it gone puts
 * its own there. So the file is first taken away, and put back when it has become fresh since it was looked at.
 */
const removeUnlessFresh = async (files: MediaStore, filePath: string, now: Date): Promise<boolean> => {
  const away = join(files.incomingDir, randomUUID())
  await rename(files.pathOf(filePath), away)
  if (await isOld(away, now)) {
    await rm(away)
    return true
  }
  await rename(away, files.pathOf(filePath))
  return false
}
