import { StartError } from '../../error.ts'
import { isRoot } from './account.ts'
import { attach, type Cluster } from './attach.ts'
import { prepareBinaries } from './binaries.ts'
import { ensureCluster, selectPassword } from './cluster.ts'
import { type DataDir, openDataDir } from './data-dir.ts'
import { keepRunning } from './keeper.ts'
import { NoAnswer } from './lock.ts'
import { checkNotInUse } from './owner.ts'
import { findPlace, noteClusterMade } from './place.ts'
import { connectionStringOf } from './running.ts'

/** A database server of the program's own. */
export type EmbeddedServer = {
  /** For a pool: the role owns the database "masa" and may do everything in its server. Holds the password. */
  connectionString: string
  /** Where PostgreSQL keeps its files. */
  clusterDir: string
  /** It was left running by a program that was killed, and has been taken over. */
  takenOver: boolean
  /** Stops it cleanly and resolves when its process has gone; the same however often it is called. Never throws. */
  stop(): Promise<void>
}

export type EmbeddedServerOptions = {
  /** The folder of the installation; it is made when there is none. */
  dataDir: string
  log: (line: string) => void
  /** Settings of PostgreSQL by name, over those that Masa runs it with. */
  settings?: Record<string, string>
  /** Where root keeps what the server's user cannot reach in the data directory. */
  systemDir?: string
}

/**
 * Starts the PostgreSQL server of a data directory on loopback, at a free port and with a password of its own, or
 * takes over the one that a killed program left running. The first start makes the cluster.
 * Until `stop()` it is brought back at the same port whenever it dies.
 * Throws StartError for all that the operator can change: the data directory is in use, cannot be written to or has a
 * cluster of another version or user; there are no server files for this platform; the disk is full.
 */
export const startEmbeddedServer = async (options: EmbeddedServerOptions): Promise<EmbeddedServer> => {
  const dataDir = await openDataDir(options.dataDir)
  try {
    return await start(dataDir, options)
  } catch (error) {
    throw isOfSystem(error) ? asStartError(dataDir, error) : error
  }
}

const start = async (dataDir: DataDir, options: EmbeddedServerOptions): Promise<EmbeddedServer> => {
  const { log, settings, systemDir = '/var/lib/masa' } = options
  await checkNotInUse(dataDir)
  const place = await findPlace(dataDir, systemDir, log)
  const copyDir = isRoot() ? systemDir : dataDir.path
  const binaries = await prepareBinaries({ account: place.account, copyDir, log })
  const password = selectPassword(dataDir)
  if (await ensureCluster(place, binaries, password)) log(`A new database was made in ${place.clusterDir}.`)
  noteClusterMade(dataDir)
  const cluster: Cluster = { dataDir, place, binaries, password, settings, log }
  const attachment = await attach(cluster, new AbortController().signal)
  const { port } = attachment.postmaster
  const stop = await keepRunning(cluster, attachment)
  if (attachment.takenOver)
    log(`The database that a killed program left running at port ${port} was taken over.`)
  return {
    connectionString: connectionStringOf(port, password),
    clusterDir: place.clusterDir,
    takenOver: attachment.takenOver,
    stop,
  }
}

/** Errors of the file system and of the database carry a code; others are mistakes of ours and keep their stack. */
const isOfSystem = (error: unknown): error is Error =>
  error instanceof NoAnswer || (error instanceof Error && 'code' in error)

const asStartError = (dataDir: DataDir, error: Error): StartError =>
  new StartError(
    `The database of ${dataDir.path} could not be started (${error.message}): make room or give the right to write there, or name another data directory.`,
    { cause: error },
  )
