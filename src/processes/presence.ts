import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** First key of the advisory locks by which running processes are known; the second is their number. */
export const PRESENCE_LOCK = 0x6d617361

/** First key of the locks on what a running process calls its own; the second is the hash of its name. */
export const BELONGING_LOCK = 0x6d617362

/** The channel of all processes on a database (LISTEN, NOTIFY). */
const CHANNEL = 'masa'

/** What is told there: the number of the process that tells it, and a text, which is empty when it only says that it is here. */
const TOLD = /^(\d+) (.*)$/s

/** This process among all that share the database. */
export type Presence = {
  processNumber: number
  /** Lets others see that what bears this name belongs to a living process. */
  claimName(name: string): void
  /** Nothing bears the name any more. */
  releaseName(name: string): void
  /**
   * Hears what other processes tell from now on, until the answer is called. `onGap`: the connection broke and
   * is open again; what was told meanwhile was not heard.
   */
  listen(hear: (text: string) => void, onGap?: () => void): () => void
  /**
   * Tells the other processes, if there are any, at once and once at most: lost when the connection breaks. 8,000 bytes
   * at most.
   */
  tell(text: string): Promise<void>
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
  const listeners = new Set<{ hear: (text: string) => void; onGap: (() => void) | undefined }>()
  const { rows } = await client.query<{ number: number }>(
    `select nextval('process_number')::integer as number`,
  )
  const processNumber = rows[0]!.number
  const names = new Set<string>()
  /** Once there were some there may always be: telling nobody costs a commit, and no more. */
  let hasOthers = false

  const hold = async (): Promise<void> => {
    await client.query('select pg_advisory_lock($1, $2)', [PRESENCE_LOCK, processNumber])
    for (const name of names) await holdName(name)
    client.on('notification', ({ payload = '' }) => {
      const [, from, text] = TOLD.exec(payload) ?? []
      if (text === undefined || Number(from) === processNumber) return
      hasOthers = true
      if (text !== '') for (const { hear } of listeners) hear(text)
    })
    await client.query(`listen ${CHANNEL}`)
    // Of two that start at once, each is heard by the other or sees it.
    await send('')
    hasOthers ||= await seesOthers(client, processNumber)
    // Last, so that a connection that breaks while it takes the locks is given up in one place alone.
    client.once('end', () => {
      if (!isStopped) void reconnect()
    })
  }
  const send = async (text: string): Promise<void> => {
    await client.query('select pg_notify($1, $2)', [CHANNEL, `${processNumber} ${text}`])
  }
  const holdName = async (name: string): Promise<void> => {
    await client.query('select pg_advisory_lock($1, hashtext($2))', [BELONGING_LOCK, name])
  }

  const reconnect = async (): Promise<void> => {
    log('The connection to other processes broke; opening it again.')
    while (!isStopped) {
      try {
        client = await connect(connectionString)
        if (isStopped) await client.end()
        else {
          await hold()
          for (const { onGap } of listeners) onGap?.()
        }
        return
      } catch {
        await client.end().catch(() => undefined)
        await sleep(500)
      }
    }
  }

  await hold()
  return {
    processNumber,
    claimName: (name) => {
      names.add(name)
      // On a connection that is breaking it is taken with the next one.
      holdName(name).catch(() => undefined)
    },
    releaseName: (name) => {
      names.delete(name)
      const unlock = 'select pg_advisory_unlock($1, hashtext($2))'
      client.query(unlock, [BELONGING_LOCK, name]).catch(() => undefined)
    },
    listen: (hear, onGap) => {
      const listener = { hear, onGap }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell: async (text) => {
      if (hasOthers) await send(text).catch(() => undefined)
    },
    stop: async () => {
      isStopped = true
      await client.end().catch(() => undefined)
    },
  }
}

const seesOthers = async (client: pg.Client, processNumber: number): Promise<boolean> => {
  const { rows } = await client.query(
    `select from pg_locks
    where locktype = 'advisory' and granted and classid = $1 and objid::bigint <> $2
      and database = (select oid from pg_database where datname = current_database())`,
    [PRESENCE_LOCK, processNumber],
  )
  return rows.length > 0
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
