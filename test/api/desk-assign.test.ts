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
let mehmet: Colleague
let boss: Colleague
beforeAll(async () => {
  app = await startTestApp()
  const meta = await createMeta(app)
  await meta.silenceSandbox()
  document = await readOpenApi(app)
  desk = createDeskStage(app, meta)
  ayse = await desk.hire('ayse')
  mehmet = await desk.hire('mehmet')
  boss = await desk.hire('boss', 'supervisor')
  return app.stop
})

const ASSIGN = '/v1/integrations/{integration_id}/chats/{chat_id}/assign'
const assign = async (who: Colleague, { path }: Customer, json: object) => {
  const answer = await who.call('POST', `${path}/assign`, { json })
  expectForetold(document, 'post', ASSIGN, answer)
  return answer
}
const claim = (who: Colleague, customer: Customer) => assign(who, customer, { user_id: who.id })

describe('a chat that somebody claims', () => {
  test('is somebody else’s no more: the other is told who has it, and gets it by naming them', async () => {
    const customer = await desk.receive()
    expect((await claim(ayse, customer)).body).toMatchObject({
      assignee: { id: ayse.id, name: 'ayse@example.com' },
    })
    const late = await claim(mehmet, customer)
    expectError(late, 409, 'conflict')
    expect(late.body.error).toMatchObject({
      message: 'This chat is ayse@example.com’s.',
      assignee: { id: ayse.id, name: 'ayse@example.com' },
    })
    const taken = await assign(mehmet, customer, { user_id: mehmet.id, expected_assignee: ayse.id })
    expect(taken.body.assignee.id).toBe(mehmet.id)
    expect(await desk.actions(customer)).toEqual(['taken_over', 'claimed'])
  })

  test('by many at one instant is one person’s', async () => {
    const team = [ayse, mehmet, boss]
    for (let round = 0; round < 5; round += 1) {
      const customer = await desk.receive()
      const answers = await Promise.all(
        [...team, ...team].map((one) => assign(one, customer, { user_id: one.id, expected_assignee: null })),
      )
      const { assignee } = await desk.show(customer)
      for (const [n, { status, body }] of answers.entries())
        if (team[n % 3]!.id === assignee.id) expect(status).toBe(200)
        else expect([status, body.error.assignee]).toEqual([409, assignee])
      expect(await desk.actions(customer)).toEqual(['claimed'])
      const { rows } = await app.database.query(
        'select user_id from chat_assignments where chat_id = $1 and ended_at is null',
        [customer.chatId],
      )
      expect(rows).toEqual([{ user_id: assignee.id }])
    }
  })

  test('is told of in the log: the chat, and who has one more or fewer', async () => {
    const customer = await desk.receive()
    const before = await desk.lastEvent()
    await claim(ayse, customer)
    await assign(ayse, customer, { user_id: mehmet.id })
    await vi.waitFor(async () => {
      expect(await desk.events(before, 'agent.updated')).toEqual(
        [ayse.id, ayse.id, mehmet.id].map((id) => ({ user_id: id })),
      )
      const chats = (await desk.events(before, 'chat.updated')) as { chat_id: number }[]
      expect(chats.filter(({ chat_id }) => chat_id === customer.chatId).length).toBeGreaterThanOrEqual(2)
    }, WAIT)
  })
})

describe('an agent', () => {
  test('hands on and lets go of their own', async () => {
    const customer = await desk.receive()
    await claim(ayse, customer)
    expect((await assign(ayse, customer, { user_id: mehmet.id })).body.assignee.id).toBe(mehmet.id)
    expect((await assign(mehmet, customer, { user_id: null })).body.assignee).toBeNull()
    expect(await desk.actions(customer)).toEqual(['released', 'handed_over', 'claimed'])
  })

  test('may not give away what is another’s or nobody’s', async () => {
    const customer = await desk.receive()
    expectError(await assign(ayse, customer, { user_id: mehmet.id }), 409, 'conflict')
    await claim(mehmet, customer)
    expectError(await assign(ayse, customer, { user_id: null }), 409, 'conflict')
    expectError(
      await assign(ayse, customer, { user_id: null, expected_assignee: mehmet.id }),
      403,
      'access_denied',
    )
  })
})

