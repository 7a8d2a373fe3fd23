import { beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { CHATS, type Colleague, type Customer, createDeskStage, type DeskStage } from '../support/desk.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { createMeta } from '../support/meta.ts'
import { expectForetold, type OpenApi, readOpenApi } from '../support/openapi.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
let desk: DeskStage
let document: OpenApi
let ayse: Colleague
let boss: Colleague
let solved: number
beforeAll(async () => {
  app = await startTestApp()
  const meta = await createMeta(app)
  await meta.silenceSandbox()
  document = await readOpenApi(app)
  desk = createDeskStage(app, meta)
  ayse = await desk.hire('ayse')
  boss = await desk.hire('boss', 'supervisor')
  solved = (await boss.call('POST', '/v1/closing-reasons', { json: { name: 'Solved' } })).body.id
  return app.stop
})

const CHAT = '/v1/integrations/{integration_id}/chats/{chat_id}'
const act = async ({ path }: Customer, verb: string, json: object = {}, who = ayse) => {
  const answer = await who.call('POST', `${path}/${verb}`, { json })
  expectForetold(document, 'post', `${CHAT}/${verb}`, answer)
  return answer
}
const close = (customer: Customer, reasonId = solved) => act(customer, 'close', { reason_id: reasonId })
const claim = (customer: Customer) => act(customer, 'assign', { user_id: ayse.id })
const assignments = async ({ chatId }: Customer) => {
  const { rows } = await app.database.query(
    'select user_id, end_kind, first_reply_at from chat_assignments where chat_id = $1 order by id',
    [chatId],
  )
  return rows
}
/** Lets so much time pass for a chat. */
const age = ({ chatId }: Customer, hours: number) =>
  app.database.query(
    `update chats set last_inbound_at = last_inbound_at - make_interval(hours => $2),
      window_expires_at = window_expires_at - make_interval(hours => $2) where id = $1`,
    [chatId, hours],
  )

describe('a chat that is closed', () => {
  test('is in the archive with its reason, nobody’s, and its assignment has ended', async () => {
    const customer = await desk.receive()
    await claim(customer)
    const before = await desk.lastEvent()
    expect((await close(customer)).body).toMatchObject({
      state: 'archived',
      active_until: null,
      assignee: null,
      reason: { id: solved, name: 'Solved' },
      closed_at: expect.any(String),
      closed_by: { id: ayse.id, name: 'ayse@example.com' },
    })
    expect(await assignments(customer)).toMatchObject([{ user_id: ayse.id, end_kind: 'closed' }])
    expect((await desk.history(customer))[0]).toMatchObject({
      action: 'closed',
      actor: { id: ayse.id },
      reason: { id: solved },
    })
    await vi.waitFor(
      async () => expect(await desk.events(before, 'agent.updated')).toEqual([{ user_id: ayse.id }]),
      WAIT,
    )
    const { rows } = await app.database.query('select last_assignee_id from chats where id = $1', [
      customer.chatId,
    ])
    expect(rows).toEqual([{ last_assignee_id: ayse.id }])
  })

  test('is found in the archive by who closed it, why and when', async () => {
    const customer = await desk.receive()
    await close(customer)
    const ids = async (query: string): Promise<number[]> =>
      (await app.call('GET', `${CHATS}?limit=100&${query}`)).body.map(({ id }: { id: number }) => id)
    expect(await ids(`state=archived&closed_by=${ayse.id}&reason=${solved}`)).toContain(customer.chatId)
    expect(await ids(`closed_by=${boss.id}`)).toEqual([])
    expect(await ids('state=active')).not.toContain(customer.chatId)
    expect(await ids('from=2020-01-01&to=2999-01-01')).toContain(customer.chatId)
    expect(await ids('to=2020-01-01')).toEqual([])
  })

  test('keeps its reason, and is closed once', async () => {
    const customer = await desk.receive()
    await close(customer)
    expectError(await close(customer), 409, 'conflict')
  })

  test('needs a reason that there is, and that is active', async () => {
    const customer = await desk.receive()
    const { body: old } = await boss.call('POST', '/v1/closing-reasons', {
      json: { name: 'Old', is_active: false },
    })
    for (const id of [old.id, 99_999])
      expectFields(await close(customer, id), {
        reason_id: ['The reason_id field must be the id of an active closing reason.'],
      })
    expectFields(await act(customer, 'close'), { reason_id: ['The reason_id field is required.'] })
    expect(await desk.show(customer)).toMatchObject({ state: 'active' })
  })

  test('comes back when the customer writes, and what it was closed with is over', async () => {
    const customer = await desk.receive(60_000)
    await claim(customer)
    await close(customer)
    await desk.write(customer.phone)
    await desk.until(customer, { state: 'active', reason: null, closed_at: null, assignee: null })
    await vi.waitFor(
      async () => expect(await desk.actions(customer)).toEqual(['reactivated', 'closed', 'claimed']),
      WAIT,
    )
    expect((await desk.history(customer))[1].reason).toEqual({ id: solved, name: 'Solved' })
  })

  test('comes back by what was written before it was closed and came after', async () => {
    const customer = await desk.receive(60_000)
    await close(customer)
    await desk.write(customer.phone, 30_000)
    await desk.until(customer, { state: 'active', reason: null })
  })

  test('is reopened by hand as long as the 24 hours last', async () => {
    const customer = await desk.receive()
    expectError(await act(customer, 'reopen'), 409, 'conflict')
    await close(customer)
    const { body } = await act(customer, 'reopen')
    expect(body).toMatchObject({ state: 'active', closed_at: null, closed_by: null, reason: null })
    expect(body.active_until).toBe(body.window_expires_at)
    expect(await desk.actions(customer)).toEqual(['reopened', 'closed'])
    await close(customer)
    await age(customer, 25)
    expectError(await act(customer, 'reopen'), 409, 'conflict')
  })
})

describe('a chat whose time is over', () => {
  test('goes to the archive by itself, and its assignment ends', async () => {
    const customer = await desk.receive()
    await claim(customer)
    await age(customer, 25)
    expect(await desk.show(customer)).toMatchObject({ state: 'archived' })
    await desk.until(customer, { state: 'archived', assignee: null, closed_at: null })
    expect(await desk.actions(customer)).toEqual(['archived', 'claimed'])
    expect((await desk.history(customer))[0]).toMatchObject({ actor: null, user: { id: ayse.id } })
    expect(await assignments(customer)).toMatchObject([{ end_kind: 'archived' }])
    await desk.write(customer.phone)
    await vi.waitFor(
      async () => expect(await desk.actions(customer)).toEqual(['reactivated', 'archived', 'claimed']),
      WAIT,
    )
  })

  test('is in one of the lists at any moment, whatever is noted by then', async () => {
    const ids = async (state: string): Promise<number[]> =>
      (await app.call('GET', `${CHATS}?limit=100&state=${state}`)).body.map(({ id }: { id: number }) => id)
    const customer = await desk.receive()
    expect(await ids('active')).toContain(customer.chatId)
    expect(await ids('archived')).not.toContain(customer.chatId)
    await age(customer, 25)
    expect(await ids('archived')).toContain(customer.chatId)
    expect(await ids('active')).not.toContain(customer.chatId)
  })
})

describe('what is sent', () => {
  /** As the inbox stores it: a message of a user's. */
  const send = async (
    { phone }: Customer,
    type: 'text' | 'template',
    origin: string,
    userId: number | null,
  ) => {
    await app.database.query(
      `with message as (
        insert into messages (integration_id, id, direction, type, address, content, origin, sent_by, state)
        values (22, $1, 'outbound', $2, $3, '{"body": "x"}', $4, $5, 'accepted') returning id
      )
      insert into events (type, integration_id, data)
      select 'message.status', 22, json_build_object('message_id', id, 'status', 'queued') from message`,
      [`gBEG${crypto.randomUUID()}`, type, phone, origin, userId],
    )
  }

  test('first by who has the chat is their first reply', async () => {
    const customer = await desk.receive()
    await claim(customer)
    await send(customer, 'text', 'api', null)
    await send(customer, 'text', 'inbox', boss.id)
    const after = new Date()
    await send(customer, 'text', 'inbox', ayse.id)
    await vi.waitFor(async () => {
      const [own] = await assignments(customer)
      expect(own.first_reply_at).not.toBeNull()
      expect(own.first_reply_at.getTime()).toBeGreaterThanOrEqual(after.getTime() - 1_000)
    }, WAIT)
  })

  test('as a template by somebody of the team brings a chat back for 24 hours', async () => {
    const customer = await desk.receive(30 * 3_600_000)
    expect(await desk.show(customer)).toMatchObject({ state: 'archived' })
    await send(customer, 'template', 'inbox', ayse.id)
    await desk.until(customer, { state: 'active' })
    const { active_until, window_expires_at } = await desk.show(customer)
    expect(Date.parse(active_until)).toBeGreaterThan(Date.now() + 23 * 3_600_000)
    expect(Date.parse(window_expires_at)).toBeLessThan(Date.now())
    expect((await desk.history(customer))[0]).toMatchObject({
      action: 'reopened',
      actor: { id: ayse.id },
      details: { by: 'template' },
    })
  })

  test('by a program leaves a chat in the archive', async () => {
    const customer = await desk.receive(30 * 3_600_000)
    await send(customer, 'template', 'api', null)
    // The one after it has been followed once this has.
    const other = await desk.receive(30 * 3_600_000)
    await send(other, 'template', 'inbox', ayse.id)
    await desk.until(other, { state: 'active' })
    expect(await desk.show(customer)).toMatchObject({ state: 'archived' })
    expect(await desk.actions(customer)).toEqual([])
  })
})
