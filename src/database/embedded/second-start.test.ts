import { readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import {
  eventually,
  makeTestFolder,
  query,
  refusal,
  selectServerPid,
  startProgram,
  startServer,
  useDataDirs,
} from '../../../test/support/embedded.ts'
import { checkNotInUse } from './owner.ts'

const makeDataDir = useDataDirs()

test('a second start is refused in one line that names the data directory and the process', async () => {
  const dataDir = await makeDataDir()
  const program = await startProgram({ dataDir })
  const line = await refusal({ dataDir })
  expect(line).toContain(dataDir)
  expect(line).toContain(`process ${program.server!.pid}`)
  expect(await query(program.server!, 'select 1 as one')).toEqual([{ one: 1 }])
  await program.end()
  await startServer({ dataDir })
})

test('a second start in the same process is refused as well', async () => {
  const dataDir = await makeDataDir()
  const server = await startServer({ dataDir })
  expect(await refusal({ dataDir })).toContain(`process ${process.pid}`)
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a second start is refused by the lock in the database when the record of the owner was lost', async () => {
  const dataDir = await makeDataDir()
  const program = await startProgram({ dataDir })
  writeFileSync(join(dataDir, 'postgres.owner'), '')
  expect(await refusal({ dataDir })).toContain(`process ${program.server!.pid}`)
  expect(await query(program.server!, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a second start is refused while the database of the first is down', async () => {
  const dataDir = await makeDataDir()
  const program = await startProgram({ dataDir })
  process.kill(program.child.pid!, 'SIGSTOP')
  process.kill(selectServerPid(program.server!.clusterDir), 'SIGKILL')
  expect(await refusal({ dataDir })).toContain(`process ${program.server!.pid}`)
  process.kill(program.child.pid!, 'SIGCONT')
  await eventually(() => query(program.server!, 'select 1'))
  await program.end()
})

test.each([
  ['with nothing there yet', false],
  ['with a database there', true],
])('of several starts at the same moment one wins, %s', async (_, isMade) => {
  const dataDir = isMade ? await makeDataDir() : await makeTestFolder()
  const programs = await Promise.all([1, 2, 3].map(() => startProgram({ dataDir })))
  const winners = programs.filter(({ server }) => server)
  expect(winners).toHaveLength(1)
  const losers = programs.filter(({ error }) => error)
  for (const { error } of losers) {
    expect(error!.name).toBe('StartError')
    expect(error!.message).toContain(`process ${winners[0]!.server!.pid}`)
  }
  expect(losers).toHaveLength(2)
  expect(await query(winners[0]!.server!, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a connection that a dead program left holding the lock is sent away', async () => {
  const dataDir = await makeDataDir()
  const program = await startProgram({ dataDir })
  const url = new URL(program.server!.connectionString)
  url.pathname = '/postgres'
  await program.kill('SIGKILL')
  const client = new pg.Client({
    connectionString: url.href,
    application_name: `masa:${program.server!.pid}`,
  })
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.end())
  await eventually(async () => {
    const { rows } = await client.query('select pg_try_advisory_lock(1296126785, 1) as "isTaken"')
    if (!rows[0].isTaken) throw new Error('not yet')
  })
  const server = await startServer({ dataDir })
  expect(server.takenOver).toBe(true)
  await expect(client.query('select 1')).rejects.toThrow()
})

const recordOfElsewhere = async () => {
  const dataDir = await makeDataDir()
  const server = await startServer({ dataDir })
  const file = join(dataDir, 'postgres.owner')
  const record = JSON.parse(readFileSync(file, 'utf8'))
  await server.stop()
  writeFileSync(file, JSON.stringify({ ...record, pid: 7, space: 'another container' }))
  return { dataDir: { path: dataDir, uid: 0, gid: 0 }, file }
}

test('a program of another container or machine that shows signs of life is not disturbed', async () => {
  const { dataDir, file } = await recordOfElsewhere()
  let beats = 0
  const beating = setInterval(() => {
    beats += 1
    utimesSync(file, Date.now() / 1000, Date.now() / 1000 + beats)
  }, 20)
  onTestFinished(() => clearInterval(beating))
  await expect(checkNotInUse(dataDir, 100)).rejects.toThrow('process 7 of another container')
})

test('a program of another container that shows no signs of life is taken for dead', async () => {
  const { dataDir, file } = await recordOfElsewhere()
  await checkNotInUse(dataDir, 100)
  utimesSync(file, 0, 0)
  const server = await startServer({ dataDir: dataDir.path })
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
})
