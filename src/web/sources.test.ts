import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashSources } from './sources.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'masa-sources-'))
  await mkdir(join(root, 'inbox/src'), { recursive: true })
  await mkdir(join(root, 'inbox/dist'), { recursive: true })
  await mkdir(join(root, 'src'))
  const imports = [
    "import { rule } from '../../src/rule.ts'",
    "import type { Item } from '../../src/item.ts'",
  ]
  await writeFile(join(root, 'inbox/src/main.tsx'), imports.join('\n'))
  await writeFile(join(root, 'src/rule.ts'), 'one')
  await writeFile(join(root, 'package-lock.json'), '{}')
})
afterEach(() => rm(root, { recursive: true, force: true }))

const changes: [what: string, isOther: boolean, change: () => Promise<void>][] = [
  ['another content', true, () => writeFile(join(root, 'inbox/src/main.tsx'), 'two')],
  ['a new file', true, () => writeFile(join(root, 'inbox/src/more.ts'), '')],
  ['a rule of the server that it imports', true, () => writeFile(join(root, 'src/rule.ts'), 'two')],
  ['types of the server', false, () => writeFile(join(root, 'src/item.ts'), 'two')],
  ['other packages', true, () => writeFile(join(root, 'package-lock.json'), '{ }')],
  ['another time', false, () => utimes(join(root, 'inbox/src/main.tsx'), 0, 0)],
  ['a test', false, () => writeFile(join(root, 'inbox/src/main.test.ts'), 'expect')],
  ['what was built', false, () => writeFile(join(root, 'inbox/dist/index.html'), '<html>')],
]

test.for(changes)('%s: the sources are others: %s', async ([, isOther, change]) => {
  const before = await hashSources(root)
  await change()
  expect((await hashSources(root)) !== before).toBe(isOther)
})
