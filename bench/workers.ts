import type pg from 'pg'
import { enqueue, untilSettled } from './deliver.ts'
import { createInstallation, INTEGRATION_ID, type Installation } from './installation.ts'
import { startHelper, startMasa } from './program.ts'

const MESSAGES = 20_000
const WORKERS = [1, 2, 4]
/** Of several numbers none waits for the others; of one, claims follow one another. */
const OTHER_NUMBERS = [12, 13, 14]

export type WorkersResult = { numbers: number; perSecond: Map<number, number> }

/** Messages sent a second by 1, 2 and 4 processes with the role worker, of one number and of four. */
export const benchWorkers = async (): Promise<WorkersResult[]> => {
  const installation = await createInstallation()
  const { pool } = installation
  const upstream = await startHelper('./upstream.ts')
  await installation.setRate(1_000_000)
  await copyNumber(pool)
  const results: WorkersResult[] = []
  for (const numbers of [[INTEGRATION_ID], [INTEGRATION_ID, ...OTHER_NUMBERS]]) {
    const perSecond = new Map<number, number>()
    for (const count of WORKERS)
      perSecond.set(count, await measure(installation, upstream.port, numbers, count))
    results.push({ numbers: numbers.length, perSecond })
  }
  await upstream.stop()
  await installation.stop()
  return results
}

const copyNumber = async (pool: pg.Pool): Promise<void> => {
  await pool.query(
    `insert into integrations (id, display_name, phone_number, phone_number_id, waba_id, access_token_sealed,
      app_secret_sealed, verify_token_sealed, messages_per_second)
    select n, 'Bench ' || n, '+9055544433' || n, phone_number_id || n, waba_id, access_token_sealed,
      app_secret_sealed, verify_token_sealed, messages_per_second
    from integrations, unnest($1::integer[]) n where id = $2`,
    [OTHER_NUMBERS, INTEGRATION_ID],
  )
}

const measure = async (
  { pool, environment }: Installation,
  upstreamPort: number,
  numbers: number[],
  workers: number,
): Promise<number> => {
  const settings = { ...environment, MASA_GRAPH_URL: `http://127.0.0.1:${upstreamPort}` }
  const running = await Promise.all(
    Array.from({ length: workers }, () => startMasa(settings, '--roles', 'worker')),
  )
  const share = (total: number) => Math.ceil(total / numbers.length)
  for (const id of numbers) await enqueue(pool, `warm-${id}-`, share(4_000), id)
  await untilSettled(pool, share(4_000) * numbers.length)
  for (const id of numbers) await enqueue(pool, `full-${id}-`, share(MESSAGES), id)
  const startedAt = performance.now()
  await untilSettled(pool, share(4_000) * numbers.length + share(MESSAGES) * numbers.length)
  const seconds = (performance.now() - startedAt) / 1_000
  await Promise.all(running.map((one) => one.stop()))
  await pool.query('truncate messages, message_queue, events')
  return MESSAGES / seconds
}
