import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { CallOptions } from '../support/call.ts'
import {
  expectForetold,
  fillPath,
  MESSAGES,
  type OpenApi,
  type Operation,
  readOpenApi,
  TEMPLATES,
} from '../support/openapi.ts'
import { createUser } from '../support/users.ts'

let app: TestApp
let document: OpenApi
beforeAll(async () => {
  app = await startTestApp()
  document = await readOpenApi(app)
  return app.stop
})

const OPERATIONS = [
  ['post', '/v1/login'],
  ['delete', '/v1/login'],
  ['post', '/v1/session'],
  ['get', '/v1/sessions'],
  ['delete', '/v1/sessions'],
  ['get', '/v1/me'],
  ['put', '/v1/me'],
  ['get', '/v1/users'],
  ['post', '/v1/users'],
  ['get', '/v1/users/{user_id}'],
  ['put', '/v1/users/{user_id}'],
  ['delete', '/v1/users/{user_id}'],
  ['get', '/v1/audit-log'],
  ['get', '/v1/sandbox'],
  ['get', '/v1/integrations'],
  ['get', TEMPLATES],
  ['post', `${TEMPLATES}/send`],
  ['post', `${TEMPLATES}/send/bulk`],
  ['post', MESSAGES],
  ['post', `${MESSAGES}/locations`],
  ['post', `${MESSAGES}/contacts`],
  ['post', `${MESSAGES}/interactive`],
  ['post', `${MESSAGES}/location-request`],
  ['get', MESSAGES],
  ['get', `${MESSAGES}/{message_id}`],
] as const
const takesBody = (method: string): boolean => method === 'post' || method === 'put'
/** What gives a token or a session is called without one. */
const isPublic = (method: string, path: string): boolean =>
  method === 'post' && ['/v1/login', '/v1/session'].includes(path)
const operationOf = (method: string, path: string): Operation => document.paths[path]![method]!

const call = (
  method: string,
  path: string,
  options?: CallOptions,
  values?: { id?: string; message?: string; user?: number },
) => app.call(method.toUpperCase(), fillPath(path, values), options)

describe('the document', () => {
  test('is of OpenAPI 3.1 and has what that asks for', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d+$/)
    expect(document).toMatchObject({ info: { title: expect.any(String), version: expect.any(String) } })
    const ids = Object.values(document.paths).flatMap((one) =>
      Object.values(one).map(({ operationId }) => operationId),
    )
    expect(new Set(ids).size).toBe(ids.length)
    for (const [path, operations] of Object.entries(document.paths))
      for (const operation of Object.values(operations)) {
        const named = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
        expect(named.sort()).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort())
        for (const one of operation.parameters ?? []) if (one.in === 'path') expect(one.required).toBe(true)
        expect(operation.summary).not.toBe('')
        for (const { description } of Object.values(operation.responses)) expect(description).not.toBe('')
      }
  })

  test('refers to nothing that it does not have', () => {
    const names = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, name]) => name!)
    for (const name of names)
      expect(
        name.split('/').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], document),
      ).toBeDefined()
  })

  test('has every documented call, and each call has the errors that it can give', () => {
    for (const [method, path] of OPERATIONS) {
      const { responses, requestBody } = operationOf(method, path)
      const expected = ['401', '403', '429', '500', '503']
      if (path.includes('{')) expected.push('404')
      if (takesBody(method)) expected.push('400', '413', '415', '422')
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(expected))
      const content = Object.keys(requestBody?.content ?? {})
      if (takesBody(method))
        expect(content).toEqual([
          'application/json',
          'application/x-www-form-urlencoded',
          'multipart/form-data',
        ])
      else expect(content).toEqual([])
    }
  })

  test('asks for a token everywhere but at the login, and tells where a file goes', () => {
    for (const [method, path] of OPERATIONS) {
      const security = operationOf(method, path).security ?? document.security
      expect(security).toEqual(isPublic(method, path) ? [] : [{ token: [] }])
    }
    for (const path of [`${TEMPLATES}/send`, `${TEMPLATES}/send/bulk`, MESSAGES]) {
      const { content } = operationOf('post', path).requestBody!
      const file = expect.objectContaining({ format: 'binary' })
      expect(content['multipart/form-data']!.schema.properties).toMatchObject({ attachment: file })
      expect(content['application/json']!.schema.properties).not.toHaveProperty('attachment')
    }
    // Where all is about the file, there is no other way.
    const media = operationOf('post', `${MESSAGES}/media`).requestBody!.content
    expect(Object.keys(media)).toEqual(['multipart/form-data'])
    expect(media['multipart/form-data']!.schema).toMatchObject({
      required: ['to', 'attachment'],
      properties: { attachment: { format: 'binary' } },
    })
  })

  test('may be read by any page, without a token', async () => {
    const answer = await app.call('GET', '/openapi.json', { token: null })
    expect(answer.status).toBe(200)
    expect(answer.headers['access-control-allow-origin']).toBe('*')
  })
})

