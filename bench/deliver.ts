import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { Pool } from 'undici'
import { INTEGRATION_ID, type Installation } from './installation.ts'
import { startHelper, startMasa } from './program.ts'

const MESSAGES = 20_000
const CONNECTIONS = 64
const BATCH = 200

/** Messages delivered a second to an upstream that answers at once, against a bare loop on the same rows. */
export const benchDeliver = async (installation: Installation) => {
  const upstream = await startHelper('./upstream.ts')
  await runBareLoop(installation.pool, upstream.port, 4_000)
  const barePerSecond = await runBareLoop(installation.pool, upstream.port, MESSAGES)
  await installation.setRate(1_000_000)
  const masaPerSecond = await runMasa(installation, upstream.port)
  await upstream.stop()
  await installation.pool.query('truncate messages, message_queue, events')
  return { barePerSecond, masaPerSecond, ratio: masaPerSecond / barePerSecond }
}

/** Claims 200 rows by SKIP LOCKED, posts them over 64 connections, settles them by unnest. */
const runBareLoop = async (pool: pg.Pool, port: number, count: number): Promise<number> => {
  await pool.query(`
    drop table if exists bare_queue;
    create table bare_queue (id bigint generated always as identity primary key, state text not null default 'queued',
      recipient text not null, content json not null, wamid text);
    create index on bare_queue (id) where state = 'queued'`)
  await pool.query(
    `insert into bare_queue (recipient, content)
     select '9055' || n, json_build_object('body', 'Hello ' || n) from generate_series(1, $1::integer) n`,
    [count],
  )
  const upstream = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS })
  const startedAt = performance.now()
  for (;;) {
    const { rows } = await pool.query(
      `update bare_queue set state = 'sending' where id in (
         select id from bare_queue where state = 'queued' order by id limit ${BATCH} for update skip locked)
       returning id, recipient, content`,
    )
    if (rows.length === 0) break
    const wamids = await Promise.all(
      rows.map(async ({ recipient, content }) => {
        const { body } = await upstream.request({
          method: 'POST',
          path: '/v25.0/106540352242922/messages',
          headers: { 'content-type': 'application/json', authorization: 'Bearer token' },
          body: JSON.stringify({ messaging_product: 'whatsapp', to: recipient, type: 'text', text: content }),
        })
        return ((await body.json()) as { messages: [{ id: string }] }).messages[0].id
      }),
    )
    await pool.query(
      `update bare_queue q set state = 'accepted', wamid = r.wamid
       from unnest($1::bigint[], $2::text[]) as r (id, wamid) where q.id = r.id`,
      [rows.map(({ id }) => id), wamids],
    )
  }
  const seconds = (performance.now() - startedAt) / 1_000
  await upstream.close()
  return count / seconds
}

const runMasa = async ({ pool, environment }: Installation, port: number): Promise<number> => {
  const masa = await startMasa({ ...environment, MASA_GRAPH_URL: `http://127.0.0.1:${port}` })
  await enqueue(pool, 'warm', 4_000)
  await untilSettled(pool, 4_000)
  await enqueue(pool, 'full', MESSAGES)
  const startedAt = performance.now()
  await untilSettled(pool, 4_000 + MESSAGES)
  const seconds = (performance.now() - startedAt) / 1_000
  await masa.stop()
  return MESSAGES / seconds
}

/** Stores texts of a number as if they had just been accepted, each to somebody else. */
export const enqueue = (pool: pg.Pool, prefix: string, count: number, integrationId = INTEGRATION_ID) =>
  pool.query(
    `with stored as (
       insert into messages (integration_id, id, direction, type, address, content, state)
       select $1, $2 || n, 'outbound', 'text', '9055' || n, json_build_object('body', 'Hello ' || n), 'queued'
       from generate_series(1, $3::integer) n
       returning integration_id, id, address
     )
     insert into message_queue (integration_id, priority, message_id, address)
     select integration_id, 0, id, address from stored`,
    [integrationId, prefix, count],
  )

/** Resolves when the queue is empty; throws when not so many were accepted in all. */
export const untilSettled = async (pool: pg.Pool, count: number): Promise<void> => {
  for (;;) {
    const { rows } = await pool.query<{ left: number }>('select count(*)::integer as left from message_queue')
    if (rows[0]!.left === 0) break
    await sleep(50)
  }
  const { rows } = await pool.query<{ accepted: number }>(
    "select count(*)::integer as accepted from messages where state = 'accepted'",
  )
  if (rows[0]!.accepted !== count) throw new Error(`Only ${rows[0]!.accepted} of ${count} were accepted.`)
}
