import { beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { createDeskStage, type DeskStage } from '../support/desk.ts'
import { createMeta } from '../support/meta.ts'
import { expectForetold, type OpenApi, readOpenApi } from '../support/openapi.ts'

let app: TestApp
let document: OpenApi
let desk: DeskStage
beforeAll(async () => {
  app = await startTestApp()
  const meta = await createMeta(app)
  await meta.silenceSandbox()
  document = await readOpenApi(app)
  desk = createDeskStage(app, meta)
  return app.stop
})

const CHAT = '/v1/integrations/{integration_id}/chats/{chat_id}'

/** What a good request needs: made anew for each. */
type Ids = {
  chat: number
  tag: number
  note: number
  reason: number
  user: number
  response: number
  contact: number
  other: number
  erasure: number
}
let drawn = 0
const prepare = async (): Promise<Ids> => {
  drawn += 1
  const { chatId: chat, path } = await desk.receive()
  const made = async (url: string, json: object): Promise<number> =>
    (await app.call('POST', url, { json })).body.id
  const contactOf = async (url: string) => (await app.call('GET', url)).body.contact_id
  const other = await contactOf((await desk.receive()).path)
  const gone = await contactOf((await desk.receive()).path)
  const ids = {
    chat,
    contact: await contactOf(path),
    other,
    erasure: (await app.call('DELETE', `/v1/contacts/${gone}`)).body.id,
    tag: await made('/v1/tags', { name: `Tag ${drawn}` }),
    note: await made(`${path}/notes`, { body: 'x' }),
    reason: await made('/v1/closing-reasons', { name: `Reason ${drawn}` }),
    user: (await app.call('GET', '/v1/me')).body.id,
    response: await made('/v1/quick-responses', { shortcut: `r${drawn}`, title: 'x', body: 'x' }),
  }
  // The state of somebody who is offline is nobody else's to change.
  await app.call('PUT', '/v1/me/state', { json: { state: 'invisible' } })
  await app.call('POST', `${path}/tags`, { json: { tag_id: ids.tag } })
  return ids
}

const OPERATIONS: [method: string, path: string, status: number, json?: (ids: Ids) => object][] = [
  ['get', '/v1/chats', 200],
  ['get', '/v1/integrations/{integration_id}/chats', 200],
  ['get', CHAT, 200],
  ['put', CHAT, 200, () => ({ priority: 'high' })],
  ['post', `${CHAT}/assign`, 200, ({ user }) => ({ user_id: user })],
  ['post', `${CHAT}/close`, 200, ({ reason }) => ({ reason_id: reason })],
  ['post', `${CHAT}/reopen`, 409],
  ['post', `${CHAT}/read`, 200],
  ['get', `${CHAT}/history`, 200],
  ['post', `${CHAT}/tags`, 200, ({ tag }) => ({ tag_id: tag })],
  ['delete', `${CHAT}/tags/{tag_id}`, 204],
  ['get', `${CHAT}/notes`, 200],
  ['post', `${CHAT}/notes`, 201, () => ({ body: 'x' })],
  ['put', `${CHAT}/notes/{note_id}`, 200, () => ({ body: 'y' })],
  ['delete', `${CHAT}/notes/{note_id}`, 204],
  ['get', '/v1/tags', 200],
  ['post', '/v1/tags', 201, () => ({ name: `Made ${drawn}`, color: 'red' })],
  ['put', '/v1/tags/{tag_id}', 200, () => ({ color: 'blue' })],
  ['delete', '/v1/tags/{tag_id}', 204],
  ['get', '/v1/closing-reasons', 200],
  ['post', '/v1/closing-reasons', 201, () => ({ name: `Made ${drawn}` })],
  ['put', '/v1/closing-reasons/{reason_id}', 200, () => ({ is_active: false })],
  ['delete', '/v1/closing-reasons/{reason_id}', 204],
  ['get', '/v1/agents', 200],
  ['put', '/v1/me/state', 200, () => ({ state: 'break' })],
  ['put', '/v1/agents/{agent_id}/state', 200, () => ({ state: 'break' })],
  ['get', '/v1/settings/assignment', 200],
  ['put', '/v1/settings/assignment', 200, () => ({ automatic: true })],
  ['post', `${CHAT}/presence`, 200, () => ({ typing: true })],
  ['delete', `${CHAT}/presence`, 204],
  ['get', '/v1/quick-responses', 200],
  ['post', '/v1/quick-responses', 201, () => ({ shortcut: `made${drawn}`, title: 'x', body: 'x' })],
  ['put', '/v1/quick-responses/{quick_response_id}', 200, () => ({ title: 'y' })],
  ['delete', '/v1/quick-responses/{quick_response_id}', 204],
  ['get', `${CHAT}/quick-responses/{quick_response_id}`, 200],
  ['get', `${CHAT}/messages`, 200],
  ['get', '/v1/search?q=x', 200],
  ['get', '/v1/contacts', 200],
  ['get', '/v1/contacts/{contact_id}', 200],
  ['put', '/v1/contacts/{contact_id}', 200, () => ({ name: 'x' })],
  ['delete', '/v1/contacts/{contact_id}', 202],
  ['post', '/v1/contacts/{contact_id}/merge', 200, ({ other }) => ({ into: other })],
  ['get', '/v1/contacts/{contact_id}/export', 200],
  ['get', '/v1/erasures/{erasure_id}', 200],
  ['get', '/v1/reports/agents', 200],
  ['get', '/v1/reports/volume', 200],
  ['get', '/v1/reports/cockpit', 200],
  ['get', '/v1/integrations/{integration_id}/auto-replies', 200],
  ['put', '/v1/integrations/{integration_id}/auto-replies', 200, () => ({ time_zone: 'UTC' })],
]

const fill = (path: string, ids: Ids, integrationId = '22'): string =>
  path
    .replace('{integration_id}', integrationId)
    .replace('{chat_id}', String(ids.chat))
    .replace('{tag_id}', String(ids.tag))
    .replace('{note_id}', String(ids.note))
    .replace('{reason_id}', String(ids.reason))
    .replace('{agent_id}', String(ids.user))
    .replace('{quick_response_id}', String(ids.response))
    .replace('{contact_id}', String(ids.contact))
    .replace('{erasure_id}', String(ids.erasure))

test.each(OPERATIONS)('every answer of %s %s is foretold', async (method, path, status, jsonOf) => {
  const ids = await prepare()
  const options = jsonOf ? { json: jsonOf(ids) } : method === 'post' ? { json: {} } : {}
  const call = (url: string, more: object = options) => app.call(method.toUpperCase(), url, more)
  const good = await call(fill(path, ids))
  expect(good.status, good.text).toBe(status)
  const answers = [good, await call(fill(path, ids), { ...options, token: null })]
  if (path.includes('{integration_id}')) answers.push(await call(fill(path, ids, '999')))
  if (path.includes('{'))
    answers.push(
      await call(
        fill(path, {
          ...ids,
          chat: 0,
          tag: 0,
          note: 0,
          reason: 0,
          user: 0,
          response: 0,
          contact: 0,
          erasure: 0,
        }),
      ),
    )
  if (method === 'get') answers.push(await call(`${fill(path, ids)}${path.includes('?') ? '&' : '?'}page=0`))
  if (jsonOf) {
    const type = (name: string) => ({ 'content-type': name })
    const wrong = { json: { name: 1, body: ' ', priority: 'x', user_id: 'x', reason_id: 'x', tag_id: 'x' } }
    answers.push(
      await call(fill(path, ids), wrong),
      await call(fill(path, ids), { raw: '{', headers: type('application/json') }),
      await call(fill(path, ids), { raw: 'x', headers: type('text/plain') }),
      await call(fill(path, ids), { form: { big: 'x'.repeat(2_000_000) } }),
    )
    expect(answers.map((one) => one.status)).toEqual(expect.arrayContaining([400, 413, 415]))
  }
  for (const answer of answers) expectForetold(document, method, path.split('?')[0]!, answer)
})
