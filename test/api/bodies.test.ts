import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { CallOptions } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { rawMultipart } from '../support/multipart.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const SEND = '/v1/integrations/11/conversations/templates/send'
const TO = '+905555555555'
const send = (options: CallOptions) => app.call('POST', MESSAGES, options)
const json = (raw: string | Uint8Array): CallOptions => ({
  raw,
  headers: { 'content-type': 'application/json' },
})
const form = (raw: string | Uint8Array): CallOptions => ({
  raw,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
})
const field = (value: string | Uint8Array) =>
  rawMultipart([
    { name: 'to', value: TO },
    { name: 'text', value },
  ])

describe('400: a body that cannot be read', () => {
  const broken = Buffer.from([0x22, 0xc3, 0x28, 0x22])
  test.each<[string, CallOptions]>([
    ['JSON that ends too soon', json('{"to":')],
    ['JSON with a comma too many', json('{"to":"x",}')],
    ['words in place of JSON', json('to=1&text=2')],
    ['NaN', json('{"to":NaN}')],
    ['broken UTF-8 in JSON', json(Buffer.concat([Buffer.from('{"to":'), broken, Buffer.from('}')]))],
    ['broken UTF-8 in a urlencoded form', form('to=%2B905555555555&text=%C3%28')],
    ['raw bytes in a urlencoded form', form(Buffer.from([0x74, 0x6f, 0x3d, 0xff, 0xfe]))],
    ['broken UTF-8 in a multipart field', field(Buffer.from([0x61, 0xc3, 0x28]))],
    ['NUL in JSON, as it is', json('{"to":"+905555555555","text":"a\0b"}')],
    ['NUL in JSON, escaped', json('{"to":"+905555555555","text":"a\\u0000b"}')],
    ['NUL in a urlencoded form', form('to=%2B905555555555&text=a%00b')],
    ['NUL in a multipart field', field('a\0b')],
    ['NUL in a name', json('{"a\\u0000":1}')],
    ['half a surrogate pair', json('{"to":"+905555555555","text":"a\\ud83db"}')],
    ['the other half', json('{"to":"+905555555555","text":"\\ude00"}')],
    ['half a surrogate pair in a name', json('{"\\ud83d":1}')],
    ['a multipart body without a boundary', { raw: 'x', headers: { 'content-type': 'multipart/form-data' } }],
    [
      'NUL in JSON text in a form',
      { form: { to: TO, location: '{"name":"a\\u0000","latitude":1,"longitude":2}' } },
    ],
    [
      'half a surrogate pair in JSON text in a form',
      { form: { to: TO, location: '{"name":"\\ud83d","latitude":1,"longitude":2}' } },
    ],
    [
      'a part that says it is JSON and is not',
      rawMultipart([{ name: 'to', value: 'x', type: 'application/json' }]),
    ],
    ['a multipart body without an end', rawMultipart([{ name: 'to', value: TO }], '')],
    ['a form a thousand names deep', { form: { [`a${'[b]'.repeat(1_000)}`]: 'x' } }],
    [
      'a multipart form a thousand names deep',
      rawMultipart([{ name: `a${'[b]'.repeat(1_000)}`, value: 'x' }]),
    ],
    [
      'names that contradict each other',
      {
        form: [
          ['location', 'x'],
          ['location[latitude]', '1'],
        ],
      },
    ],
    ['unbalanced brackets', { form: { 'location[latitude]x]': '1' } }],
    ['__proto__ in a form', { form: { to: TO, text: 'x', '__proto__[y]': '1' } }],
    ['constructor[prototype] in a form', { form: { to: TO, text: 'x', 'constructor[prototype][y]': '1' } }],
    ['__proto__ deeper in a form', { form: { to: TO, text: 'x', 'location[__proto__][y]': '1' } }],
  ])('%s', async (_name, options) => {
    expectError(await send(options), 400, 'bad_request')
    expect(({} as Record<string, unknown>)['y']).toBeUndefined()
  })
})

describe('422: a body that is no object', () => {
  test.each(['[]', '[{"to":"+905555555555","text":"x"}]', '"text"', 'null', '1', 'true'])(
    '%s',
    async (raw) => {
      const error = expectError(await send(json(raw)), 422, 'failed_validation')
      expect(error.message).not.toBe('')
    },
  )
})

