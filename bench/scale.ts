import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { createInstallation, INTEGRATION_ID, type Installation } from './installation.ts'
import { type Program, startHelper, startMasa } from './program.ts'

const RECIPIENTS = 100_000
const PER_SECOND = 500
const SINGLES = 300
/** Apart enough that none waits for another, and never in step with what happens each second. */
const SINGLE_EVERY_MS = 157

export type ScaleResult = {
  /** Claims a second from the first to the last, and in the worst of all seconds that begin with a claim. */
  averagePerSecond: number
  mostPerSecond: number
  /** From the last claim to the last status that was applied. */
  statusLagSeconds: number
  mostWaitingEvents: number
  /** Rows of the report by state, and whether each recipient stands in it once. */
  report: Map<string, number>
  isWhole: boolean
  /** From the request to the sandbox's clock, of a single text to somebody else. */
  idle: Times
  beside: Times
}

type Times = { p50Ms: number; p99Ms: number }

/**
 * A bulk send to 100,000 people by CSV through a number that is set to 500 a second, to a sandbox that keeps WhatsApp's
 * rates and tells three statuses of each message; and single texts beside it, against the same on the idle system.
 */
export const benchScale = async (): Promise<ScaleResult> => {
  const installation = await createInstallation()
  const sandbox = await startHelper(
    '../sandbox/main.ts',
    { MASA_SANDBOX_PORT: '0', MASA_DATA_DIR: installation.environment['MASA_DATA_DIR']! },
    /ready at http:\/\/127\.0\.0\.1:(\d+)/,
  )
  const masa = await startMasa({
    ...installation.environment,
    MASA_SANDBOX: 'external',
    MASA_SANDBOX_PORT: String(sandbox.port),
  })
  try {
    return await run(installation, sandbox, masa)
  } finally {
    await masa.stop()
    await sandbox.stop()
    await installation.stop()
  }
}

const run = async (installation: Installation, sandbox: Program, masa: Program): Promise<ScaleResult> => {
  const { pool } = installation
  const call = createCaller(installation, masa)
  await putSettings(sandbox)
  await call('PUT', '', { throughput: PER_SECOND })
  await noteClaims(pool)
  const singles = { call, sandbox }
  // The first ones warm up.
  await sendSingles(singles, (sent) => sent < 60)
  const idle = await sendSingles(singles, (sent) => sent < SINGLES)
  await pool.query('truncate bench_claims')

  const bulkId = await plan(call)
  let isSending = true
  const beside = sendSingles(singles, () => isSending)
  const { lastClaimAt, mostWaitingEvents } = await untilClaimed(pool)
  isSending = false
  const besideTimes = await beside
  const statusLagSeconds = (await untilTold(pool, bulkId)) - lastClaimAt
  const claims = await selectClaims(pool)
  const { report, isWhole } = await readReport(call, bulkId)
  return {
    ...rateOf(claims),
    statusLagSeconds,
    mostWaitingEvents,
    report,
    isWhole,
    idle,
    beside: besideTimes,
  }
}

type Call = (method: string, path: string, body?: object | FormData) => Promise<Response>

const createCaller =
  ({ token }: Installation, { port }: Program): Call =>
  async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/integrations/${INTEGRATION_ID}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(!(body instanceof FormData) && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : body instanceof FormData ? body : JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }

const putSettings = async ({ port }: Program): Promise<void> => {
  await fetch(`http://127.0.0.1:${port}/_sandbox/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ enforce_window: false }),
  })
}

/** Each claim by its own time, in the transaction that makes it; of bulk sends and of single ones alike. */
const noteClaims = async (pool: pg.Pool): Promise<void> => {
  await pool.query(`
    create table bench_claims (at timestamptz not null, is_bulk boolean not null);
    create function bench_note_claims() returns trigger language plpgsql as $$
    begin
      insert into bench_claims select n.changed_at, n.priority > 0 from new_rows n
        join old_rows o on o.integration_id = n.integration_id and o.priority = n.priority and o.number = n.number
        where n.state = 'sending' and o.state = 'queued';
      return null;
    end $$;
    create trigger bench_note_claims after update on message_queue
      referencing old table as old_rows new table as new_rows
      for each statement execute function bench_note_claims()`)
}

const sendSingles = async (
  { call, sandbox }: { call: Call; sandbox: Program },
  goesOn: (sent: number) => boolean,
): Promise<Times> => {
  const sent: { to: string; at: number }[] = []
  while (goesOn(sent.length)) {
    const to = `90541${String(Math.floor(Math.random() * 10_000_000)).padStart(7, '0')}`
    sent.push({ to, at: Date.now() })
    await call('POST', '/conversations/messages', { to, text: 'One to one' })
    await sleep(SINGLE_EVERY_MS)
  }
  await sleep(1_000)
  const times: number[] = []
  for (const { to, at } of sent) {
    const answer = await fetch(`http://127.0.0.1:${sandbox.port}/_sandbox/messages?to=${to}`)
    const [message] = (await answer.json()) as { at: string }[]
    times.push(message ? Date.parse(message.at) - at : Number.POSITIVE_INFINITY)
  }
  times.sort((a, b) => a - b)
  const share = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))]!
  return { p50Ms: share(0.5), p99Ms: share(0.99) }
}

