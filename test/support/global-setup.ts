import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { checkNotInUse } from '../../src/database/embedded/owner.ts'
import { findPostmaster, stopPostmaster } from '../../src/database/embedded/postmaster.ts'
import { type EmbeddedServer, startEmbeddedServer } from '../../src/database/embedded/server.ts'
import { migrateToLatest } from '../../src/database/migrate.ts'
import { chromiumPath, hasBrowser } from './chromium.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Administers the one database server of the run; its database "masa_template" has the newest schema. */
    databaseServer: string
  }
}

const TEMPLATE = 'masa_template'
const PREFIX = 'masa-test-'

/** Starts one database server for all test files and makes the template that each of them clones. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  if (!hasBrowser)
    console.log(`Browser tests are skipped: there is no ${chromiumPath}; CHROMIUM names another.`)
  await sweep()
  const folder = await mkdtemp(join(tmpdir(), PREFIX))
  let server: EmbeddedServer | undefined
  const close = async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    // Root's server runs as another user, who has to enter it.
    await chmod(folder, 0o711)
    server = await startEmbeddedServer({
      dataDir: join(folder, 'data'),
      systemDir: join(folder, 'system'),
      log: () => {},
      // What the tests write is thrown away; those of the database itself use a server of their own.
      settings: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' },
    })
    await makeTemplate(server.connectionString)
  } catch (error) {
    await close()
    throw error
  }
  project.provide('databaseServer', server.connectionString)
  return close
}

/** Stops and deletes what runs left that were killed. */
const sweep = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const folder = join(tmpdir(), name)
    try {
      const { mtimeMs, uid, gid } = await stat(folder)
      // A younger one may be in its first moments.
      if (Date.now() - mtimeMs < 60 * 60 * 1000) continue
      await checkNotInUse({ path: join(folder, 'data'), uid, gid })
      const clusterDir = join(folder, 'data', 'postgres')
      const left = findPostmaster(clusterDir)
      if (left) await stopPostmaster(clusterDir, left.pid)
      await rm(folder, { recursive: true, force: true })
    } catch {
      // It is in use, or another user's.
    }
  }
}

const makeTemplate = async (connectionString: string): Promise<void> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(`create database ${TEMPLATE}`)
    const template = new URL(connectionString)
    template.pathname = `/${TEMPLATE}`
    await migrateToLatest(template.href)
    // Nobody may be connected to a database while it is cloned.
    await client.query(`alter database ${TEMPLATE} allow_connections false`)
  } finally {
    await client.end()
  }
}
