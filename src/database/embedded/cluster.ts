import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, chown, lstat, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartError } from '../../error.ts'
import { type Account, asAccount } from './account.ts'
import type { Binaries } from './binaries.ts'
import { type DataDir, syncFolder, writeOnce } from './data-dir.ts'
import type { Place } from './place.ts'
import { tailInOneLine } from './server-log.ts'

/** The one role of the cluster and the name of the program's database. */
export const NAME = 'masa'

const PASSWORD = 'postgres.password'

/** The password of the role, drawn at the first start and kept in the data directory. */
export const selectPassword = (dataDir: DataDir): string => {
  writeOnce(dataDir, PASSWORD, `${randomBytes(24).toString('base64url')}\n`)
  return readFileSync(join(dataDir.path, PASSWORD), 'utf8').trim()
}

/**
 * Makes the cluster when there is none (about a second); true if it did. It is built beside its place and moved
 * there when it is complete and on the disk, so that a crash leaves nothing half made and of two starts at the same
 * moment one wins. Throws StartError when initdb fails or the cluster is one of another major version.
 */
export const ensureCluster = async (place: Place, binaries: Binaries, password: string): Promise<boolean> => {
  const { clusterDir, account } = place
  await removeStaging(clusterDir)
  if (existsSync(join(clusterDir, 'PG_VERSION'))) {
    checkVersion(clusterDir, binaries)
    await chmod(clusterDir, 0o700)
    return false
  }
  await checkEmpty(clusterDir)
  const staging = `${clusterDir}.new-${process.pid}-${randomBytes(4).toString('hex')}`
  try {
    await mkdir(staging, { mode: 0o700 })
    const passwordFile = join(staging, 'password')
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (account) {
      await chown(passwordFile, account.uid, account.gid)
      await chown(staging, account.uid, account.gid)
    }
    await runInitdb(binaries, join(staging, 'cluster'), passwordFile, account)
    await rename(join(staging, 'cluster'), clusterDir)
    syncFolder(dirname(clusterDir))
    return true
  } catch (cause) {
    if (cause instanceof StartError) throw cause
    if (['ENOTEMPTY', 'EEXIST'].includes((cause as NodeJS.ErrnoException).code ?? '')) return false
    throw new StartError(
      `The database cannot be made in ${clusterDir} (${(cause as Error).message}): make room there, or name another data directory.`,
      { cause },
    )
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

const checkVersion = (clusterDir: string, { version }: Binaries): void => {
  const made = readFileSync(join(clusterDir, 'PG_VERSION'), 'utf8').trim()
  const major = version.split('.')[0]
  if (made === major) return
  throw new StartError(
    `The database in ${clusterDir} was made by PostgreSQL ${made}, this version of Masa brings ${major}: start the version of Masa that made it, or move the folder away to begin with an empty database.`,
  )
}

const checkEmpty = async (clusterDir: string): Promise<void> => {
  const names = await readdir(clusterDir).catch(() => [])
  if (names.length === 0) return
  throw new StartError(
    `${clusterDir} is not empty and holds no database: move it away, or name another data directory.`,
  )
}

/** What a start left that was killed while it built; one that still builds is younger than this. */
const STAGING_TTL_MS = 60 * 60 * 1000

const removeStaging = async (clusterDir: string): Promise<void> => {
  const prefix = `${clusterDir}.new-`
  const folder = dirname(clusterDir)
  for (const path of (await readdir(folder)).map((name) => join(folder, name))) {
    if (!path.startsWith(prefix)) continue
    const { mtimeMs } = await lstat(path)
    if (Date.now() - mtimeMs > STAGING_TTL_MS) await rm(path, { recursive: true, force: true })
  }
}

const runInitdb = async (
  { initdb }: Binaries,
  clusterDir: string,
  passwordFile: string,
  account: Account | undefined,
): Promise<void> => {
  const args = ['-D', clusterDir, '-U', NAME, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', '-E', 'UTF8']
  // The builtin provider sorts the same on every machine; those of the system and of ICU change under the indexes.
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions')
  const child = spawn(initdb, args, {
    ...asAccount(account),
    cwd: dirname(clusterDir),
    env: serverEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  const failure = await new Promise<string | undefined>((resolve) => {
    child.on('error', (error) => resolve(describeSpawnError(error)))
    child.on('close', (code, by) => resolve(code === 0 ? undefined : `initdb ended with ${code ?? by}`))
  })
  if (failure === undefined) return
  const tail = tailInOneLine(Buffer.concat(output).toString())
  throw new StartError(
    `The database could not be made: ${failure}${tail && `: ${tail}. Is there room on the disk?`} A PostgreSQL server of your own can be named with DATABASE_URL.`,
  )
}

/** Nothing of the operator's own PostgreSQL settings (PGDATA, PGPORT …) and language reaches the server. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env['PATH'], LC_ALL: 'C' })

/** Words for a server's program that cannot even be started. */
export const describeSpawnError = (error: Error): string => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'its program cannot run on this system (it needs glibc).'
  if (code === 'EPERM')
    return 'this root may not change to another user; start Masa as an ordinary user instead.'
  return error.message
}