describe('every answer is foretold', () => {
  const destinations = [
    { phone: '+905555555555', parameters: { 'header-1': 'a', 'body-1': 'b', 'body-2': 'c' } },
  ]
  const template = { template_id: 1, language_id: 1, destinations }
  const bodies: Record<string, object> = {
    '/v1/login': { email: 'abc@example.com', password: 'correct horse' },
    '/v1/session': { email: 'abc@example.com', password: 'correct horse' },
    '/v1/me': { name: 'Administrator' },
    '/v1/users': { email: 'ayse@example.com', name: 'Ayşe Demir', role: 'agent' },
    '/v1/users/{user_id}': { name: 'Ayşe Demir' },
    [`${TEMPLATES}/send`]: template,
    [`${TEMPLATES}/send/bulk`]: template,
    [MESSAGES]: { to: '+905555555555', text: 'x' },
    [`${MESSAGES}/locations`]: { to: '+905555555555', location: { latitude: 1, longitude: 2 } },
    [`${MESSAGES}/contacts`]: {
      to: '+905555555555',
      contacts: [{ name: { formatted_name: 'A B', first_name: 'A' } }],
    },
    [`${MESSAGES}/interactive`]: {
      to: '+905555555555',
      interactive: {
        type: 'location_request_message',
        body: { text: 'Where?' },
        action: { name: 'send_location' },
      },
    },
    [`${MESSAGES}/location-request`]: { to: '+905555555555', text: 'Where?' },
  }

  test.each(OPERATIONS)('%s %s', async (method, path) => {
    const right = takesBody(method) ? { json: bodies[path] } : {}
    const { body } = await call('post', MESSAGES, { json: bodies[MESSAGES] })
    const login = await app.call('POST', '/v1/login', { token: null, json: bodies['/v1/login'] })
    const own = path === '/v1/login' && method === 'delete' ? { token: login.body.access_token } : {}
    const values = { message: body.message_id, user: (await createUser(app)).id }
    const good = await call(method, path, { ...right, ...own }, values)
    expect([200, 201, 204]).toContain(good.status)
    const answers = [good, await call(method, path, { token: null, ...right })]
    if (path.includes('{')) answers.push(await call(method, path, right, { id: '999' }))
    if (method === 'get') answers.push(await app.call('GET', `${fillPath(path)}?page=0`))
    if (method === 'post') {
      const type = (name: string) => ({ 'content-type': name })
      answers.push(
        await call(method, path, { json: {} }),
        await call(method, path, { raw: '{', headers: type('application/json') }),
        await call(method, path, { raw: 'x', headers: type('text/plain') }),
        await call(method, path, { form: { big: 'x'.repeat(34_000_000) } }),
      )
      expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining([422, 400, 415, 413]))
    }
    for (const answer of answers) expectForetold(document, method, path, answer)
  })
})
