import { beforeAll, describe, expect, test } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { type Call, createCaller } from '../support/call.ts'
import { openEventStream } from '../support/event-stream.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { insertChat } from '../support/inbound.ts'

let app: TestApp
let agent: Call
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})
beforeAll(async () => {
  agent = await createAgent(app, 'quick@example.com', [11])
})

const PATH = '/v1/quick-responses'
let count = 0
const create = async (fields: object = {}) => {
  count += 1
  const json = { shortcut: `s${count}`, title: 'A title', body: 'A text', ...fields }
  return app.call('POST', PATH, { json })
}

describe('a quick response is refused', () => {
  test.each<[object, Record<string, unknown>]>([
    [{ shortcut: '' }, { shortcut: ['The shortcut field is required.'] }],
    [{ shortcut: 'a b' }, { shortcut: [expect.stringContaining('without spaces')] }],
    [{ shortcut: '/a' }, { shortcut: [expect.stringContaining('without spaces')] }],
    [
      { shortcut: 'a'.repeat(33) },
      { shortcut: ['The shortcut field must not have more than 32 characters; it has 33.'] },
    ],
    [{ title: ' ' }, { title: ['The title field must be a text that can be seen.'] }],
    [
      { body: '' },
      { body: ['The body field is required.', 'The body field must be a text that can be seen.'] },
    ],
    [
      { body: 'x'.repeat(4_097) },
      { body: ['The body field must not have more than 4096 characters; it has 4097.'] },
    ],
    [{ body: '{{contact.age}}' }, { body: [expect.stringContaining('There are: {{contact.name}}')] }],
  ])('with %j', async (fields, problems) => {
    expectFields(await create(fields), problems)
    const { body } = await create()
    const path = `${PATH}/${body.id}`
    expectFields(await app.call('PUT', path, { json: fields }), problems)
    expect((await app.call('GET', PATH)).body).toContainEqual(body)
  })

  test('when its shortcut is taken, in whatever case, by whichever was first', async () => {
    const made = await Promise.all(['Taken', 'taken', 'TAKEN'].map((shortcut) => create({ shortcut })))
    expect(made.map(({ status }) => status).sort()).toEqual([201, 422, 422])
    const taken = { shortcut: [expect.stringContaining('another quick response')] }
    expectFields(made.find(({ status }) => status === 422)!, taken)
    const { body } = await create()
    expectFields(await app.call('PUT', `${PATH}/${body.id}`, { json: { shortcut: 'tAKEN' } }), taken)
    expect((await app.call('PUT', `${PATH}/${body.id}`, { json: { shortcut: body.shortcut } })).status).toBe(
      200,
    )
  })

  test('from an agent and from a key, who may read them all the same', async () => {
    const { body } = await create()
    const { body: key } = await app.call('POST', '/v1/integrations/11/keys', {
      json: { name: 'shop', scopes: ['read', 'manage'] },
    })
    for (const call of [agent, createCaller(app.url, key.key)]) {
      const json = { shortcut: 'mine', title: 'Mine', body: 'Mine' }
      expectError(await call('POST', PATH, { json }), 403, 'access_denied')
      expectError(await call('PUT', `${PATH}/${body.id}`, { json }), 403, 'access_denied')
      expectError(await call('DELETE', `${PATH}/${body.id}`), 403, 'access_denied')
      expect((await call('GET', PATH)).body).toContainEqual(body)
    }
  })

  test('when there is none with the id', async () => {
    for (const id of ['999999', 'x', '0']) {
      expectError(await app.call('PUT', `${PATH}/${id}`, { json: { title: 'x' } }), 404, 'not_found')
      expectError(await app.call('DELETE', `${PATH}/${id}`), 404, 'not_found')
    }
  })
})

test('quick responses are made, changed field by field, listed by shortcut and deleted, each change with an event', async () => {
  const stream = await openEventStream(app.url, app.token)
  try {
    const { status, body: made } = await create({ shortcut: 'Öffnung-1', title: ' Hours ' })
    expect(status).toBe(201)
    const time = expect.stringMatching(/^\d{4}-.*000Z$/)
    expect(made).toEqual({
      id: expect.any(Number),
      shortcut: 'Öffnung-1',
      title: 'Hours',
      body: 'A text',
      created_at: time,
      updated_at: time,
    })
    const { body: changed } = await app.call('PUT', `${PATH}/${made.id}`, { json: { body: 'Another' } })
    expect(changed).toEqual({ ...made, body: 'Another', updated_at: time })
    expect((await app.call('GET', PATH)).body).toContainEqual(changed)
    expect((await app.call('DELETE', `${PATH}/${made.id}`)).status).toBe(204)
    const left: { id: number }[] = (await app.call('GET', PATH)).body
    expect(left.map(({ id }) => id)).not.toContain(made.id)
    await stream.waitFor((events) => events.length >= 3)
    expect(stream.events.map(({ type, integration_id, data }) => ({ type, integration_id, data }))).toEqual(
      Array.from({ length: 3 }, () => ({
        type: 'desk.updated',
        integration_id: null,
        data: { what: 'quick_responses' },
      })),
    )
  } finally {
    stream.close()
  }
})

test('a quick response is filled in for a chat of one’s own numbers, in the name of whoever asks', async () => {
  const { body } = await create({
    body: '{{contact.name}}/{{contact.phone}}/{{agent.name}}/{{number.name}}',
  })
  const chat = await insertChat(app, '905550001122')
  const path = `/v1/integrations/11/chats/${chat}/quick-responses/${body.id}`
  const { body: numbers } = await app.call('GET', '/v1/integrations')
  const { display_name } = numbers.find(({ id }: { id: number }) => id === 11)
  expect((await agent('GET', path)).body).toEqual({
    ...body,
    text: `/+905550001122/quick@example.com/${display_name}`,
  })
  await app.database.query(
    `update contacts set name = 'Ayşe' where id = (select contact_id from chats where id = $1)`,
    [chat],
  )
  expect((await app.call('GET', path)).body.text).toMatch(/^Ayşe\/\+905550001122\/Administrator\//)
  const stranger = await createAgent(app, 'quick-stranger@example.com', [22])
  expectError(await stranger('GET', path), 404, 'not_found')
  for (const wrong of [path.replace(String(chat), '999999'), `${path}999`])
    expectError(await agent('GET', wrong), 404, 'not_found')
})
