import fc from 'fast-check'
import { Check } from 'typebox/schema'
import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, CallOptions } from '../support/call.ts'
import { rawMultipart } from '../support/multipart.ts'

type Response = { description: string; content?: Record<string, { schema: object }> }
type Operation = {
  operationId: string
  summary: string
  security?: object[]
  parameters?: { name: string; in: string; required?: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, object> } }> }
  responses: Record<string, Response>
}

let app: TestApp
let document: { openapi: string; paths: Record<string, Record<string, Operation>>; [name: string]: unknown }
beforeAll(async () => {
  app = await startTestApp()
  document = (await app.call('GET', '/openapi.json', { token: null })).body
  return app.stop
})

const MESSAGES = '/v1/integrations/{integration_id}/conversations/messages'
const TEMPLATES = '/v1/integrations/{integration_id}/conversations/templates'
const OPERATIONS = [
  ['post', '/v1/login'],
  ['delete', '/v1/login'],
  ['get', '/v1/integrations'],
  ['get', TEMPLATES],
  ['post', `${TEMPLATES}/send`],
  ['post', `${TEMPLATES}/send/bulk`],
  ['post', MESSAGES],
  ['post', `${MESSAGES}/locations`],
  ['get', `${MESSAGES}/{message_id}`],
] as const
const operationOf = (method: string, path: string): Operation => document.paths[path]![method]!

/** Checks that the document foretells an answer: its status, and its body by the schema that stands there. */
const expectForetold = (answer: Answer, method: string, path: string): void => {
  const response = operationOf(method, path).responses[answer.status]
  expect(response, `${method} ${path} answered ${answer.status}: ${answer.text}`).toBeDefined()
  const schema = response!.content?.['application/json']?.schema
  if (schema === undefined) expect(answer).toMatchObject({ status: 204, text: '' })
  else expect(Check(schema as never, answer.body), `${answer.status}: ${answer.text}`).toBe(true)
}

const fill = (path: string, values: Record<string, string> = {}): string =>
  path
    .replace('{integration_id}', values['id'] ?? '11')
    .replace('{message_id}', values['message'] ?? 'gBEGnone')
const call = (method: string, path: string, options?: CallOptions, values?: Record<string, string>) =>
  app.call(method.toUpperCase(), fill(path, values), options)

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
      if (method === 'post') expected.push('400', '413', '415', '422')
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(expected))
      const content = Object.keys(requestBody?.content ?? {})
      if (method === 'post')
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
      const security = operationOf(method, path).security ?? document['security']
      expect(security).toEqual(method === 'post' && path === '/v1/login' ? [] : [{ token: [] }])
    }
    for (const path of [`${TEMPLATES}/send`, `${TEMPLATES}/send/bulk`]) {
      const { content } = operationOf('post', path).requestBody!
      const file = expect.objectContaining({ format: 'binary' })
      expect(content['multipart/form-data']!.schema.properties).toMatchObject({ attachment: file })
      expect(content['application/json']!.schema.properties).not.toHaveProperty('attachment')
    }
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
    [`${TEMPLATES}/send`]: template,
    [`${TEMPLATES}/send/bulk`]: template,
    [MESSAGES]: { to: '+905555555555', text: 'x' },
    [`${MESSAGES}/locations`]: { to: '+905555555555', location: { latitude: 1, longitude: 2 } },
  }

  test.each(OPERATIONS)('%s %s', async (method, path) => {
    const right = method === 'post' ? { json: bodies[path] } : {}
    const { body } = await call('post', MESSAGES, { json: bodies[MESSAGES] })
    const login = await app.call('POST', '/v1/login', { token: null, json: bodies['/v1/login'] })
    const own = path === '/v1/login' && method === 'delete' ? { token: login.body.access_token } : {}
    const good = await call(method, path, { ...right, ...own }, { message: body.message_id })
    expect([200, 204]).toContain(good.status)
    const answers = [good, await call(method, path, { token: null, ...right })]
    if (path.includes('{')) answers.push(await call(method, path, right, { id: '999' }))
    if (method === 'get') answers.push(await app.call('GET', `${fill(path)}?page=0`))
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
    for (const answer of answers) expectForetold(answer, method, path)
  })
})

