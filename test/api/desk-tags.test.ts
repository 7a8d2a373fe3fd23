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
beforeAll(async () => {
  app = await startTestApp()
  const meta = await createMeta(app)
  await meta.silenceSandbox()
  document = await readOpenApi(app)
  desk = createDeskStage(app, meta)
  ayse = await desk.hire('ayse')
  boss = await desk.hire('boss', 'supervisor')
  return app.stop
})

const tag = async ({ path }: Customer, json: object, who = ayse) => {
  const answer = await who.call('POST', `${path}/tags`, { json })
  expectForetold(document, 'post', '/v1/integrations/{integration_id}/chats/{chat_id}/tags', answer)
  return answer
}
const make = async (path: string, json: object, who = boss) => {
  const answer = await who.call('POST', `/v1/${path}`, { json })
  expectForetold(document, 'post', `/v1/${path}`, answer)
  return answer
}

describe('a tag', () => {
  test('is made by naming it, found by any case, and put on a chat once', async () => {
    const customer = await desk.receive()
    const { body } = await tag(customer, { name: ' Refund ' })
    expect(body.tags).toEqual([{ id: expect.any(Number), name: 'Refund', color: 'gray' }])
    expect((await tag(customer, { name: 'REFUND' })).body.tags).toEqual(body.tags)
    expect((await tag(customer, { tag_id: body.tags[0].id })).body.tags).toEqual(body.tags)
    expect(await desk.actions(customer)).toEqual(['tagged'])
    const { body: all } = await ayse.call('GET', '/v1/tags')
    expect(all.filter(({ name }: { name: string }) => name === 'Refund')).toHaveLength(1)
  })

  test('that many name at one instant is one', async () => {
    const customers = await Promise.all(Array.from({ length: 6 }, () => desk.receive()))
    const answers = await Promise.all(customers.map((one) => tag(one, { name: 'Rush' })))
    expect(new Set(answers.map(({ body }) => body.tags[0].id)).size).toBe(1)
  })

  test('cuts the list, and is taken from a chat or, with the tag, from all', async () => {
    const customer = await desk.receive()
    const { body: vip } = await make('tags', { name: 'VIP', color: 'purple' })
    await tag(customer, { tag_id: vip.id })
    const ids = async () =>
      (await app.call('GET', `${CHATS}?tag=${vip.id}`)).body.map(({ id }: { id: number }) => id)
    expect(await ids()).toEqual([customer.chatId])
    expect((await ayse.call('DELETE', `${customer.path}/tags/${vip.id}`)).status).toBe(204)
    expectError(await ayse.call('DELETE', `${customer.path}/tags/${vip.id}`), 404, 'not_found')
    expect(await ids()).toEqual([])
    await tag(customer, { tag_id: vip.id })
    const before = await desk.lastEvent()
    expect((await boss.call('DELETE', `/v1/tags/${vip.id}`)).status).toBe(204)
    expect(await desk.show(customer)).toMatchObject({ tags: [] })
    expect((await desk.history(customer))[0]).toMatchObject({ details: { tag: { name: 'VIP' } } })
    await vi.waitFor(
      async () => expect(await desk.events(before, 'desk.updated')).toEqual([{ what: 'tags' }]),
      WAIT,
    )
  })

  test('is changed by supervisors, under a name that none has', async () => {
    const { body: one } = await make('tags', { name: 'One' })
    await make('tags', { name: 'Two' })
    const change = (json: object, who = boss) => who.call('PUT', `/v1/tags/${one.id}`, { json })
    expect((await change({ name: 'Eins', color: 'red' })).body).toMatchObject({ name: 'Eins', color: 'red' })
    expect((await change({})).body).toMatchObject({ name: 'Eins' })
    expectFields(await change({ name: 'two' }), { name: [expect.any(String)] })
    expectFields(await make('tags', { name: 'TWO' }), { name: [expect.any(String)] })
    expectFields(await change({ color: 'infrared' }), { color: [expect.any(String)] })
    expectError(await change({ name: 'x' }, ayse), 403, 'access_denied')
    expectError(await make('tags', { name: 'x' }, ayse), 403, 'access_denied')
    expectError(await boss.call('PUT', '/v1/tags/99999', { json: {} }), 404, 'not_found')
  })

  test.each([
    [{}, 'tag_id'],
    [{ tag_id: 99_999 }, 'tag_id'],
    [{ tag_id: 1, name: 'x' }, 'tag_id'],
    [{ name: ' ' }, 'name'],
  ])('is not named by %j', async (json, field) => {
    expectFields(await tag(await desk.receive(), json), { [field]: [expect.any(String)] })
  })
})

describe('a closing reason', () => {
  test('that was used stays, and is deactivated; another one goes', async () => {
    const { body: used } = await make('closing-reasons', { name: 'Used' })
    const { body: spare } = await make('closing-reasons', { name: 'Spare' })
    const customer = await desk.receive()
    await ayse.call('POST', `${customer.path}/close`, { json: { reason_id: used.id } })
    const refused = await boss.call('DELETE', `/v1/closing-reasons/${used.id}`)
    expect(expectError(refused, 409, 'conflict').message).toContain('Deactivate it')
    // The chat is reopened: its history keeps the reason.
    await ayse.call('POST', `${customer.path}/reopen`, { json: {} })
    expectError(await boss.call('DELETE', `/v1/closing-reasons/${used.id}`), 409, 'conflict')
    const { body } = await boss.call('PUT', `/v1/closing-reasons/${used.id}`, { json: { is_active: false } })
    expect(body).toMatchObject({ name: 'Used', is_active: false })
    expect((await boss.call('DELETE', `/v1/closing-reasons/${spare.id}`)).status).toBe(204)
    expectError(await boss.call('DELETE', `/v1/closing-reasons/${spare.id}`), 404, 'not_found')
    const { body: all } = await ayse.call('GET', '/v1/closing-reasons')
    expect(all.map(({ name }: { name: string }) => name)).toEqual(['Used'])
  })

  test('is made by supervisors, under a name that none has', async () => {
    await make('closing-reasons', { name: 'Twice' })
    expectFields(await make('closing-reasons', { name: 'twice' }), { name: [expect.any(String)] })
    expectError(await make('closing-reasons', { name: 'x' }, ayse), 403, 'access_denied')
  })
})
