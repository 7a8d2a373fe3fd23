import { createHmac } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { INTEGRATION_ID, type Installation } from './installation.ts'
import { postRequest, runLoad } from './load.ts'
import { startMasa } from './program.ts'

const MESSAGES = 10_000
const STATUSES = ['sent', 'delivered', 'read']
/** Under load Meta puts up to 1,000 updates into a POST; this is a modest batch. */
const PER_POST = 50
const CONNECTIONS = 16

/** Status updates received over signed webhooks and applied, a second, against the bare batched UPDATE. */
export const benchStatuses = async (installation: Installation) => {
  const { pool } = installation
  await insertAccepted(pool)
  const barePerSecond = await runBareUpdates(pool)
  await pool.query('truncate messages')
  await insertAccepted(pool)
  const masa = await startMasa(installation.environment)
  const masaPerSecond = await runWebhooks(installation, masa.port)
  await masa.stop()
  await pool.query('truncate messages, message_queue, events, inbound_events')
  return { barePerSecond, masaPerSecond, ratio: masaPerSecond / barePerSecond }
}

const insertAccepted = (pool: pg.Pool) =>
  pool.query(
    `insert into messages (integration_id, id, direction, type, address, content, state, wamid, accepted_at)
     select $1, 'message' || n, 'outbound', 'text', '9055' || n, '{"body":"Hello"}', 'accepted', 'wamid.' || n, now()
     from generate_series(1, $2::integer) n`,
    [INTEGRATION_ID, MESSAGES],
  )

/**
 * What has to be written at the least, on the same table: state and time of the messages of one webhook after the
 * other, an UPDATE by unnest and a commit for each. No reception, no signature, no raw event, no event log.
 */
const runBareUpdates = async (pool: pg.Pool): Promise<number> => {
  const startedAt = performance.now()
  for (const status of STATUSES)
    for (let from = 0; from < MESSAGES; from += PER_POST) {
      const ids = Array.from({ length: PER_POST }, (_, n) => `message${from + n + 1}`)
      await pool.query(
        `update messages m set state = r.state, sent_at = r.at
         from unnest($1::text[], $2::text[], $3::timestamptz[]) as r (id, state, at)
         where m.integration_id = $4 and m.id = r.id`,
        [ids, ids.map(() => status), ids.map(() => new Date()), INTEGRATION_ID],
      )
    }
  return (MESSAGES * STATUSES.length) / ((performance.now() - startedAt) / 1_000)
}

const runWebhooks = async (installation: Installation, port: number): Promise<number> => {
  const posts = STATUSES.flatMap((status) =>
    Array.from({ length: MESSAGES / PER_POST }, (_, n) => webhook(installation, status, n * PER_POST)),
  )
  const startedAt = performance.now()
  const { wrong } = await runLoad({
    port,
    connections: CONNECTIONS,
    total: posts.length,
    request: (n) => posts[n]!,
  })
  if (wrong.size > 0) throw new Error(`Wrong answers: ${JSON.stringify([...wrong])}`)
  await untilApplied(installation.pool)
  return (posts.length * PER_POST) / ((performance.now() - startedAt) / 1_000)
}

const webhook = (
  { appSecret, phoneNumberId, wabaId }: Installation,
  status: string,
  from: number,
): Buffer => {
  const statuses = Array.from({ length: PER_POST }, (_, n) => ({
    id: `wamid.${from + n + 1}`,
    status,
    timestamp: String(Math.floor(Date.now() / 1_000)),
    recipient_id: `9055${from + n + 1}`,
    biz_opaque_callback_data: `message${from + n + 1}`,
    pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
  }))
  const metadata = { display_phone_number: '905554443322', phone_number_id: phoneNumberId }
  const value = { messaging_product: 'whatsapp', metadata, statuses }
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: wabaId, changes: [{ field: 'messages', value }] }],
  })
  const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
  return postRequest('/whatsapp/webhook', { 'x-hub-signature-256': signature }, body)
}

const untilApplied = async (pool: pg.Pool): Promise<void> => {
  for (;;) {
    const { rows } = await pool.query<{ left: number }>(
      "select count(*)::integer as left from inbound_events where state = 'received'",
    )
    if (rows[0]!.left === 0) break
    await sleep(20)
  }
  const { rows } = await pool.query<{ read: number }>(
    "select count(*)::integer as read from messages where state = 'read'",
  )
  if (rows[0]!.read !== MESSAGES) throw new Error(`Only ${rows[0]!.read} of ${MESSAGES} are read.`)
}