describe('bad input is a 4xx that the document foretells, never a 5xx', () => {
  const wild = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '+905555555555',
      1,
      11,
      75,
      1e300,
      -1,
      0.5,
      null,
      true,
      '',
      '1',
      '[]',
      '{}',
      '[{"phone":',
      {},
      [],
    ),
    fc.constantFrom('__proto__', '\0', '\ud83d', 'x'.repeat(5_000), '{"latitude":"\\u0000"}'),
    fc.jsonValue({ maxDepth: 4 }),
  )
  const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
  const body = fc.record({
    to: some(wild),
    text: some(wild),
    location: some(
      fc.oneof(wild, fc.record({ latitude: some(wild), longitude: some(wild), name: some(wild) })),
    ),
    reply_to: some(wild),
    expires_in: some(wild),
    preview_url: some(wild),
    template_id: some(fc.oneof(fc.constant(1), wild)),
    language_id: some(fc.oneof(fc.constant(1), wild)),
    destinations: some(
      fc.oneof(
        wild,
        fc.array(fc.oneof(wild, fc.record({ phone: wild, parameters: wild })), { maxLength: 3 }),
      ),
    ),
    phones: some(wild),
    parameters: some(fc.oneof(wild, fc.dictionary(fc.constantFrom('header-1', 'body_1', 'body2'), wild))),
  })
  const paths = fc.constantFrom(
    MESSAGES,
    `${MESSAGES}/locations`,
    `${TEMPLATES}/send`,
    `${TEMPLATES}/send/bulk`,
  )
  const check = async (path: string, options: CallOptions): Promise<void> => {
    const answer = await call('post', path, options)
    expect(answer.status, answer.text).toBeLessThan(500)
    expectForetold(answer, 'post', path)
  }

  test('of JSON', async () => {
    await fc.assert(
      fc.asyncProperty(paths, body, (path, json) => check(path, { json })),
      { numRuns: 400 },
    )
  })

  test('of a urlencoded form', async () => {
    const names = fc.constantFrom(
      'to',
      'text',
      'location',
      'destinations',
      'template_id',
      'parameters',
      'phones',
    )
    const brackets = fc.constantFrom(
      '',
      '[]',
      '[0]',
      '[0][phone]',
      '[0][parameters][body-1]',
      '[latitude]',
      '[a',
      ']',
      '[__proto__]',
    )
    const name = fc.tuple(names, brackets).map(([first, rest]) => first + rest)
    const field = fc.tuple(
      fc.oneof(name, fc.string({ unit: 'binary' })),
      fc.oneof(fc.string({ unit: 'binary' }), fc.json()),
    )
    await fc.assert(
      fc.asyncProperty(paths, fc.array(field), (path, form) => check(path, { form })),
      { numRuns: 300 },
    )
  })

  test('of a multipart form, its bytes and its files', async () => {
    const bytes = fc.uint8Array({ maxLength: 200 })
    const part = fc.record(
      {
        name: fc.constantFrom(
          'to',
          'text',
          'attachment',
          'recipients',
          'destinations',
          'template_id',
          'a[b]',
        ),
        value: fc.oneof(bytes, fc.string(), fc.json()),
        filename: fc.constantFrom('', 'a.png', 'a.csv', '..'),
        type: fc.constantFrom('text/plain', 'application/json', 'image/png', 'x'),
      },
      { requiredKeys: ['name', 'value'] },
    )
    await fc.assert(
      fc.asyncProperty(paths, fc.array(part, { maxLength: 5 }), (path, parts) =>
        check(path, rawMultipart(parts)),
      ),
      { numRuns: 300 },
    )
  })

  test('of any bytes, under any name', async () => {
    const types = fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=a-boundary-of-the-tests',
      'multipart/form-data; boundary="',
      'multipart/mixed; boundary=x',
      ';',
    )
    await fc.assert(
      fc.asyncProperty(paths, types, fc.uint8Array(), (path, type, raw) =>
        check(path, { raw, headers: { 'content-type': type } }),
      ),
      { numRuns: 300 },
    )
  })
})