const plan = async (call: Call): Promise<number> => {
  const form = new FormData()
  for (const [name, value] of Object.entries({
    template_id: '1',
    language_id: '1',
    'parameters[header-1]': 'Header 1',
    'parameters[body-2]': 'Body 2',
  }))
    form.set(name, value)
  const rows = Array.from({ length: RECIPIENTS }, (_, n) => `+9053${20_000_000 + n},Ayşe ${n}`)
  form.set('recipients', new Blob([`phone,body-1\r\n${rows.join('\r\n')}\r\n`]), 'recipients.csv')
  const answer = await call('POST', '/bulk-sends', form)
  return ((await answer.json()) as { bulk_id: number }).bulk_id
}

/** Resolves when the whole send has been claimed. Times in Unix seconds. */
const untilClaimed = async (pool: pg.Pool): Promise<{ lastClaimAt: number; mostWaitingEvents: number }> => {
  let mostWaitingEvents = 0
  for (;;) {
    const { rows } = await pool.query<{ claimed: number; last: number; waiting: number }>(`
      select (select count(*)::integer from bench_claims where is_bulk) as claimed,
        (select extract(epoch from max(at))::float8 from bench_claims where is_bulk) as last,
        (select count(*)::integer from inbound_events where state = 'received') as waiting`)
    const { claimed, last, waiting } = rows[0]!
    mostWaitingEvents = Math.max(mostWaitingEvents, waiting)
    if (claimed >= RECIPIENTS) return { lastClaimAt: last, mostWaitingEvents }
    await sleep(1_000)
  }
}

/** Resolves when every message has been read, with the time of that in Unix seconds. */
const untilTold = async (pool: pg.Pool, bulkId: number): Promise<number> => {
  for (;;) {
    const { rows } = await pool.query<{ left: number }>(
      `select count(*)::integer as left from messages
      where bulk_id = $1 and state not in ('read', 'failed', 'expired', 'cancelled')`,
      [bulkId],
    )
    if (rows[0]!.left === 0) return Date.now() / 1_000
    await sleep(100)
  }
}

/** Unix seconds, ascending. */
const selectClaims = async (pool: pg.Pool): Promise<number[]> => {
  const { rows } = await pool.query<{ at: number }>(
    'select extract(epoch from at)::float8 as at from bench_claims order by at',
  )
  return rows.map(({ at }) => at)
}

const rateOf = (claims: number[]): { averagePerSecond: number; mostPerSecond: number } => {
  let mostPerSecond = 0
  for (let first = 0, next = 0; first < claims.length; first += 1) {
    while (next < claims.length && claims[next]! < claims[first]! + 1) next += 1
    mostPerSecond = Math.max(mostPerSecond, next - first)
  }
  return { averagePerSecond: claims.length / (claims.at(-1)! - claims[0]!), mostPerSecond }
}

const readReport = async (call: Call, bulkId: number) => {
  const text = await (await call('GET', `/bulk-sends/${bulkId}/report.csv`)).text()
  const [header = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
  const columns = header.split(',')
  const [phone, status] = [columns.indexOf('phone'), columns.indexOf('status')]
  const report = new Map<string, number>()
  const phones = new Set<string>()
  for (const line of lines) {
    const cells = line.split(',')
    report.set(cells[status]!, (report.get(cells[status]!) ?? 0) + 1)
    phones.add(cells[phone]!)
  }
  return { report, isWhole: lines.length === RECIPIENTS && phones.size === RECIPIENTS }
}