describe('a supervisor, or a program', () => {
  test('gives any chat to anybody who sees the number, and to nobody else', async () => {
    const customer = await desk.receive()
    await claim(ayse, customer)
    expect((await assign(boss, customer, { user_id: mehmet.id })).body.assignee.id).toBe(mehmet.id)
    const stranger = await desk.hire('stranger', 'agent', [11])
    const gone = await desk.hire('gone')
    await app.database.query('update users set disabled_at = now() where id = $1', [gone.id])
    for (const id of [stranger.id, gone.id, 99_999])
      expectFields(await assign(boss, customer, { user_id: id }), {
        user_id: ['The user_id field must name users who see this integration.'],
      })
    const { body: key } = await app.call('POST', '/v1/integrations/22/keys', { json: { name: 'router' } })
    const byKey = await app.call('POST', `${customer.path}/assign`, {
      token: key.key,
      json: { user_id: ayse.id },
    })
    expect(byKey.body.assignee.id).toBe(ayse.id)
    expect((await desk.history(customer))[0]).toMatchObject({
      action: 'handed_over',
      actor: null,
      user: { id: ayse.id },
    })
  })

  test('is told when it is no longer whose they thought it was', async () => {
    const customer = await desk.receive()
    await claim(ayse, customer)
    expectError(
      await assign(boss, customer, { user_id: boss.id, expected_assignee: mehmet.id }),
      409,
      'conflict',
    )
    const answer = await assign(boss, await desk.receive(), {
      user_id: boss.id,
      expected_assignee: mehmet.id,
    })
    expect(answer.body.error.assignee).toBeNull()
  })
})

describe('refused is', () => {
  test('a chat in the archive', async () => {
    const customer = await desk.receive(25 * 3_600_000)
    expectError(await claim(ayse, customer), 409, 'conflict')
  })

  test('what is not seen: another number’s chat, one that there is not', async () => {
    const customer = await desk.receive()
    const json = { user_id: ayse.id }
    for (const path of [`/v1/integrations/11/chats/${customer.chatId}`, `${CHATS}/99999999`, `${CHATS}/x`])
      expectError(await app.call('POST', `${path}/assign`, { json }), 404, 'not_found')
    const stranger = await desk.hire('stranger-2', 'agent', [11])
    expectError(await stranger.call('POST', `${customer.path}/assign`, { json }), 404, 'not_found')
    expectError(
      await app.call('POST', `${customer.path}/assign`, { token: null, json }),
      401,
      'unauthenticated',
    )
  })

  test('a body that names nobody', async () => {
    const customer = await desk.receive()
    expectFields(await assign(boss, customer, {}), { user_id: ['The user_id field is required.'] })
  })
})

test('the list is cut by whose a chat is, and by how much it matters', async () => {
  const [mine, free] = [await desk.receive(), await desk.receive()]
  await claim(ayse, mine)
  await ayse.call('PUT', mine.path, { json: { priority: 'urgent' } })
  const ids = async (query: string): Promise<number[]> =>
    (await ayse.call('GET', `${CHATS}?limit=100&${query}`)).body.map(({ id }: { id: number }) => id)
  expect(await ids('assignee=me')).toContain(mine.chatId)
  expect(await ids(`assignee=${ayse.id}&state=active&priority=urgent`)).toEqual([mine.chatId])
  expect(await ids('assignee=none')).toContain(free.chatId)
  expect(await ids('assignee=none')).not.toContain(mine.chatId)
  expect(await ids(`assignee=${mehmet.id}`)).not.toContain(mine.chatId)
  expect((await desk.history(mine))[0]).toMatchObject({
    action: 'prioritized',
    details: { priority: 'urgent' },
  })
  expectFields(await ayse.call('PUT', mine.path, { json: { priority: 'huge' } }), {
    priority: [expect.any(String)],
  })
})