describe('an empty body has no fields', () => {
  test.each<[string, CallOptions]>([
    ['of no type', {}],
    ['of JSON', json('')],
    ['of a form', form('')],
    ['of a multipart form', { raw: '', headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
    ['JSON of an empty object', json('{}')],
  ])('%s', async (_name, options) => {
    const answer = await send(options)
    expectError(answer, 422, 'failed_validation')
    expect(answer.body.error.fields.to).toEqual(['The to field is required.'])
  })

  test('what needs no body takes none of any type', async () => {
    const { body } = await app.call('POST', '/v1/login', {
      token: null,
      json: { email: app.email, password: app.password },
    })
    const headers = { 'content-type': 'application/json' }
    const answer = await app.call('DELETE', '/v1/login', { token: body.access_token, headers })
    expect(answer.status).toBe(204)
  })
})

describe('413', () => {
  const big = 'x'.repeat(10 * 1_024 * 1_024)
  test.each<[string, CallOptions]>([
    ['JSON of 10 MB', { json: { to: TO, text: big } }],
    ['a urlencoded form of 10 MB', { form: { to: TO, text: big } }],
    ['a multipart field of 10 MB', field(big)],
    [
      'multipart fields of 10 MB together',
      rawMultipart(Array.from({ length: 1_000 }, (_, n) => ({ name: `f${n}`, value: 'x'.repeat(10_500) }))),
    ],
  ])('%s', async (_name, options) => {
    expectError(await send(options), 413, 'payload_too_large')
  })

  test('a body of almost 1 MB is read', async () => {
    const answer = await send({ json: { to: TO, text: 'x', more: 'x'.repeat(1_000_000) } })
    expect(answer.status).toBe(200)
  })
})

describe('415', () => {
  test.each([
    'text/plain',
    'application/xml',
    'application/octet-stream',
    'image/png',
    'x',
    'application/jsonx',
  ])('%s', async (type) => {
    expectError(await send({ raw: '{}', headers: { 'content-type': type } }), 415, 'unsupported_media_type')
  })

  test.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/json;charset=UTF-8'])(
    '%s is JSON',
    async (type) => {
      const raw = JSON.stringify({ to: TO, text: 'ü' })
      expect((await send({ raw, headers: { 'content-type': type } })).status).toBe(200)
    },
  )
})

describe('strange but harmless', () => {
  test('unknown fields are ignored, whatever they hold', async () => {
    const more = {
      nested: { a: [1, { b: null }] },
      toString: 'x',
      hasOwnProperty: 1,
      valueOf: {},
      length: -1,
    }
    expect((await send({ json: { to: TO, text: 'x', ...more } })).status).toBe(200)
    const fields = { to: TO, text: 'x', toString: 'x', 'hasOwnProperty[y]': '1', 'a[0][length]': '3' }
    expect((await send({ form: fields })).status).toBe(200)
  })

  test('__proto__ in JSON is such a field, and changes nothing', async () => {
    const raw = `{"to":"${TO}","text":"x","__proto__":{"y":1},"constructor":{"prototype":{"y":1}}}`
    expect((await send(json(raw))).status).toBe(200)
    expect(({} as Record<string, unknown>)['y']).toBeUndefined()
  })

  test('null is a field that was left away', async () => {
    const none = { reply_to: null, expires_in: null, preview_url: null, location: null, more: null }
    expect((await send({ json: { to: TO, text: 'x', ...none } })).status).toBe(200)
    expectFields(await send({ json: { to: null, text: null } }), { to: ['The to field is required.'] })
  })

  test('a byte order mark before JSON is no part of it', async () => {
    expect((await send(json(`\uFEFF${JSON.stringify({ to: TO, text: 'x' })}`))).status).toBe(200)
  })

  test('a list where an object belongs, or the other way round, is a 422 that names the field', async () => {
    for (const location of [[], [1, 2], 'x', 1, true])
      expect((await send({ json: { to: TO, location } })).status).toBe(422)
    const answer = await app.call('POST', SEND, {
      json: { template_id: 1, language_id: 1, destinations: { phone: TO } },
    })
    expectFields(answer, { destinations: [expect.stringContaining('list')] })
  })

  test.each([101, 10_000, 400_000])(
    'JSON %i levels deep is refused before anybody walks through it',
    async (depth) => {
      for (const [text, key] of [
        ['x', undefined],
        ['\\u0041', undefined],
        ['x', 'a key'],
      ]) {
        const deep = `{"to":"${TO}","text":"${text}","more":${'['.repeat(depth)}${']'.repeat(depth)}}`
        const { raw, headers } = json(deep)
        const answer = await send({ raw, headers: { ...headers, 'idempotency-key': key } })
        expect(expectError(answer, 400, 'bad_request').message).toContain('100 levels')
      }
    },
  )

  test('JSON ninety levels deep is read', async () => {
    const deep = `{"to":"${TO}","text":"x","more":${'['.repeat(90)}${']'.repeat(90)}}`
    expect((await send(json(deep))).status).toBe(200)
  })

  test('JSON text that deep within a form is refused, too', async () => {
    const location = `${'['.repeat(200)}${']'.repeat(200)}`
    expectError(await send({ form: { to: TO, location } }), 400, 'bad_request')
  })
})
