import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMediaId, createMediaStore, type MediaStore } from './store.ts'

let folder: string
let files: MediaStore

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masa-media-'))
  files = createMediaStore(folder)
  await mkdir(files.incomingDir, { recursive: true })
})
afterAll(() => rm(folder, { recursive: true }))

const upload = async (name: string) => {
  const path = join(files.incomingDir, name)
  await writeFile(path, 'content')
  return { path, filename: 'a.pdf', declaredType: 'application/pdf', sizeBytes: 7, sha256: Buffer.alloc(32) }
}

test('an adopted file leaves the incoming folder, keeps its content and can be taken back', async () => {
  const media = await files.adopt(await upload('one'), {
    id: createMediaId(),
    integrationId: 11,
    mimeType: 'application/pdf',
  })
  expect(await readdir(files.incomingDir)).toEqual([])
  expect(await readFile(files.pathOf(media.filePath), 'utf8')).toBe('content')
  await files.discard(media)
  await expect(readFile(files.pathOf(media.filePath))).rejects.toThrow()
})

test('what a killed process left is swept after a day, and what is being read stays', async () => {
  const old = await upload('old')
  await upload('fresh')
  const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000)
  await utimes(old.path, twoDaysAgo, twoDaysAgo)
  await files.sweepIncoming()
  expect(await readdir(files.incomingDir)).toEqual(['fresh'])
})
