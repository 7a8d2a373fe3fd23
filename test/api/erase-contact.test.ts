import { beforeAll, describe, expect, test, vi } from 'vitest'
import { inbound, type Somebody, together } from '../../src/ingest/testing/webhooks.ts'
import { PRESENCE_LOCK } from '../../src/processes/presence.ts'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { expectError } from '../support/expect-error.ts'
import { createMeta, type Meta } from '../support/meta.ts'
import { expectForetold, type OpenApi, readOpenApi } from '../support/openapi.ts'
import { drawNumber, selectTemplateIds, waitForSent } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'
import { startWebhookReceiver } from '../support/webhook-receiver.ts'

let app: TestApp
let meta: Meta
let document: OpenApi
beforeAll(async () => {
  app = await startTestApp({ MASA_WEBHOOK_ALLOW: '127.0.0.0/8' })
  meta = await createMeta(app)
  await meta.silenceSandbox()
  document = await readOpenApi(app)
  return app.stop
})

let told = 0
const hear = (from: Somebody, body: string, number = 0) => {
  told += 1
  const at = Math.floor(Date.now() / 1_000) - 1_767_225_600
  return inbound(meta.numbers[number]!, from, { wamid: `wamid.erase.${told}`, at, content: { body } })
}
const find = async (phone: string) => (await app.call('GET', `/v1/contacts?q=${phone}`)).body[0]

/** Erases, and waits until it is over. */
const erase = async (id: number) => {
  const begun = await app.call('DELETE', `/v1/contacts/${id}`)
  expectForetold(document, 'delete', '/v1/contacts/{contact_id}', begun)
  expect(begun.status).toBe(202)
  return vi.waitFor(
    async () => {
      const answer = await app.call('GET', `/v1/erasures/${begun.body.id}`)
      expectForetold(document, 'get', '/v1/erasures/{erasure_id}', answer)
      expect(answer.body.status).toBe('done')
      return answer.body
    },
    { timeout: 30_000, interval: 50 },
  )
}

