import { createHash } from 'node:crypto'
import { access, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { createDatabase, type Database } from '../database/database.ts'
import { createMediaId, createMediaStore, type MediaStore } from './store.ts'
import { sweepFiles } from './sweep.ts'

let folder: string
let files: MediaStore
let testDatabase: TestDatabase
let database: Database

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masa-media-'))
  files = createMediaStore(folder)
  await mkdir(files.incomingDir, { recursive: true })
  testDatabase = await createTestDatabase()
  database = createDatabase({ connectionString: testDatabase.connectionString })
  await database
    .insertInto('integrations')
    .values({
      id: 11,
      display_name: 'One',
      phone_number: '+905554443322',
      phone_number_id: '1',
      waba_id: '1',
      access_token_sealed: Buffer.alloc(0),
      app_secret_sealed: Buffer.alloc(0),
      verify_token_sealed: Buffer.alloc(0),
    })
    .execute()
})
afterAll(async () => {
  await database.destroy()
  await testDatabase.drop()
  await rm(folder, { recursive: true })
})

const sha256Of = (content: string): Buffer => createHash('sha256').update(content).digest()

const upload = async (content: string) => {
  const path = join(files.incomingDir, createMediaId())
  await writeFile(path, content)
  return { path, sizeBytes: content.length, sha256: sha256Of(content) }
}

const insertRow = (filePath: string): Promise<unknown> =>
  database
    .insertInto('media')
    .values({ integration_id: 11, id: createMediaId(), mime_type: 'text/plain', file_path: filePath })
    .execute()

const age = async (path: string, hours: number): Promise<void> => {
  const then = new Date(Date.now() - hours * 3_600_000)
  await utimes(path, then, then)
}

describe('adopting', () => {
  test('moves a file from the incoming folder to the place of its content', async () => {
    const incoming = await upload('moved')
    const filePath = await files.adopt(incoming)
    expect(await readdir(files.incomingDir)).toEqual([])
    expect(await readFile(files.pathOf(filePath), 'utf8')).toBe('moved')
  })

  test('the same content again keeps the one that is there, and gives its place', async () => {
    const paths = await Promise.all(
      Array.from({ length: 20 }, async () => files.adopt(await upload('the same'))),
    )
    expect(new Set(paths).size).toBe(1)
    expect(await readdir(join(files.root, paths[0]!.slice(0, 2)))).toEqual([
      sha256Of('the same').toString('hex'),
    ])
    for (const left of await readdir(files.incomingDir)) await rm(join(files.incomingDir, left))
  })

  test('puts a whole file in the place of one that was cut short', async () => {
    const filePath = await files.adopt(await upload('whole'))
    await writeFile(files.pathOf(filePath), 'who')
    await files.adopt(await upload('whole'))
    expect(await readFile(files.pathOf(filePath), 'utf8')).toBe('whole')
  })
})

describe('the sweep', () => {
  const isThere = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    )
  /** Sweeps as often as on one day, so that each folder has its turn. */
  const sweepADay = async (from: Date): Promise<void> => {
    for (let hour = 0; hour < 24; hour += 1) {
      const now = new Date(from)
      now.setUTCHours(hour)
      await sweepFiles(database, files, now)
    }
  }
  const inTwoDays = new Date(Date.now() + 2 * 86_400_000)

  test('takes what no row names a day later, and no file that one of several rows names', async () => {
    const lost = await files.adopt(await upload('lost'))
    const kept = await files.adopt(await upload('kept'))
    await insertRow(kept)
    await insertRow(kept)
    await sweepADay(new Date())
    expect(await isThere(files.pathOf(lost))).toBe(true)
    await sweepADay(inTwoDays)
    expect(await isThere(files.pathOf(lost))).toBe(false)
    expect(await isThere(files.pathOf(kept))).toBe(true)
  })

  test('leaves a file that is adopted again, whose row is still to be stored', async () => {
    const filePath = await files.adopt(await upload('again'))
    await age(files.pathOf(filePath), 72)
    await files.adopt(await upload('again'))
    await sweepADay(new Date())
    expect(await isThere(files.pathOf(filePath))).toBe(true)
    for (const left of await readdir(files.incomingDir)) await rm(join(files.incomingDir, left))
  })

  test('of the incoming folder takes what a killed process left a day ago, and leaves what is being read', async () => {
    const old = await upload('old')
    const fresh = await upload('fresh')
    await age(old.path, 48)
    await files.sweepIncoming()
    expect(await readdir(files.incomingDir)).toEqual([fresh.path.split('/').at(-1)])
  })
})
