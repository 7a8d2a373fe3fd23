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

const NOTES = '/v1/integrations/{integration_id}/chats/{chat_id}/notes'
const note = async (who: Colleague, { path }: Customer, json: object) => {
  const answer = await who.call('POST', `${path}/notes`, { json })
  expectForetold(document, 'post', NOTES, answer)
  return answer
}
const notes = async ({ path }: Customer, query = '') => {
  const answer = await app.call('GET', `${path}/notes${query}`)
  expectForetold(document, 'get', NOTES, answer)
  return answer.body
}

describe('a note', () => {
  test('is written by somebody, for those whom it names, and told of', async () => {
    const customer = await desk.receive()
    const before = await desk.lastEvent()
    const { status, body } = await note(ayse, customer, { body: 'Call back', mentions: [mehmet.id] })
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(Number),
        chat_id: customer.chatId,
        author: { id: ayse.id, name: 'ayse@example.com' },
        body: 'Call back',
        mentions: [mehmet.id],
        created_at: expect.stringMatching(/Z$/),
        edited_at: null,
      },
    ])
    await note(mehmet, customer, { body: 'Done' })
    expect((await notes(customer)).map((one: { body: string }) => one.body)).toEqual(['Done', 'Call back'])
    expect((await notes(customer, '?limit=1')).map((one: { body: string }) => one.body)).toEqual(['Done'])
    await vi.waitFor(
      async () =>
        expect((await desk.events(before, 'note.updated'))[0]).toEqual({
          chat_id: customer.chatId,
          note_id: body.id,
          author_id: ayse.id,
          mentions: [mehmet.id],
        }),
      WAIT,
    )
  })

  test('is changed by its author alone, and deleted by them or a supervisor', async () => {
    const customer = await desk.receive()
    const { body } = await note(ayse, customer, { body: 'First' })
    const path = `${customer.path}/notes/${body.id}`
    expectError(await mehmet.call('PUT', path, { json: { body: 'x' } }), 403, 'access_denied')
    expectError(await boss.call('PUT', path, { json: { body: 'x' } }), 403, 'access_denied')
    expectError(await mehmet.call('DELETE', path), 403, 'access_denied')
    const changed = await ayse.call('PUT', path, { json: { body: 'Second', mentions: [boss.id] } })
    expect(changed.body).toMatchObject({ body: 'Second', mentions: [boss.id], edited_at: expect.any(String) })
    expect((await boss.call('DELETE', path)).status).toBe(204)
    expectError(await ayse.call('DELETE', path), 404, 'not_found')
    expect(await notes(customer)).toEqual([])
  })

  test('is refused without words, for strangers, and of a program', async () => {
    const customer = await desk.receive()
    expectFields(await note(ayse, customer, { body: '  ' }), { body: [expect.any(String)] })
    const stranger = await desk.hire('stranger', 'agent', [11])
    expectFields(await note(ayse, customer, { body: 'x', mentions: [stranger.id] }), {
      mentions: ['The mentions field must name users who see this integration.'],
    })
    const { body: key } = await app.call('POST', '/v1/integrations/22/keys', { json: { name: 'bot' } })
    const byKey = await app.call('POST', `${customer.path}/notes`, { token: key.key, json: { body: 'x' } })
    expectError(byKey, 403, 'access_denied')
  })

  test('of another chat is not found', async () => {
    const [one, other] = [await desk.receive(), await desk.receive()]
    const { body } = await note(ayse, one, { body: 'x' })
    expectError(await ayse.call('DELETE', `${other.path}/notes/${body.id}`), 404, 'not_found')
    expectError(await ayse.call('GET', `${CHATS}/99999999/notes`), 404, 'not_found')
  })
})

describe('what is unread', () => {
  const unread = async (customer: Customer, who: Colleague): Promise<number> =>
    (await desk.show(customer, who.call)).unread
  const listed = async (who: Colleague): Promise<number[]> =>
    (await who.call('GET', `${CHATS}?unread=true&limit=100`)).body.map(({ id }: { id: number }) => id)
  const write = (customer: Customer) => desk.write(customer.phone, -1_000)

  test('is each one’s own', async () => {
    const customer = await desk.receive(-1_000)
    await write(customer)
    expect([await unread(customer, ayse), await unread(customer, mehmet)]).toEqual([2, 2])
    const { body } = await ayse.call('POST', `${customer.path}/read`, { json: {} })
    expect(body).toMatchObject({ id: customer.chatId, unread: 0 })
    expect([await unread(customer, ayse), await unread(customer, mehmet)]).toEqual([0, 2])
    expect(await listed(ayse)).not.toContain(customer.chatId)
    expect(await listed(mehmet)).toContain(customer.chatId)
  })

  test('is all of a chat that began when they were there, and what came since of one that was there', async () => {
    const customer = await desk.receive(3_600_000)
    expect(await unread(customer, ayse)).toBe(1)
    const newcomer = await desk.hire('newcomer')
    expect(await unread(customer, newcomer)).toBe(0)
    expect(await listed(newcomer)).not.toContain(customer.chatId)
    await write(customer)
    expect([await unread(customer, newcomer), await unread(customer, ayse)]).toEqual([1, 2])
  })

  test('counts on from the message that is named, and never back', async () => {
    const customer = await desk.receive(-1_000)
    const read = (json: object) => ayse.call('POST', `${customer.path}/read`, { json })
    await desk.write(customer.phone, -2_000)
    const { body: messages } = await ayse.call('GET', `${customer.path}/messages`)
    expect((await read({ message_id: messages[1].message_id })).body.unread).toBe(1)
    expect((await read({})).body.unread).toBe(0)
    expect((await read({ message_id: messages[1].message_id })).body.unread).toBe(0)
    const other = await desk.receive()
    const { body: others } = await ayse.call('GET', `${other.path}/messages`)
    expectFields(await read({ message_id: others[0].message_id }), { message_id: [expect.any(String)] })
  })

  test('to a key is what nobody has marked as read, which a person’s own reading does not change', async () => {
    const customer = await desk.receive(-1_000)
    const { body: key } = await app.call('POST', '/v1/integrations/22/keys', { json: { name: 'shop' } })
    await ayse.call('POST', `${customer.path}/read`, { json: {} })
    const byKey = async () => (await app.call('GET', customer.path, { token: key.key })).body.unread
    expect(await byKey()).toBe(1)
    const { body: messages } = await ayse.call('GET', `${customer.path}/messages`)
    const MARK = '/v1/integrations/22/conversations/messages/read'
    await mehmet.call('POST', MARK, { json: { message_id: messages[0].message_id } })
    expect(await byKey()).toBe(0)
    expect(await unread(customer, mehmet)).toBe(0)
    expectError(
      await app.call('POST', `${customer.path}/read`, { token: key.key, json: {} }),
      403,
      'access_denied',
    )
  })
})