/** Where one of these is kept: every row of every table, bytes read as text. */
const tracesOf = async (...needles: string[]): Promise<string[]> => {
  const { rows: tables } = await app.database.query(
    `select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const patterns = needles.flatMap((one) => [one, Buffer.from(one).toString('hex')]).map((one) => `%${one}%`)
  const traces: string[] = []
  for (const { schema, name } of tables) {
    const { rows } = await app.database.query(
      `select t::text as row from "${schema}"."${name}" t where t::text ilike any ($1)`,
      [patterns],
    )
    for (const { row } of rows) traces.push(`${name}: ${row.slice(0, 300)}`)
  }
  return traces
}

describe('a person who is erased', () => {
  test('is in no table any more, neither by number nor by any word of theirs', async () => {
    const phone = drawNumber()
    const other = drawNumber()
    const receiver = await startWebhookReceiver()
    try {
      await app.call('POST', '/v1/integrations/11/webhooks', {
        json: { url: receiver.url, events: ['message.received', 'message.status'] },
      })
      const me = { phone, userId: 'TR.77001122', name: 'Zerrintaç Kuyruklu' }
      // In one webhook with somebody else, who stays.
      await meta.tell(
        together(hear(me, 'zümrüdüanka geldi'), hear({ phone: other, name: 'Kalan' }, 'benimki kalır')),
      )
      await meta.tell(hear(me, 'zümrüdüanka yine geldi', 1))
      const sent = await app.call('POST', '/v1/integrations/11/conversations/messages', {
        json: { to: phone, text: 'Hoş geldiniz zümrüdüanka' },
        headers: { 'idempotency-key': 'erase-1' },
      })
      expect(sent.status).toBe(200)
      await waitForSent(app, phone)
      await app.call('GET', '/v1/integrations/11/conversations/templates')
      const { rows: translations } = await app.database.query(
        `select t.id from templates t join template_translations r on r.template_id = t.id and r.status = 'APPROVED' limit 1`,
      )
      expect(translations).toHaveLength(1)
      await app.database.query(
        `with send as (
          insert into bulk_sends (integration_id, template_id, language_code, planned, rejected, created_by, status)
          values (11, $1, 'tr', 2, 1, 'test', 'done') returning id
        ), rejection as (
          insert into bulk_rejections (integration_id, bulk_id, line, phone, reason)
          select 11, id, 3, $3, 'twice' from send
        ), message as (
          insert into messages (integration_id, id, direction, type, address, content, bulk_id, bulk_number, state)
          select 11, 'erase-bulk', 'outbound', 'template', $2, '{"zümrüdüanka":1}', id, 1, 'delivered' from send
        )
        insert into bulk_recipients (integration_id, bulk_id, number, address, name, message_id, content, state)
        select 11, id, 1, $2, 'Zerrintaç', 'erase-bulk', '{"zümrüdüanka":1}'::json, 'fed' from send
        union all select 11, id, 2, $2, 'Zerrintaç', null, null, 'waiting' from send`,
        [translations[0].id, phone, `0${phone.slice(2)}`],
      )
      await app.database.query(
        `insert into reached_people (waba_id, address, reached_at)
        select waba_id, $1, now() from integrations where id = 11 on conflict do nothing`,
        [phone],
      )
      const { id } = await find(phone)
      await app.call('PUT', `/v1/contacts/${id}`, {
        json: { name: 'Zerrintaç Hanım', notes: 'zümrüdüanka sever' },
      })
      const chat = (await app.call('GET', `/v1/integrations/11/chats?q=${phone}`)).body[0]
      const path = `/v1/integrations/11/chats/${chat.id}`
      await app.call('POST', `${path}/notes`, { json: { body: 'Zerrintaç, zümrüdüanka' } })
      await app.call('POST', `${path}/tags`, { json: { name: 'VIP' } })
      await vi.waitFor(
        async () => {
          expect((await app.call('GET', '/v1/search?q=zumruduanka')).body.total).toBeGreaterThanOrEqual(4)
          const { rows } = await app.database.query(
            `select count(*)::integer as count from webhook_deliveries where status = 'succeeded' and body like $1`,
            [`%${phone}%`],
          )
          expect(rows[0].count).toBeGreaterThan(0)
        },
        { timeout: 15_000 },
      )

      const needles = [phone, 'TR.77001122', 'zümrüdüanka', 'zumruduanka', 'zerrinta', `0${phone.slice(2)}`]
      expect((await tracesOf(...needles)).length).toBeGreaterThan(10)
      const erasure = await erase(id)
      expect(erasure.deleted.messages).toBe(4)
      expect(await tracesOf(...needles)).toEqual([])

      expectError(await app.call('GET', `/v1/contacts/${id}`), 404, 'not_found')
      expectError(await app.call('GET', path), 404, 'not_found')
      expect((await app.call('GET', '/v1/search?q=zumruduanka')).body.total).toBe(0)
      expect((await find(other)).name).toBe('Kalan')
      expect((await tracesOf('benimki kalır')).length).toBeGreaterThan(0)
      // The bulk send's counts still add up.
      const { rows: recipients } = await app.database.query(
        'select state, message_id from bulk_recipients order by number',
      )
      expect(recipients).toEqual([
        { state: 'fed', message_id: 'erase-bulk' },
        { state: 'opted_out', message_id: null },
      ])
      const { rows: audit } = await app.database.query(
        `select actor, subject, details from audit_log where action = 'contact.erased'`,
      )
      expect(audit).toEqual([{ actor: 'user:1', subject: `contact:${id}`, details: null }])
      const log = await app.call('GET', '/v1/events?type=contact.erased')
      expect(log.body.map(({ data }: { data: object }) => data)).toContainEqual({
        contact_id: id,
        chat_id: chat.id,
      })
    } finally {
      await receiver.close()
    }
  })

  test('gets nothing more that was queued', async () => {
    const phone = drawNumber()
    await meta.tell(hear({ phone, name: 'Kuyruk' }, 'x'))
    await app.database.query(
      `with message as (
        insert into messages (integration_id, id, direction, type, address, content, state)
        values (11, 'erase-queued', 'outbound', 'text', $1, '{"body":"later"}', 'queued') returning id
      )
      insert into message_queue (integration_id, priority, message_id, address, not_before)
      select 11, 0, id, $1, now() + interval '1 hour' from message`,
      [phone],
    )
    await erase((await find(phone)).id)
    const { rows } = await app.database.query(
      `select id from messages where id = 'erase-queued' union all
      select message_id from message_queue where message_id = 'erase-queued'`,
    )
    expect(rows).toEqual([])
  })

  test('is waited for while something is being sent to them', async () => {
    const phone = drawNumber()
    await meta.tell(hear({ phone, name: 'Yolda' }, 'x'))
    await app.database.query(
      `with message as (
        insert into messages (integration_id, id, direction, type, address, content, state)
        values (11, 'erase-sending', 'outbound', 'text', $1, '{"body":"now"}', 'queued') returning id
      )
      insert into message_queue (integration_id, priority, message_id, address, state, claimed_by)
      select 11, 0, id, $1, 'unknown', null from message`,
      [phone],
    )
    const { id } = await find(phone)
    // `sending` by a process that lives: nobody takes it over.
    const { rows: living } = await app.database.query(
      `select objid::bigint as number from pg_locks
      where locktype = 'advisory' and granted and classid = $1
        and database = (select oid from pg_database where datname = current_database())`,
      [PRESENCE_LOCK],
    )
    await app.database.query(
      `update message_queue set state = 'sending', claimed_by = $1 where message_id = 'erase-sending'`,
      [Number(living[0]?.number)],
    )
    const begun = await app.call('DELETE', `/v1/contacts/${id}`)
    await vi.waitFor(async () => {
      const { rows } = await app.database.query(
        `select run_at > now() as waits from graphile_worker.jobs where task_identifier = 'erase-contact'`,
      )
      expect(rows).toEqual([{ waits: true }])
    }, WAIT)
    expect((await app.call('GET', `/v1/erasures/${begun.body.id}`)).body.status).toBe('running')
    expect((await app.call('GET', `/v1/contacts/${id}`)).status).toBe(200)
    await app.database.query(`delete from message_queue where message_id = 'erase-sending'`)
    await vi.waitFor(
      async () => {
        expect((await app.call('GET', `/v1/erasures/${begun.body.id}`)).body.status).toBe('done')
      },
      { timeout: 30_000 },
    )
    expect(await tracesOf(phone)).toEqual([])
  })

  test('keeps the wish not to get marketing, which is theirs again when they write', async () => {
    const phone = drawNumber()
    await meta.tell(hear({ phone, name: 'Dilek' }, 'x'))
    await app.call('POST', '/v1/opt-outs', { json: { phone } })
    await erase((await find(phone)).id)
    expect(await tracesOf(phone)).toEqual([])
    expect((await app.call('GET', `/v1/opt-outs?phone=${phone}`)).body).toEqual([])
    const templates = await selectTemplateIds(app)
    const { rows } = await app.database.query(
      `select t.id, t.name from templates t join template_translations r on r.template_id = t.id
      where t.category = 'MARKETING' and r.status = 'APPROVED' and r.components::text not like '%{{%' limit 1`,
    )
    expect(templates.size).toBeGreaterThan(0)
    expect(rows).toHaveLength(1)
    const { body } = await app.call('GET', '/v1/integrations/11/conversations/templates')
    const shown = body.find((one: { id: number }) => one.id === rows[0].id)
    const send = () =>
      app.call('POST', '/v1/integrations/11/conversations/templates/send', {
        json: {
          template_id: rows[0].id,
          language_id: shown.translations[0].language_id,
          destinations: [{ phone, parameters: {} }],
        },
      })
    expectError(await send(), 422, 'opted_out')
    await meta.tell(hear({ phone, name: 'Dilek' }, 'yine ben'))
    expect((await find(phone)).opted_out_at).not.toBeNull()
    expectError(await send(), 422, 'opted_out')
    const { rows: hashes } = await app.database.query('select from erased_opt_outs')
    expect(hashes).toHaveLength(0)
  })

  test('is erased by an administrator alone, once', async () => {
    const phone = drawNumber()
    await meta.tell(hear({ phone, name: 'Bir' }, 'x'))
    const { id } = await find(phone)
    const supervisor = await createAgent(app, 'eraser@example.com', [11], 'supervisor')
    expectError(await supervisor('DELETE', `/v1/contacts/${id}`), 403, 'access_denied')
    expectError(await app.call('DELETE', '/v1/contacts/999999'), 404, 'not_found')
    expectError(await app.call('GET', '/v1/erasures/999999'), 404, 'not_found')
    await erase(id)
    expectError(await app.call('DELETE', `/v1/contacts/${id}`), 404, 'not_found')
  })
})
