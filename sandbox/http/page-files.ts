import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripTypes } from './strip-types.ts'

export type PageFile = { type: string; bytes: Buffer; etag: string }

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ts': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

/** Where each folder of the page's addresses lies. The package resolves to a file for Node, one folder deeper. */
const roots: Record<string, string> = {
  'page/': fileURLToPath(new URL('../page/', import.meta.url)),
  'lit-html/': fileURLToPath(new URL('..', import.meta.resolve('lit-html'))),
}

/** The files below a root that the page may ask for: no other path leads to the disk. */
const listFiles = (prefix: string, root: string): [path: string, file: string][] =>
  globSync(prefix === 'page/' ? '**/*.{ts,css,svg,html}' : '{*.js,directives/*.js}', { cwd: root })
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => [prefix + name.replaceAll('\\', '/'), root + name])

const load = (file: string): PageFile => {
  const source = readFileSync(file)
  const bytes = file.endsWith('.ts') ? Buffer.from(stripTypes(source.toString())) : source
  const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
  return { type: types[extname(file)]!, bytes, etag }
}

/** Gives the page's files by their paths (`page/main.ts`, `lit-html/lit-html.js`), each read once. */
export const createPageFiles = (): ((path: string) => PageFile | undefined) => {
  const paths = new Map(Object.entries(roots).flatMap(([prefix, root]) => listFiles(prefix, root)))
  const loaded = new Map<string, PageFile>()
  return (path) => {
    const file = paths.get(path)
    if (file === undefined) return undefined
    const known = loaded.get(path) ?? load(file)
    loaded.set(path, known)
    return known
  }
}
