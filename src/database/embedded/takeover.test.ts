import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cp, rename } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import {
  eventually,
  makeTestFolder,
  query,
  selectServerPid,
  startProgram,
  startServer,
  useDataDirs,
} from '../../../test/support/embedded.ts'
import { isAlive } from './processes.ts'

const makeDataDir = useDataDirs()

test('a killed program leaves its database running: the next start takes it over and nothing is lost', async () => {
  const dataDir = await makeDataDir()
  const program = await startProgram({ dataDir })
  await query(program.server!, 'create table kept as select 42 as answer')
  await program.kill('SIGKILL')
  const pid = selectServerPid(program.server!.clusterDir)
  const server = await startServer({ dataDir })
  expect(server.takenOver).toBe(true)
  expect(server.connectionString).toBe(program.server!.connectionString)
  expect(selectServerPid(server.clusterDir)).toBe(pid)
  expect(await query(server, 'select answer from kept')).toEqual([{ answer: 42 }])
  await server.stop()
  expect(isAlive(pid)).toBe(false)
})

test('a database that was killed with its program comes back with all that was committed', async () => {
  const dataDir = await makeDataDir()
  const program = await startProgram({ dataDir })
  await query(program.server!, 'create table kept as select generate_series(1, 100000) as number')
  const serverPid = selectServerPid(program.server!.clusterDir)
  process.kill(serverPid, 'SIGKILL')
  await program.kill('SIGKILL')
  await eventually(async () => expect(isAlive(serverPid)).toBe(false))
  const server = await startServer({ dataDir })
  expect(server.takenOver).toBe(false)
  expect(await query(server, 'select count(*)::int from kept')).toEqual([{ count: 100_000 }])
})

test('a process that outlived its killed database is no hindrance', async () => {
  const dataDir = await makeDataDir()
  const program = await startProgram({ dataDir })
  const client = new pg.Client(program.server!.connectionString)
  client.on('error', () => {})
  await client.connect()
  // It computes, so that it does not notice that its server has gone.
  const busy = client.query('select count(*) from generate_series(1, 1e12::bigint)').catch(() => {})
  const { rows } = await eventually(async () => {
    const answer = await query(
      program.server!,
      `select pid from pg_stat_activity where query like '%1e12%' and state = 'active' and pid <> pg_backend_pid()`,
    )
    if (answer.length === 0) throw new Error('not yet')
    return { rows: answer }
  })
  process.kill(selectServerPid(program.server!.clusterDir), 'SIGKILL')
  await program.kill('SIGKILL')
  expect(isAlive(Number(rows[0]!['pid']))).toBe(true)
  const server = await startServer({ dataDir })
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  await busy
})

