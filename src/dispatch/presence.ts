import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** First key of the advisory locks by which running processes are known; the second is their number. */
export const PRESENCE_LOCK = 0x6d617361

/** This process among all that share the database. */
export type Presence = {
  processNumber: number
  stop(): Promise<void>
}

/**
 * Draws a number for this process and holds an advisory lock by it on a connection of its own. PostgreSQL
 * frees the lock when the process dies, however it dies: what it had claimed can then be told apart from
 * what a living one still works on, without a clock. A lost connection is opened again with the same number.
 */
export const startPresence = async (
  connectionString: string,
  log: (message: string) => void,
): Promise<Presence> => {
  let isStopped = false
  let client = await connect(connectionString)
  const { rows } = await client.query<{ number: number }>(
    `select nextval('process_number')::integer as number`,
  )
  const processNumber = rows[0]!.number

  const hold = async (): Promise<void> => {
    client.on('error', () => undefined)
    client.once('end', () => {
      if (!isStopped) void reconnect()
    })
    await client.query('select pg_advisory_lock($1, $2)', [PRESENCE_LOCK, processNumber])
  }

  const reconnect = async (): Promise<void> => {
    log('The connection that tells others of this process broke; opening it again.')
    while (!isStopped) {
      try {
        client = await connect(connectionString)
        if (isStopped) await client.end()
        else await hold()
        return
      } catch {
        await sleep(500)
      }
    }
  }

  await hold()
  return {
    processNumber,
    stop: async () => {
      isStopped = true
      await client.end().catch(() => undefined)
    },
  }
}

const connect = async (connectionString: string): Promise<pg.Client> => {
  const client = new pg.Client({
    connectionString,
    application_name: 'masa presence',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  client.on('error', () => undefined)
  await client.connect()
  return client
}
