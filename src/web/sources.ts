import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** An import of more than types, from a file of the server that imports nothing itself. */
const SHARED = /^import (?!type )[^'"]*'(?:\.\.\/)+(src\/[^']+)'/gm

/**
 * What the web app is made of, as a short text that is another after any change: contents, since a checkout or a copy
 * gives files new times. The lock file stands for the packages; files of the server whose rules it shares count too.
 */
export const hashSources = async (root: string): Promise<string> => {
  const entries = await readdir(join(root, 'inbox'), { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('inbox/dist/') && !/\.test\.tsx?$/.test(path))
    .sort()
  const hash = createHash('sha256')
  const shared = new Set<string>()
  const add = async (path: string): Promise<string> => {
    const content = await readFile(join(root, path)).catch(() => Buffer.alloc(0))
    hash.update(`${path}\0${content.length}\0`).update(content)
    return content.toString()
  }
  for (const path of paths) for (const [, name] of (await add(path)).matchAll(SHARED)) shared.add(name!)
  for (const path of [...[...shared].sort(), 'package-lock.json']) await add(path)
  return hash.digest('hex').slice(0, 16)
}
