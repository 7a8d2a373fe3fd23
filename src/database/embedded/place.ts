import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { chmod, lchown, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../../error.ts'
import { type Account, canEnter, findNobody, isRoot } from './account.ts'
import { type DataDir, makeFolder, writeOnce, writeWhole } from './data-dir.ts'

/** Where the cluster lies (or will), and which account runs its server; undefined for the program's own. */
export type Place = { clusterDir: string; account: Account | undefined }

/** The file of the data directory that names a cluster which lies elsewhere. */
const LOCATION = 'postgres.location'
/** The file beside such a cluster that names its data directory. */
const OWNER_NOTE = 'data-directory'

type Location = { clusterDir: string; isMade: boolean }

/**
 * Finds the cluster's place: `<dataDir>/postgres`, or a folder of its own under `systemDir` when the program is root
 * and its server's account could not enter the data directory. Throws StartError when the cluster belongs to another
 * data directory or user, or has gone.
 */
export const findPlace = async (
  dataDir: DataDir,
  systemDir: string,
  log: (line: string) => void,
): Promise<Place> => {
  const inside = join(dataDir.path, 'postgres')
  let location = readLocation(dataDir)
  if (location === undefined && isRoot() && !existsSync(inside)) {
    const nobody = await findNobody()
    if (!(await canEnter(nobody, dataDir.path))) {
      location = await makeLocation(dataDir, systemDir)
      log(
        `The database cannot run as root, and the user "nobody" may not enter ${dataDir.path}: it lies in ${location.clusterDir}.`,
      )
    }
  }
  if (location !== undefined) await claimLocation(dataDir, location)
  const clusterDir = location?.clusterDir ?? inside
  return { clusterDir, account: await findAccount(clusterDir, dataDir) }
}

/** Notes that a cluster outside of the data directory is there, so that its loss is not taken for a first start. */
export const noteClusterMade = (dataDir: DataDir): void => {
  const location = readLocation(dataDir)
  if (location && !location.isMade) writeLocation(dataDir, { ...location, isMade: true }, writeWhole)
}

const readLocation = (dataDir: Pick<DataDir, 'path'>): Location | undefined => {
  const path = join(dataDir.path, LOCATION)
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StartError(
      `The file ${path}, which names where the database lies, cannot be read (${(cause as Error).message}): start Masa as the user that it was started as before, or bring the file back from a backup.`,
      { cause },
    )
  }
}

const writeLocation = (dataDir: DataDir, location: Location, write: typeof writeOnce | typeof writeWhole) =>
  write(dataDir, LOCATION, `${JSON.stringify(location, null, 2)}\n`)

const makeLocation = async (dataDir: DataDir, systemDir: string): Promise<Location> => {
  const clusterDir = join(systemDir, 'clusters', randomBytes(8).toString('hex'), 'postgres')
  // Of two starts at the same moment one draws the place for both.
  writeLocation(dataDir, { clusterDir, isMade: false }, writeOnce)
  return readLocation(dataDir)!
}

const claimLocation = async (dataDir: DataDir, { clusterDir, isMade }: Location): Promise<void> => {
  const folder = join(clusterDir, '..')
  const note = join(folder, OWNER_NOTE)
  // Others than root may not look into a cluster that is not theirs.
  if (isMade && !existsSync(isRoot() ? join(clusterDir, 'PG_VERSION') : clusterDir)) {
    throw new StartError(
      `The database of ${dataDir.path} lay in ${clusterDir} and cannot be found there: bring that folder back, or remove ${join(dataDir.path, LOCATION)} to begin with an empty database.`,
    )
  }
  if (!isRoot()) return
  try {
    await makeFolder(folder, 0o755)
    const owner = existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined
    if (owner !== undefined && owner !== dataDir.path && isCopyOf(owner, dataDir.path, clusterDir)) {
      throw new StartError(
        `${dataDir.path} is a copy of the data directory ${owner}, whose database in ${clusterDir} it cannot share: remove the copy's ${LOCATION} to begin with an empty database there, or remove ${owner} if the copy takes its place.`,
      )
    }
    if (owner !== dataDir.path) writeFileSync(note, `${dataDir.path}\n`, { mode: 0o644, flush: true })
  } catch (cause) {
    if (cause instanceof StartError) throw cause
    throw new StartError(
      `The database's folder ${folder} cannot be made (${(cause as Error).message}): name a data directory that the user "nobody" may enter, start Masa as an ordinary user, or set DATABASE_URL.`,
      { cause },
    )
  }
}

/** A data directory that was moved has left nothing behind; one that was copied still names the same cluster there. */
const isCopyOf = (owner: string, path: string, clusterDir: string): boolean => {
  const [there, here] = [statSync(owner, { throwIfNoEntry: false }), statSync(path)]
  const isSameFolder = there?.dev === here.dev && there.ino === here.ino
  return !isSameFolder && there !== undefined && readLocation({ path: owner })?.clusterDir === clusterDir
}

const findAccount = async (clusterDir: string, dataDir: DataDir): Promise<Account | undefined> => {
  const cluster = await stat(clusterDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (!isRoot()) {
    if (cluster === undefined || cluster.uid === process.geteuid?.()) return undefined
    throw new StartError(
      `The database in ${clusterDir} belongs to another user (id ${cluster.uid}): start Masa as root or as that user, as before, or give all of ${dataDir.path} to this one with chown -R.`,
    )
  }
  const nobody = await findNobody()
  // Started by an ordinary user before: the server goes on as that user, who can start it again later.
  const account =
    cluster === undefined || cluster.uid === 0 || cluster.uid === nobody.uid
      ? nobody
      : { name: `with the id ${cluster.uid}`, uid: cluster.uid, gid: cluster.gid }
  const folder = join(clusterDir, '..')
  if (!(await canEnter(account, folder))) {
    throw new StartError(
      `The database in ${clusterDir} runs as the user ${account.name}, who may not enter ${folder}: allow it with chmod o+x on that folder and those above, or move ${dataDir.path} to where it may.`,
    )
  }
  // Brought back from a backup by root, all files are root's.
  if (cluster?.uid === 0) await giveTree(clusterDir, account)
  return account
}

const giveTree = async (path: string, account: Account): Promise<void> => {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) await giveTree(inner, account)
    else await lchown(inner, account.uid, account.gid)
  }
  // Last, so that an interrupted run begins again: the folder's owner tells.
  await lchown(path, account.uid, account.gid)
  await chmod(path, 0o700)
}