test.each([
  ['of a program that has nothing to do with it', () => process.pid],
  ['of the server of another cluster', () => Number(process.env['OTHER_SERVER'])],
  ['that no process has', () => 4_194_303],
])('a postmaster.pid with the number %s is not believed', async (_, pidOf) => {
  const folder = await makeTestFolder()
  const other = await startServer({ dataDir: join(folder, 'other') })
  process.env['OTHER_SERVER'] = String(selectServerPid(other.clusterDir))
  const dataDir = join(folder, 'data')
  const program = await startProgram({ dataDir })
  const { clusterDir } = program.server!
  const file = join(clusterDir, 'postmaster.pid')
  const lines = readFileSync(file, 'utf8').split('\n').slice(1)
  process.kill(selectServerPid(clusterDir), 'SIGKILL')
  await program.kill('SIGKILL')
  writeFileSync(file, [pidOf(), ...lines].join('\n'))
  const server = await startServer({ dataDir })
  expect(server.takenOver).toBe(false)
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(await query(other, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a postmaster.pid that a crash left empty is no hindrance', async () => {
  const dataDir = await makeDataDir()
  const first = await startServer({ dataDir })
  await first.stop()
  writeFileSync(join(first.clusterDir, 'postmaster.pid'), '')
  const second = await startServer({ dataDir })
  expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a database that was left running but does not answer is stopped and started anew', async () => {
  const dataDir = await makeDataDir()
  const program = await startProgram({ dataDir })
  await query(program.server!, 'create table kept as select 42 as answer')
  await program.kill('SIGKILL')
  process.kill(selectServerPid(program.server!.clusterDir), 'SIGSTOP')
  const server = await startServer({ dataDir })
  expect(server.takenOver).toBe(false)
  expect(await query(server, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('a database that was left running with other settings is started anew with the right ones', async () => {
  const dataDir = await makeDataDir()
  const program = await startProgram({ dataDir, settings: { max_connections: '20' } })
  await query(program.server!, 'create table kept as select 42 as answer')
  await program.kill('SIGKILL')
  const server = await startServer({ dataDir })
  expect(server.takenOver).toBe(false)
  const [row] = await query(server, `select current_setting('max_connections') as max, answer from kept`)
  expect(row).toEqual({ max: '60', answer: 42 })
})

test('a database that is on its way down when the program starts is waited for and started anew', async () => {
  const dataDir = await makeDataDir()
  const program = await startProgram({ dataDir })
  const client = new pg.Client(program.server!.connectionString)
  client.on('error', () => {})
  await client.connect()
  await program.kill('SIGKILL')
  // The smart shutdown, which waits for the client that is still there.
  process.kill(selectServerPid(program.server!.clusterDir), 'SIGTERM')
  await eventually(() => {
    const file = readFileSync(join(program.server!.clusterDir, 'postmaster.pid'), 'utf8')
    if (!file.includes('stopping')) throw new Error('not yet')
  })
  const server = await startServer({ dataDir })
  expect(server.takenOver).toBe(false)
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  await client.end().catch(() => {})
})

test('the password is set anew when its file was lost, with the database running or not', async () => {
  const dataDir = await makeDataDir()
  const file = join(dataDir, 'postgres.password')
  const program = await startProgram({ dataDir })
  await query(program.server!, 'create table kept as select 42 as answer')
  await program.kill('SIGKILL')
  rmSync(file)
  const second = await startServer({ dataDir })
  expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }])
  await second.stop()
  rmSync(file)
  const third = await startServer({ dataDir })
  expect(await query(third, 'select answer from kept')).toEqual([{ answer: 42 }])
  expect(new URL(third.connectionString).password).not.toBe(
    new URL(program.server!.connectionString).password,
  )
})

test('a data directory that was moved keeps its database, even when it was left running there', async () => {
  const folder = await makeTestFolder()
  const program = await startProgram({ dataDir: join(folder, 'old') })
  await query(program.server!, 'create table kept as select 42 as answer')
  await program.kill('SIGKILL')
  await rename(join(folder, 'old'), join(folder, 'new'))
  const server = await startServer({ dataDir: join(folder, 'new') })
  expect(server.clusterDir).toBe(join(folder, 'new', 'postgres'))
  expect(await query(server, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('a copy of a data directory is an installation of its own, whatever it says of running processes', async () => {
  const folder = await makeTestFolder()
  const [dataDir, copy] = [join(folder, 'data'), join(folder, 'copy')]
  const first = await startServer({ dataDir })
  await query(first, 'create table kept as select 42 as answer')
  await first.stop()
  await cp(dataDir, copy, { recursive: true, preserveTimestamps: true })
  const original = await startServer({ dataDir })
  for (const name of ['postgres.owner', 'postgres/postmaster.pid', 'postgres/postmaster.opts'])
    await cp(join(dataDir, name), join(copy, name))
  const server = await startServer({ dataDir: copy })
  expect(server.takenOver).toBe(false)
  await query(server, 'update kept set answer = 43')
  expect(await query(original, 'select answer from kept')).toEqual([{ answer: 42 }])
})
