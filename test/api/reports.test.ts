import { beforeAll, describe, expect, test } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Call } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { insertChat, insertInbound } from '../support/inbound.ts'
import { expectForetold, type OpenApi, readOpenApi } from '../support/openapi.ts'
import { drawNumber } from '../support/sandbox.ts'

let app: TestApp
let document: OpenApi
let supervisor: Call
const ids: Record<string, number> = {}
let reasonId: number

/** 2026-03-10, a Tuesday: half an hour before midnight in Istanbul is still the 9th there. */
const at = (time: string, day = '2026-03-10'): string => `${day}T${time}:00Z`

beforeAll(async () => {
  app = await startTestApp()
  document = await readOpenApi(app)
  supervisor = await createAgent(app, 'boss@example.com', [11, 22], 'supervisor')
  for (const name of ['ayse', 'mehmet']) {
    const call = await createAgent(app, `${name}@example.com`, [11])
    ids[name] = (await call('GET', '/v1/me')).body.id
  }
  reasonId = (await app.call('POST', '/v1/closing-reasons', { json: { name: '=Çözüldü' } })).body.id
  await app.database.query(`update users set name = '=cmd' where id = $1`, [ids['mehmet']])
  await makeDay()
  return app.stop
})

const makeDay = async (): Promise<void> => {
  const chats: number[] = []
  const phones = [drawNumber(), drawNumber(), drawNumber()]
  for (const phone of phones) chats.push(await insertChat(app, phone))
  await app.database.query('update chats set created_at = $1 where id = any($2)', [at('09:00'), chats])
  const assign = (
    chat: number,
    who: string,
    from: string,
    more: { reply?: string; end?: string; kind?: string; by?: string; how?: string } = {},
  ) =>
    app.database.query(
      `insert into chat_assignments (integration_id, chat_id, user_id, assigned_at, assigned_by, how, first_reply_at,
        ended_at, end_kind) values (11, $1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        chats[chat],
        ids[who],
        at(from),
        more.by === undefined ? null : ids[more.by],
        more.how ?? 'claimed',
        more.reply === undefined ? null : at(more.reply),
        more.end === undefined ? null : at(more.end),
        more.kind ?? null,
      ],
    )
  const happen = (chat: number, action: string, time: string) =>
    app.database.query(
      `insert into chat_history (integration_id, chat_id, at, action, reason_id) values (11, $1, $2, $3, $4)`,
      [chats[chat], at(time), action, action === 'closed' ? reasonId : null],
    )
  // Ayşe answers after 2 minutes and closes after 10; the customer comes back, and she has them again.
  await assign(0, 'ayse', '09:00', { reply: '09:02', end: '09:10', kind: 'closed' })
  await happen(0, 'closed', '09:10')
  await happen(0, 'reactivated', '10:00')
  await assign(0, 'ayse', '10:01')
  // She answers the second after 4 minutes and hands it over to Mehmet, who closes it 30 minutes later.
  await assign(1, 'ayse', '09:00', { reply: '09:04', end: '09:30', kind: 'handed_over' })
  await assign(1, 'mehmet', '09:30', {
    reply: '09:40',
    end: '10:00',
    kind: 'closed',
    by: 'ayse',
    how: 'handed_over',
  })
  await happen(1, 'closed', '10:00')
  // The third goes from Mehmet by itself when he leaves, and ends with its 24 hours: neither forwarded nor resolved.
  await assign(2, 'mehmet', '09:00', { end: '09:05', kind: 'handed_over' })
  await assign(2, 'ayse', '09:05', { end: '11:00', kind: 'archived', how: 'automatic' })

  const [phone] = phones as [string]
  for (const time of ['09:00', '09:01', '22:30'])
    await insertInbound(app, { from: phone, at: new Date(at(time)) })
  await insertInbound(app, {
    from: phone,
    at: new Date(at('09:05')),
    type: 'reaction',
    content: { emoji: '👍' },
  })
  await insertInbound(app, { from: phone, at: new Date(at('09:06')), direction: 'outbound' })
  await app.database.query(
    `insert into messages (integration_id, id, direction, type, address, content, state, origin, bulk_id, created_at)
    values (11, 'r1', 'outbound', 'text', $1, '{}', 'sent', 'inbox', null, $2),
      (11, 'r2', 'outbound', 'text', $1, '{}', 'sent', 'api', null, $2),
      (11, 'r3', 'outbound', 'text', $1, '{}', 'sent', 'auto', null, $2),
      (11, 'r4', 'outbound', 'template', $1, '{}', 'sent', 'api', 1, $2),
      (22, 'r5', 'outbound', 'text', $1, '{}', 'sent', 'api', null, $2)`,
    [phone, at('09:30')],
  )
}

const DAY = 'from=2026-03-10&to=2026-03-10'
const get = (path: string, call = supervisor) => call('GET', `/v1/reports/${path}`)

const AYSE = {
  average_first_response_seconds: 180,
  average_resolution_seconds: 600,
  assigned_chats: 4,
  resolved_chats: 1,
  reactivated_chats: 1,
  forwarded_chats: 1,
}
const MEHMET = {
  average_first_response_seconds: 600,
  average_resolution_seconds: 1800,
  assigned_chats: 2,
  resolved_chats: 1,
  reactivated_chats: 0,
  forwarded_chats: 0,
}

describe('the report on the team', () => {
  test('counts as one counts by hand', async () => {
    const answer = await get(`agents?${DAY}`)
    expectForetold(document, 'get', '/v1/reports/agents', answer)
    const of = (name: string) => answer.body.find((row: { user_id: number }) => row.user_id === ids[name])
    expect(of('ayse')).toEqual({
      user_id: ids['ayse'],
      name: expect.any(String),
      email: 'ayse@example.com',
      ...AYSE,
    })
    expect(of('mehmet')).toMatchObject(MEHMET)
  })

  test('is of the time and the number that are asked for', async () => {
    const none = (await get('agents?from=2026-03-11&to=2026-03-12')).body
    expect(none.length).toBeGreaterThan(1)
    for (const row of none)
      expect(row).toMatchObject({ assigned_chats: 0, average_first_response_seconds: null })
    for (const row of (await get(`agents?${DAY}&integration_id=22`)).body) expect(row.assigned_chats).toBe(0)
    expectFields(await get('agents?integration_id=33'), { integration_id: [expect.any(String)] })
    expectFields(await get('agents?timezone=Mars'), { timezone: [expect.any(String)] })
    expectFields(await get('agents?from=2026-03-11&to=2026-03-10'), { from: [expect.any(String)] })
  })

  test('is a file as well, in which no name is a formula', async () => {
    const { text, headers } = await get(`agents.csv?${DAY}&separator=semicolon`)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    const [header, ...rows] = text.replace('\uFEFF', '').trim().split('\r\n')
    expect(header).toBe(
      'username;email;average_first_response_seconds;average_resolution_seconds;assigned_chats;resolved_chats;reactivated_chats;forwarded_chats',
    )
    expect(rows).toContain("'=cmd;mehmet@example.com;600;1800;2;1;0;0")
  })
})

describe('the report on the volume', () => {
  const nothing = { inbox: 0, api: 0, bulk: 0, auto: 0, phone: 0 }

  test('counts as one counts by hand, by the days of the time zone', async () => {
    const answer = await get(`volume?from=2026-03-10&to=2026-03-11&timezone=Europe/Istanbul`)
    expectForetold(document, 'get', '/v1/reports/volume', answer)
    expect(answer.body).toEqual([
      {
        period: '2026-03-10',
        received: 2,
        sent: { inbox: 1, api: 2, bulk: 1, auto: 1, phone: 1 },
        new_chats: 3,
        closed: [{ reason_id: reasonId, reason: '=Çözüldü', count: 2 }],
        median_first_response_seconds: 240,
        p90_first_response_seconds: 528,
      },
      {
        period: '2026-03-11',
        received: 1,
        sent: nothing,
        new_chats: 0,
        closed: [],
        median_first_response_seconds: null,
        p90_first_response_seconds: null,
      },
    ])
  })

  test('is told by the hour, and of one number', async () => {
    const hours = (await get(`volume?${DAY}&by=hour&integration_id=11`)).body
    expect(
      hours.map(({ period, received }: { period: string; received: number }) => [period, received]),
    ).toEqual([
      ['2026-03-10T09:00', 2],
      ['2026-03-10T10:00', 0],
      ['2026-03-10T22:00', 1],
    ])
    expect((await get(`volume?${DAY}&integration_id=22`)).body).toMatchObject([
      { received: 0, sent: { ...nothing, api: 1 }, new_chats: 0 },
    ])
  })

  test('is a file as well', async () => {
    const { text } = await get(`volume.csv?${DAY}`)
    const [header, row, ...others] = text.replace('\uFEFF', '').trim().split('\r\n')
    expect(header).toBe(
      'period,received,sent_inbox,sent_api,sent_bulk,sent_auto,sent_phone,new_chats,closed,closed_by_reason,median_first_response_seconds,p90_first_response_seconds',
    )
    expect(row).toBe("2026-03-10,3,1,2,1,1,1,3,2,'=Çözüldü: 2,240,528")
    expect(others).toEqual([])
  })
})

test('the cockpit shows who is where, since when, with how many chats, and how the last hour went', async () => {
  await app.database.query(`update users set agent_state = 'online', agent_state_since = $2 where id = $1`, [
    ids['ayse'],
    at('08:00'),
  ])
  const chat = await insertChat(app, drawNumber())
  await app.database.query(
    `update chats set assignee_id = $2, window_expires_at = now() + interval '1 hour', last_inbound_at = now(),
      is_active = true where id = $1`,
    [chat, ids['ayse']],
  )
  await app.database.query(
    `insert into chat_assignments (integration_id, chat_id, user_id, assigned_at, how, first_reply_at, ended_at, end_kind)
    values (11, $1, $2, now() - interval '10 minutes', 'claimed', now() - interval '9 minutes', null, null),
      (11, $1, $2, now() - interval '3 hours', 'claimed', now() - interval '2 hours', now() - interval '90 minutes',
        'closed')`,
    [chat, ids['ayse']],
  )
  const answer = await get('cockpit')
  expectForetold(document, 'get', '/v1/reports/cockpit', answer)
  const [online, offline] = answer.body.states
  expect(online).toEqual({
    state: 'online',
    agents: [
      { id: ids['ayse'], name: expect.any(String), since: '2026-03-10T08:00:00.000000Z', active_chats: 1 },
    ],
  })
  expect(offline.agents.map(({ id }: { id: number }) => id)).toContain(ids['mehmet'])
  expect(answer.body).toMatchObject({ average_first_response_seconds: 60, average_resolution_seconds: null })
})

test('reports are for supervisors and above, who see those of their numbers alone', async () => {
  const agent = await createAgent(app, 'curious@example.com', [11])
  for (const path of ['agents', 'agents.csv', 'volume', 'volume.csv', 'cockpit'])
    expectError(await get(path, agent), 403, 'access_denied')
  const other = await createAgent(app, 'other@example.com', [22], 'supervisor')
  for (const row of (await get(`agents?${DAY}`, other)).body) expect(row.assigned_chats).toBe(0)
  expectFields(await get(`agents?${DAY}&integration_id=11`, other), { integration_id: [expect.any(String)] })
})
