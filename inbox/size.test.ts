import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { expect, test } from 'vitest'
import { buildWebApp } from '../src/web/build.ts'

/** What somebody loads who opens the inbox: the entry, the screen, and the longer of the two languages. */
const FIRST = ['index.html', 'src/inbox/screen.tsx', 'src/words/tr.ts', 'src/inbox/words/tr.ts']
const MAX_BYTES = 250_000

type Chunk = { file: string; css?: string[]; imports?: string[] }

test('the first load of the inbox is at most 250 kB of script and style, gzipped', async () => {
  const folder = await buildWebApp()
  const manifest: Record<string, Chunk> = JSON.parse(
    await readFile(join(folder, '.vite/manifest.json'), 'utf8'),
  )
  const files = new Set<string>()
  const gather = (name: string): void => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`The build has no ${name}.`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    for (const file of chunk.css ?? []) files.add(file)
    for (const imported of chunk.imports ?? []) gather(imported)
  }
  for (const name of FIRST) gather(name)
  const sizes = await Promise.all(
    [...files].map(async (file): Promise<[string, number]> => {
      const zipped = await promisify(gzip)(await readFile(join(folder, file)), { level: 9 })
      return [file, zipped.length]
    }),
  )
  const total = sizes.reduce((sum, [, size]) => sum + size, 0)
  expect({ total, sizes }).toSatisfy((found: { total: number }) => found.total <= MAX_BYTES)
})
