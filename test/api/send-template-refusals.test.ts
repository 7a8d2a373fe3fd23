import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, CallOptions } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { drawNumber } from '../support/sandbox.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const send = (options: CallOptions): Promise<Answer> =>
  app.call('POST', '/v1/integrations/11/conversations/templates/send', options)
const VALUES = { 'header-1': 'Header 1', 'body-1': 'Body 1', 'body-2': 'Body 2' }
const one = (phone: string, parameters: unknown = VALUES) => ({
  json: { template_id: 1, language_id: 1, destinations: [{ phone, parameters }] },
})
const countMessages = async (): Promise<number> =>
  Number((await app.database.query('select count(*) from messages')).rows[0].count)
describe('a refusal', () => {
  test.each<[string, unknown, Record<string, unknown>]>([
    ['a missing key', { 'header-1': 'a', 'body-1': 'b' }, { 'body-2': ['The %-body-2 field is required.'] }],
    [
      'no parameters at all',
      // An empty array of PHP's.
      [],
      {
        'header-1': ['The %-header-1 field is required.'],
        'body-1': ['The %-body-1 field is required.'],
        'body-2': ['The %-body-2 field is required.'],
      },
    ],
    [
      'an unknown key',
      { ...VALUES, 'body-3': 'x' },
      { 'body-3': [expect.stringContaining('not a parameter')] },
    ],
    ['an empty value', { ...VALUES, 'body-1': ' ' }, { 'body-1': ['The %-body-1 field must not be empty.'] }],
    [
      'a value with a line break',
      { ...VALUES, 'body-1': 'a\nb' },
      { 'body-1': [expect.stringContaining('line breaks')] },
    ],
    [
      'a value that is an object',
      { ...VALUES, 'body-1': {} },
      { 'body-1': ['The %-body-1 field must be text.'] },
    ],
    [
      'two spellings that differ',
      { 'header-1': 'a', body_1: 'b', body1: 'c', 'body-2': 'd' },
      { 'body-1': [expect.stringContaining('twice')] },
    ],
  ])('names the key: %s', async (_name, parameters, fields) => {
    const path = 'destinations.0.parameters.'
    const expected = Object.entries(fields).map(([key, words]) => [
      path + key,
      (words as string[]).map((word) => (typeof word === 'string' ? word.replace('%-', path) : word)),
    ])
    expectFields(await send(one(drawNumber(), parameters)), Object.fromEntries(expected))
  })

  test.each(['+90xxxxxxxxxx', '', '123', '+0000000000', 'abc', '+90 555 555 55 55 55 55'])(
    'names a destination whose number is wrong: %s',
    async (phone) => {
      const answer = await send(one(phone))
      expectError(answer, 422, 'failed_validation')
      expect(Object.keys(answer.body.error.fields)).toEqual(['destinations.0.phone'])
    },
  )

  test('of one destination refuses all, names it, and sends nothing', async () => {
    const before = await countMessages()
    const good = drawNumber()
    const destinations = [
      { phone: good, parameters: VALUES },
      { phone: 'x', parameters: VALUES },
      { phone: drawNumber(), parameters: {} },
    ]
    const answer = await send({ json: { template_id: 1, language_id: 1, destinations } })
    expectError(answer, 422, 'failed_validation')
    expect(Object.keys(answer.body.error.fields)).toEqual([
      'destinations.1.phone',
      'destinations.2.parameters.header-1',
      'destinations.2.parameters.body-1',
      'destinations.2.parameters.body-2',
    ])
    expect(await countMessages()).toBe(before)
  })

  test.each<[string, object, string]>([
    ['a template that there is not', { template_id: 99_999 }, 'template_id'],
    ['a language that the template has not', { language_id: 3 }, 'language_id'],
    ['a language that there is not', { language_id: 9_999 }, 'language_id'],
    ['an id that is no number', { template_id: 'x' }, 'template_id'],
    ['an id beyond all numbers', { template_id: 1e300 }, 'template_id'],
    ['a negative id', { template_id: -1 }, 'template_id'],
    ['no destination', { destinations: [] }, 'destinations'],
  ])('%s is a 422 on its field', async (_name, change, field) => {
    const { json } = one(drawNumber())
    const answer = await send({ json: { ...json, ...change } })
    expectError(answer, 422, 'failed_validation')
    expect(Object.keys(answer.body.error.fields)).toEqual([field])
  })

  test('more than a thousand destinations are a 422', async () => {
    const destinations = Array.from({ length: 1_001 }, () => ({ phone: '+905555555555', parameters: VALUES }))
    expectFields(await send({ json: { template_id: 1, language_id: 1, destinations } }), {
      destinations: ['The destinations field must not have more than 1000 items; it has 1001.'],
    })
  })
})
