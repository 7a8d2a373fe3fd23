import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../../error.ts'
import { asAccount } from './account.ts'
import type { Binaries } from './binaries.ts'
import { NAME, serverEnvironment } from './cluster.ts'
import type { DataDir } from './data-dir.ts'
import { type Connection, connect, isWrongPassword, NoAnswer, takeLock } from './lock.ts'
import type { Place } from './place.ts'
import {
  awaitReady,
  findPostmaster,
  launchPostmaster,
  type Postmaster,
  stopPostmaster,
} from './postmaster.ts'
import { serverArguments } from './settings.ts'

/** A cluster that is there, and what is needed to run its server. */
export type Cluster = {
  dataDir: DataDir
  place: Place
  binaries: Binaries
  password: string
  settings: Record<string, string> | undefined
  log: (line: string) => void
}

/** A running server whose lock this program holds for as long as the connection lasts. */
export type Attachment = Connection & { postmaster: Postmaster; takenOver: boolean }

/**
 * Takes over the server that runs for the cluster, or starts one, and takes the lock. One that does not answer, runs
 * with other settings or files, or at another port than the wanted one, is stopped cleanly and started anew.
 * Throws StartError when another program holds the lock or the server cannot be started.
 */
export const attach = async (cluster: Cluster, abort: AbortSignal, port?: number): Promise<Attachment> => {
  const left = await findLeft(cluster)
  const connection = left && (await connectToLeft(cluster, left, abort))
  if (left && connection) {
    if ((port ?? left.port) === left.port && (await isAsWanted(cluster, left, connection)))
      return { ...connection, postmaster: left, takenOver: true }
    cluster.log(
      'The database that was left running is of another version or has other settings: it is restarted.',
    )
    await stopPostmaster(cluster.place.clusterDir, left.pid)
    await connection.closed
  }
  const postmaster = await launch(cluster, abort, port)
  try {
    return { ...(await connectAndLock(cluster, postmaster, abort)), postmaster, takenOver: false }
  } catch (error) {
    if (isWrongPassword(error)) return renewPassword(cluster, postmaster, abort, port)
    // One that another program was quicker to lock is that program's now.
    if (!(error instanceof StartError)) await stopPostmaster(cluster.place.clusterDir, postmaster.pid)
    throw error
  }
}

const findLeft = async ({ place, log }: Cluster): Promise<Postmaster | undefined> => {
  const found = findPostmaster(place.clusterDir)
  if (found?.status === 'stopping') await stopPostmaster(place.clusterDir, found.pid)
  return found && awaitReady(place.clusterDir, log)
}

const connectToLeft = async (
  cluster: Cluster,
  left: Postmaster,
  abort: AbortSignal,
): Promise<Connection | undefined> => {
  try {
    return await connectAndLock(cluster, left, abort)
  } catch (error) {
    if (!(error instanceof NoAnswer || isWrongPassword(error))) throw error
    cluster.log(`The database that was left running is restarted (${(error as Error).message}).`)
    await stopPostmaster(cluster.place.clusterDir, left.pid)
    return undefined
  }
}

const connectAndLock = async (
  { dataDir, password }: Cluster,
  { port }: Postmaster,
  abort: AbortSignal,
): Promise<Connection> => {
  const connection = await connect(port, password, abort)
  try {
    await takeLock(connection.client, dataDir)
    return connection
  } catch (error) {
    await connection.client.end().catch(() => {})
    // A server that went away in the middle is one that did not answer.
    if (error instanceof StartError) throw error
    throw new NoAnswer((error as Error).message, { cause: error })
  }
}

const isAsWanted = async (cluster: Cluster, left: Postmaster, { client }: Connection): Promise<boolean> => {
  const { place, binaries, settings } = cluster
  const words = serverArguments(place.clusterDir, left.port, settings).map((word) => ` "${word}"`)
  const options = readFileSync(join(place.clusterDir, 'postmaster.opts'), 'utf8')
  const { rows } = await client.query('show server_version')
  return (
    options === `${binaries.postgres}${words.join('')}\n` &&
    binaries.version.startsWith(`${rows[0].server_version}.`)
  )
}

const launch = (cluster: Cluster, abort: AbortSignal, port: number | undefined): Promise<Postmaster> => {
  const { place, dataDir, binaries, settings, log } = cluster
  const argumentsFor = (drawn: number) => serverArguments(place.clusterDir, drawn, settings)
  return launchPostmaster({ place, dataDir, postgres: binaries.postgres, argumentsFor, port, log, abort })
}

/** The file with the password was lost or changed: whoever may write to the cluster may set another. */
const renewPassword = async (
  cluster: Cluster,
  running: Postmaster,
  abort: AbortSignal,
  port: number | undefined,
): Promise<Attachment> => {
  const { place, binaries, password } = cluster
  await stopPostmaster(place.clusterDir, running.pid)
  const args = ['--single', '-D', place.clusterDir, '-c', 'log_min_error_statement=panic', 'postgres']
  const child = spawn(binaries.postgres, args, {
    ...asAccount(place.account),
    cwd: place.clusterDir,
    env: serverEnvironment(),
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.stdin.end(`alter role ${NAME} password '${password.replaceAll("'", "''")}'\n`)
  await once(child, 'exit')
  cluster.log('The password of the database was not the stored one and has been set again.')
  const postmaster = await launch(cluster, abort, port)
  return { ...(await connectAndLock(cluster, postmaster, abort)), postmaster, takenOver: false }
}
