import { chmodSync, existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { chown } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  isRoot,
  makeTestFolder,
  ordinary,
  query,
  refusal,
  startProgram,
  startServer,
  useDataDirs,
} from '../../../test/support/embedded.ts'

const makeDataDir = useDataDirs()

test('a cluster of another major version is left alone', async () => {
  const dataDir = await makeDataDir()
  const first = await startServer({ dataDir })
  await first.stop()
  writeFileSync(join(first.clusterDir, 'PG_VERSION'), '17\n')
  expect(await refusal({ dataDir })).toMatch(/made by PostgreSQL 17.* brings 18: start the version/)
  writeFileSync(join(first.clusterDir, 'PG_VERSION'), '18\n')
  await startServer({ dataDir })
})

test('a platform without server files is told of DATABASE_URL', async () => {
  const { platform } = process
  Object.defineProperty(process, 'platform', { value: 'plan9' })
  try {
    expect(await refusal({ dataDir: await makeTestFolder() })).toMatch(
      /no embedded database for plan9.*DATABASE_URL/,
    )
  } finally {
    Object.defineProperty(process, 'platform', { value: platform })
  }
})

test('a folder named postgres that holds something else is left alone', async () => {
  const dataDir = await makeTestFolder()
  mkdirSync(join(dataDir, 'postgres'))
  writeFileSync(join(dataDir, 'postgres', 'notes.txt'), 'mine')
  expect(await refusal({ dataDir })).toContain(`${join(dataDir, 'postgres')} is not empty`)
})

test('a data directory that is a file is refused', async () => {
  const file = join(await makeTestFolder(), 'file')
  writeFileSync(file, '')
  expect(await refusal({ dataDir: file })).toContain(`The data directory ${file} cannot be used`)
})

test('a data directory that may not be written to is refused', async () => {
  const dataDir = await makeTestFolder(ordinary)
  chmodSync(dataDir, 0o555)
  const { error } = await startProgram({ dataDir, as: ordinary })
  expect(error?.name).toBe('StartError')
  expect(error?.message).toContain(`The data directory ${dataDir} cannot be used`)
  chmodSync(dataDir, 0o755)
})

test('no room for the database: the end of what initdb said, and nothing half made', async () => {
  const dataDir = await makeTestFolder(ordinary)
  // No file may grow beyond 2 MB, which initdb meets as it would a full disk.
  const limit = ['sh', '-c', 'ulimit -f 4096 && exec "$@"', 'sh']
  const { error } = await startProgram({ dataDir, as: ordinary, through: limit })
  expect(error?.name).toBe('StartError')
  expect(error?.message).toMatch(/could not be made: initdb ended with 1: .*Is there room on the disk\?/)
  expect(error?.message).not.toContain('\n')
  expect(
    readdirSync(dataDir).filter((name) => name.startsWith('postgres.new') || name === 'postgres'),
  ).toEqual([])
  const program = await startProgram({ dataDir, as: ordinary })
  expect(program.error).toBeUndefined()
  await program.end()
})

test('a server that cannot start says why', async () => {
  const dataDir = await makeDataDir()
  const line = await refusal({ dataDir, settings: { shared_buffers: 'much' } })
  expect(line).toMatch(/could not be started: .*invalid value for parameter "shared_buffers": "much"/)
})

test.skipIf(!isRoot)('a cluster of another user is refused (needs root)', async () => {
  const folder = await makeTestFolder(ordinary)
  const dataDir = join(folder, 'data')
  const program = await startProgram({ dataDir, as: ordinary })
  await program.end()
  await chown(dataDir, 65533, 65533)
  const other = await startProgram({ dataDir, as: { uid: 65533, gid: 65533 } })
  expect(other.error?.name).toBe('StartError')
  expect(other.error?.message).toMatch(/belongs to another user \(id 65534\)/)
})

test('what a start left that was killed while it made the cluster does not hinder the next', async () => {
  const folder = await makeTestFolder(ordinary)
  const dataDir = join(folder, 'data')
  const left = join(dataDir, 'postgres.new-1-abcd')
  mkdirSync(join(left, 'cluster'), { recursive: true })
  const server = await startServer({ dataDir })
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
  utimesSync(left, 0, 0)
  await startServer({ dataDir })
  expect(existsSync(left)).toBe(false)
})
