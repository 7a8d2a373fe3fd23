import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import {
  eventually,
  query,
  refusal,
  selectServerPid,
  startServer,
  useDataDirs,
} from '../../../test/support/embedded.ts'
import { findPostmaster } from './postmaster.ts'

const makeDataDir = useDataDirs()

const makePool = (connectionString: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString, max: 3 })
  pool.on('error', () => {})
  onTestFinished(() => pool.end())
  return pool
}

/** Listens at the port in the first moment in which it is free. */
const takePort = async (port: number): Promise<Server> => {
  for (;;) {
    const server = createServer((socket) => socket.destroy())
    const outcome = await new Promise<'taken' | 'busy'>((resolve) => {
      server.once('error', () => resolve('busy'))
      server.listen(port, '127.0.0.1', () => resolve('taken'))
    })
    if (outcome === 'taken') return server
  }
}

const isLocked = async (connectionString: string): Promise<void> => {
  const url = new URL(connectionString)
  url.pathname = '/postgres'
  const held = await query(
    { connectionString: url.href },
    `select 1 from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and application_name = 'masa:${process.pid}'`,
  )
  if (held.length === 0) throw new Error('not locked')
}

test('a killed database is brought back at the same port, with all that was committed', async () => {
  const dataDir = await makeDataDir()
  const server = await startServer({ dataDir })
  const pool = makePool(server.connectionString)
  await pool.query('create table kept as select 42 as answer')
  for (const _ of [1, 2]) {
    const pid = selectServerPid(server.clusterDir)
    process.kill(pid, 'SIGKILL')
    const { rows } = await eventually(() => pool.query('select answer from kept'))
    expect(rows).toEqual([{ answer: 42 }])
    await eventually(() => isLocked(server.connectionString))
    expect(selectServerPid(server.clusterDir)).not.toBe(pid)
  }
  expect(server.lines.join('\n')).toContain('The database is back')
  expect(await refusal({ dataDir })).toContain(`process ${process.pid}`)
})

test('a killed database is brought back although one of its processes still computes', async () => {
  const server = await startServer({ dataDir: await makeDataDir() })
  const pool = makePool(server.connectionString)
  const busy = pool.query('select count(*) from generate_series(1, 1e12::bigint)').catch(() => {})
  await eventually(async () => {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity where query like '%1e12%' and pid <> pg_backend_pid()`,
    )
    if (rowCount === 0) throw new Error('not yet')
  })
  process.kill(selectServerPid(server.clusterDir), 'SIGKILL')
  await eventually(() => pool.query('select 1'))
  await busy
})

test('the lock is taken again after one of the database processes was killed', async () => {
  const dataDir = await makeDataDir()
  const server = await startServer({ dataDir })
  const [row] = await query(server, `select pid from pg_stat_activity where backend_type = 'checkpointer'`)
  process.kill(Number(row!['pid']), 'SIGKILL')
  await eventually(() => {
    if (!server.lines.includes('The database is back.')) throw new Error('not yet')
  })
  await isLocked(server.connectionString)
  expect(findPostmaster(server.clusterDir)?.status).toBe('ready')
})

test('a database that was asked to stop by somebody else does not stay away', async () => {
  const server = await startServer({ dataDir: await makeDataDir() })
  const pool = makePool(server.connectionString)
  const pid = selectServerPid(server.clusterDir)
  // The smart shutdown waits for this program's own connections, and for ever if nothing were done about it.
  process.kill(pid, 'SIGTERM')
  await eventually(async () => {
    await pool.query('select 1')
    if (selectServerPid(server.clusterDir) === pid) throw new Error('not yet')
  })
})

test('the database comes back at its port after somebody else had taken that', async () => {
  const server = await startServer({ dataDir: await makeDataDir() })
  const port = Number(new URL(server.connectionString).port)
  process.kill(selectServerPid(server.clusterDir), 'SIGKILL')
  const thief = await takePort(port)
  await eventually(() => {
    if (!server.lines.some((line) => line.includes('could not be started'))) throw new Error('not yet')
  })
  await new Promise((resolve) => thief.close(resolve))
  await eventually(() => query(server, 'select 1'))
})

test('stop leaves nothing behind while the database is being brought back', async () => {
  const dataDir = await makeDataDir()
  const server = await startServer({ dataDir })
  process.kill(selectServerPid(server.clusterDir), 'SIGKILL')
  await eventually(() => {
    if (server.lines.every((line) => !line.includes('brought back'))) throw new Error('not yet')
  })
  await server.stop()
  expect(findPostmaster(server.clusterDir)).toBeUndefined()
  expect(() => readFileSync(join(dataDir, 'postgres.owner'))).toThrow('ENOENT')
})
