import { NAME, selectPassword } from './cluster.ts'
import { openDataDir } from './data-dir.ts'
import { findPlace } from './place.ts'
import { findPostmaster } from './postmaster.ts'

/**
 * The connection to the server of a data directory while it runs, so that a command can work beside the
 * program; undefined when it does not run. Takes no lock.
 */
export const findRunningServer = async (
  path: string,
  log: (line: string) => void,
  systemDir = '/var/lib/masa',
): Promise<string | undefined> => {
  const dataDir = await openDataDir(path)
  const place = await findPlace(dataDir, systemDir, log)
  const postmaster = findPostmaster(place.clusterDir)
  if (postmaster?.status !== 'ready') return undefined
  return connectionStringOf(postmaster.port, selectPassword(dataDir))
}

/** Holds the password. */
export const connectionStringOf = (port: number, password: string): string =>
  `postgres://${NAME}:${encodeURIComponent(password)}@127.0.0.1:${port}/${NAME}?sslmode=disable`
