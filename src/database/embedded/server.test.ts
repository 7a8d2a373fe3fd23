import { appendFileSync, readFileSync, statSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import {
  isRoot,
  makeTestFolder,
  ordinary,
  query,
  selectServerPid,
  startProgram,
  startServer,
  useDataDirs,
} from '../../../test/support/embedded.ts'
import { isAlive } from './processes.ts'

const makeDataDir = useDataDirs()

test('the first start makes a database that is durable, UTF-8 and sorts the same everywhere', async () => {
  const dataDir = join(await makeTestFolder(), 'not', 'there', 'yet')
  const server = await startServer({ dataDir })
  const [database] = await query(
    server,
    `select current_database() as name, pg_encoding_to_char(encoding) as encoding, datlocprovider as provider,
            datlocale as locale, current_setting('fsync') as fsync, current_setting('data_checksums') as checksums
     from pg_database where datname = current_database()`,
  )
  expect(database).toEqual({
    name: 'masa',
    encoding: 'UTF8',
    provider: 'b',
    locale: 'C.UTF-8',
    fsync: 'on',
    checksums: 'on',
  })
  expect(server.takenOver).toBe(false)
})

test('what was stored is there after a stop and a start', async () => {
  const dataDir = await makeDataDir()
  const first = await startServer({ dataDir })
  await query(first, 'create table kept as select 42 as answer')
  await first.stop()
  const second = await startServer({ dataDir })
  expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }])
  expect(second.takenOver).toBe(false)
})

test('nobody gets in without the password, which only the owner of the data directory can read', async () => {
  const dataDir = await makeDataDir()
  const server = await startServer({ dataDir })
  const url = new URL(server.connectionString)
  expect(url.password.length).toBeGreaterThanOrEqual(32)
  expect(readFileSync(join(dataDir, 'postgres.password'), 'utf8').trim()).toBe(url.password)
  expect(statSync(join(dataDir, 'postgres.password')).mode & 0o777).toBe(0o600)
  url.password = 'guessed'
  await expect(query({ connectionString: url.href }, 'select 1')).rejects.toMatchObject({ code: '28P01' })
})

test('it listens on loopback alone', async () => {
  const server = await startServer({ dataDir: await makeDataDir() })
  const [row] = await query(
    server,
    `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets`,
  )
  expect(row).toEqual({ addresses: '127.0.0.1', sockets: '' })
  const outer = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)
  if (!outer) return
  const url = new URL(server.connectionString)
  url.hostname = outer.address
  await expect(query({ connectionString: url.href }, 'select 1')).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  })
})

test("the operator's own PostgreSQL settings do not reach it", async () => {
  process.env['PGPORT'] = '1'
  process.env['PGDATA'] = '/nowhere'
  process.env['PGHOST'] = 'elsewhere.invalid'
  process.env['PGSSLMODE'] = 'require'
  try {
    const server = await startServer({ dataDir: await makeDataDir() })
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  } finally {
    for (const name of ['PGPORT', 'PGDATA', 'PGHOST', 'PGSSLMODE']) delete process.env[name]
  }
})

test("the terminal's Ctrl-C ends neither the database nor its connections", async () => {
  const program = await startProgram({ dataDir: await makeDataDir() })
  const client = new pg.Client(program.server!.connectionString)
  await client.connect()
  const pid = selectServerPid(program.server!.clusterDir)
  process.kill(-program.child.pid!, 'SIGINT')
  // A server that got it would end this connection before the answer.
  const { rows } = await client.query('select pg_sleep(0.5), 1 as one')
  expect(rows[0].one).toBe(1)
  await client.end()
  expect(selectServerPid(program.server!.clusterDir)).toBe(pid)
  await program.end()
})

test('stop resolves when the process has gone, however often it is called', async () => {
  const server = await startServer({ dataDir: await makeDataDir() })
  const pid = selectServerPid(server.clusterDir)
  await Promise.all([server.stop(), server.stop()])
  expect(isAlive(pid)).toBe(false)
  await server.stop()
})

test('stop does not wait for clients that are still connected', async () => {
  const server = await startServer({ dataDir: await makeDataDir() })
  const client = new pg.Client(server.connectionString)
  client.on('error', () => {})
  await client.connect()
  const running = client.query('select pg_sleep(600)')
  const [outcome] = await Promise.allSettled([running, server.stop()])
  expect(outcome).toMatchObject({ status: 'rejected', reason: { code: '57P01' } })
})

test('the log holds nothing of what failing statements carried', async () => {
  const dataDir = await makeDataDir()
  const server = await startServer({ dataDir })
  await query(server, 'create table contacts (phone text primary key)')
  const insert = `insert into contacts values ('+905550001122')`
  await query(server, insert)
  await expect(query(server, insert)).rejects.toMatchObject({ code: '23505' })
  await expect(query(server, `select '+905550001122'::int`)).rejects.toMatchObject({ code: '22003' })
  await server.stop()
  const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8')
  expect(log).toContain('ready to accept connections')
  expect(log).not.toContain('905550001122')
})

test('the log does not grow for ever', async () => {
  const dataDir = await makeDataDir()
  const log = join(dataDir, 'postgres.log')
  const first = await startServer({ dataDir })
  await first.stop()
  appendFileSync(log, 'x'.repeat(5 * 1024 * 1024))
  const second = await startServer({ dataDir })
  await second.stop()
  expect(statSync(log).size).toBeLessThan(100_000)
  expect(statSync(`${log}.1`).size).toBeGreaterThan(5 * 1024 * 1024)
  expect(readFileSync(log, 'utf8')).toContain('database system is shut down')
})

test('settings that are given win, and the server is alone with its clients', async () => {
  const server = await startServer({ dataDir: await makeDataDir(), settings: { max_connections: '33' } })
  const [row] = await query(server, `select current_setting('max_connections') as connections`)
  expect(row).toEqual({ connections: '33' })
})

test(`an ordinary user can run it${isRoot ? ' (as user 65534)' : ''}`, async () => {
  const folder = await makeTestFolder(ordinary)
  const program = await startProgram({ dataDir: join(folder, 'data'), as: ordinary })
  expect(program.error).toBeUndefined()
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
  expect(await query(program.server!, 'select 1 as one')).toEqual([{ one: 1 }])
  await program.end()
})
