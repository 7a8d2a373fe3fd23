import { setTimeout as sleep } from 'node:timers/promises'
import { createToken } from '../src/accounts/tokens.ts'
import { createWebhookSender } from './inbound.ts'
import type { Installation } from './installation.ts'
import { startHelper, startMasa } from './program.ts'

const AGENTS = 200
const PER_SECOND = 100
const SECONDS = 20
const TOTAL = PER_SECOND * SECONDS

type Told = {
  open: number
  events: number
  areInOrder: boolean
  areSame: boolean
  arrivals: [messageId: string, times: number[]][]
}

/**
 * From the moment at which WhatsApp sends a customer's text to the moment at which the inbox of an agent is told of it,
 * with two hundred inboxes open and a hundred texts a second. Throws when a stream lacks an event or has one out of order.
 */
export const benchStream = async (installation: Installation) => {
  const masa = await startMasa(installation.environment)
  const before = masa.rssMegabytes()
  const agents = await startHelper('./agents.ts', {
    MASA_PORT: String(masa.port),
    AGENT_TOKENS: JSON.stringify(await hire(installation)),
  })
  const ask = async (): Promise<Told> =>
    (await (await fetch(`http://127.0.0.1:${agents.port}/`)).json()) as Told
  try {
    while ((await ask()).open < AGENTS) await sleep(100)
    const sentAt = await send(installation, masa.port)
    let told = await ask()
    const deadline = performance.now() + 60_000
    while (told.arrivals.filter(([, times]) => times.length === AGENTS).length < TOTAL) {
      if (performance.now() > deadline) throw new Error('Not every stream was told of every message.')
      await sleep(500)
      told = await ask()
    }
    if (told.open < AGENTS || !told.areInOrder || !told.areSame)
      throw new Error(`The streams are not whole: ${JSON.stringify({ ...told, arrivals: undefined })}`)
    const latencies = (await joinTimes(installation, sentAt, told)).sort((a, b) => a - b)
    const quantile = (part: number): number => latencies[Math.floor(latencies.length * part)]!
    return {
      p50Ms: quantile(0.5),
      p95Ms: quantile(0.95),
      events: told.events,
      megabytes: masa.rssMegabytes() - before,
    }
  } finally {
    await agents.stop()
    await masa.stop()
  }
}

/** Colleagues who see all, with a token each. */
const hire = async ({ pool, database }: Installation): Promise<string[]> => {
  const { rows } = await pool.query<{ id: number }>(
    `insert into users (email, name, password_hash, role)
    select 'agent-' || n || '@masa.localhost', 'Agent ' || n, u.password_hash, u.role
    from generate_series(1, $1::integer) n cross join (select * from users order by id limit 1) u returning id`,
    [AGENTS],
  )
  return Promise.all(rows.map(({ id }) => createToken(database, id, 'bench')))
}

/** Answers when each was sent, by its id at WhatsApp. */
const send = async (installation: Installation, port: number): Promise<Map<string, number>> => {
  const sender = createWebhookSender(installation, port, 'stream')
  const sentAt = new Map<string, number>()
  const underWay: Promise<unknown>[] = []
  const startedAt = performance.now()
  for (let n = 0; n < TOTAL; n += 1) {
    const waitMs = startedAt + (n * 1_000) / PER_SECOND - performance.now()
    if (waitMs > 1) await sleep(waitMs)
    sentAt.set(`wamid.stream-${n}`, Number(process.hrtime.bigint()) / 1e6)
    underWay.push(sender.send(n))
  }
  await Promise.all(underWay)
  await sender.close()
  return sentAt
}

const joinTimes = async (
  { pool }: Installation,
  sentAt: ReadonlyMap<string, number>,
  { arrivals }: Told,
): Promise<number[]> => {
  const { rows } = await pool.query<{ id: string; wamid: string }>(
    `select id, wamid from messages where wamid like 'wamid.stream-%'`,
  )
  const sent = new Map(rows.map(({ id, wamid }) => [id, sentAt.get(wamid)!]))
  return arrivals.flatMap(([id, times]) => times.map((at) => at - sent.get(id)!))
}
