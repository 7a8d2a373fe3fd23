import { setTimeout as sleep } from 'node:timers/promises'
import { INTEGRATION_ID, type Installation } from './installation.ts'
import { startMasa } from './program.ts'

const RECIPIENTS = 100_000

/**
 * A bulk send planned from a CSV file of 100,000 rows, from the request's first byte to its answer, against a COPY of
 * the very rows that it stored into a table like theirs, read by the server from its own disk; and how much memory of
 * the program it moved. The first run warms up, as a send of a server that runs does.
 */
export const benchBulk = async (installation: Installation) => {
  const templateId = await insertTemplate(installation)
  const masa = await startMasa(installation.environment)
  await plan(installation, masa.port, formOf(templateId, 20_000))
  await sleep(2_000)
  const form = formOf(templateId, RECIPIENTS)
  const before = masa.rssMegabytes()
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, masa.rssMegabytes())
  }, 10)
  const startedAt = performance.now()
  const bulkId = await plan(installation, masa.port, form)
  const planSeconds = (performance.now() - startedAt) / 1_000
  clearInterval(watch)
  await masa.stop()
  const copySeconds = await measureCopy(installation, bulkId)
  return { planSeconds, copySeconds, ratio: planSeconds / copySeconds, moved: most - before }
}

const insertTemplate = async ({ pool, wabaId }: Installation): Promise<number> => {
  const { rows } = await pool.query(
    `insert into templates (waba_id, name, category) values ($1, 'bench_bulk', 'MARKETING')
    on conflict (waba_id, name) do update set category = excluded.category returning id`,
    [wabaId],
  )
  const components = [
    { type: 'BODY', text: 'Hello {{1}}, your code is {{2}}.', example: { body_text: [['Ayşe', '7']] } },
  ]
  await pool.query(
    `insert into template_translations (template_id, language_code, meta_id, status, components)
    values ($1, 'en', 'bench-1', 'APPROVED', $2) on conflict do nothing`,
    [rows[0].id, JSON.stringify(components)],
  )
  return rows[0].id
}

/** Planned for tomorrow, so that what is measured is planning alone. */
const formOf = (templateId: number, count: number): FormData => {
  const form = new FormData()
  form.set('template_id', String(templateId))
  form.set('language_id', '1')
  form.set('start_at', new Date(Date.now() + 86_400_000).toISOString())
  const rows = Array.from(
    { length: count },
    (_, n) => `+9053${20_000_000 + n};Müşteri ${n};Ayşe ${n};KOD${n}`,
  )
  form.set('recipients', new Blob([`phone;name;body-1;body-2\r\n${rows.join('\r\n')}\r\n`]), 'recipients.csv')
  return form
}

/** Answers the send's id. */
const plan = async ({ token }: Installation, port: number, form: FormData): Promise<number> => {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/integrations/${INTEGRATION_ID}/bulk-sends`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  })
  const body = (await answer.json()) as { bulk_id: number }
  if (answer.status !== 201) throw new Error(`Not planned: ${JSON.stringify(body).slice(0, 500)}`)
  return body.bulk_id
}

const measureCopy = async ({ pool }: Installation, bulkId: number): Promise<number> => {
  const client = await pool.connect()
  try {
    const { rows } = await client.query(`select current_setting('data_directory') as folder`)
    const file = `${rows[0].folder}/bench-recipients`
    await client.query(`copy (select * from bulk_recipients where bulk_id = ${bulkId}) to '${file}'`)
    await client.query('create table bare_recipients (like bulk_recipients including all)')
    const startedAt = performance.now()
    await client.query(`copy bare_recipients from '${file}'`)
    const seconds = (performance.now() - startedAt) / 1_000
    await client.query('drop table bare_recipients')
    return seconds
  } finally {
    client.release()
  }
}
