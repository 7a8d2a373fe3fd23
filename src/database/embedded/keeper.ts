import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { type Attachment, attach, type Cluster } from './attach.ts'
import { NAME } from './cluster.ts'
import { BEAT_MS, isOwner, removeOwner, touchOwner, writeOwner } from './owner.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { signal } from './processes.ts'
import { rotateServerLog } from './server-log.ts'

/**
 * Keeps the server and this program's lock until the answer, its stop, is called: when the lock's connection ends,
 * the server is found again or started again at the same port, so that the program's pool reconnects.
 */
export const keepRunning = async (cluster: Cluster, first: Attachment): Promise<() => Promise<void>> => {
  const { clusterDir } = cluster.place
  const { port } = first.postmaster
  const ending = new AbortController()
  let attachment = first
  let isAttached = true
  let recovery = Promise.resolve()

  const recover = async (): Promise<void> => {
    cluster.log('The connection to the database has ended; it is brought back.')
    let failure = ''
    let isTold = false
    for (let pauseMs = 50; !ending.signal.aborted; pauseMs = Math.min(pauseMs * 2, 2_000)) {
      try {
        attachment = await attach(cluster, ending.signal, port)
        isAttached = true
        cluster.log('The database is back.')
        return watch()
      } catch (error) {
        const { message } = error as Error
        // Once for a hindrance that lasts; the first attempt often meets what is just going away.
        if (message === failure && !isTold) cluster.log(message)
        isTold = message === failure
        failure = message
        await sleep(pauseMs)
      }
    }
  }
  const watch = (): void => {
    attachment.closed.then(() => {
      isAttached = false
      if (!ending.signal.aborted) recovery = recover()
    })
  }

  const beat = (): void => {
    try {
      rotateServerLog(cluster.dataDir)
      touchOwner(cluster.dataDir)
      // Asked to stop by somebody else (a service manager that signals every process), it waits for all clients to
      // leave and takes no new ones: it is hurried, so that it can be started again.
      const found = findPostmaster(clusterDir)
      if (found?.status === 'stopping') signal(found.pid, 'SIGINT')
    } catch (error) {
      cluster.log(`The database cannot be looked after: ${(error as Error).message}`)
    }
  }

  const stopServer = async (): Promise<void> => {
    // Never another program's.
    const found = isAttached || isOwner(cluster.dataDir) ? findPostmaster(clusterDir) : undefined
    if (found) await stopPostmaster(clusterDir, found.pid)
  }

  try {
    writeOwner(cluster.dataDir)
    await ensureDatabase(first.client)
  } catch (error) {
    await stopPostmaster(clusterDir, first.postmaster.pid)
    removeOwner(cluster.dataDir)
    throw error
  }
  watch()
  const beating = setInterval(beat, BEAT_MS).unref()
  beat()

  let stopped: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    ending.abort()
    clearInterval(beating)
    await stopServer()
    await recovery
    // What a recovery had started in this moment.
    await stopServer()
    await attachment.client.end().catch(() => {})
    removeOwner(cluster.dataDir)
  }
  return () => {
    stopped ??= stop().catch((error: Error) =>
      cluster.log(`The database could not be stopped: ${error.message}`),
    )
    return stopped
  }
}

const ensureDatabase = async (client: pg.Client): Promise<void> => {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [NAME])
  if (rowCount === 0) await client.query(`create database ${NAME}`)
}
