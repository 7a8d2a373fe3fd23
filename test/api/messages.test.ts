import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, CallOptions } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { drawNumber, waitForSent } from '../support/sandbox.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const send = (options: CallOptions, path = MESSAGES): Promise<Answer> => app.call('POST', path, options)
const text = (to: string, words = 'Hello!') => send({ json: { to, text: words } })
const ID = /^gBEG[A-Za-z0-9]{23}$/
const notAPhone = { to: ['The to field must be a valid phone number.'] }

describe('to', () => {
  test.each([
    '+90xxxxxxxxxx',
    'abc',
    '123',
    '+',
    '0',
    '+90 555 555 55 55 55 55',
    '+999999999999',
    '++905555555555',
    '+90555555555a',
    '٠٥٥٥٥٥٥٥٥٥٥',
    'US.',
    'us.1349',
  ])('%s is a 422', async (to) => {
    expectFields(await text(to), notAPhone)
  })

  test.each([
    '+905557000000',
    '905557000000',
    ' +90 555 700 00 00 ',
    '+90 (555) 700-00-00',
    '(90) 555-700-00-00',
    '90.555.700.00.00',
  ])('may be written %s', async (to) => {
    const { body } = await text(to)
    const stored = await app.call('GET', `${MESSAGES}/${body.message_id}`)
    expect(stored.body.to).toBe('+905557000000')
  })

  test('may be a number in JSON', async () => {
    expect((await send({ json: { to: 905557000000, text: 'x' } })).status).toBe(200)
  })

  test('may be a business-scoped user id, which stays as it is', async () => {
    const to = 'US.13491208655302741918'
    const { status, body } = await text(to)
    expect(status).toBe(200)
    expect((await app.call('GET', `${MESSAGES}/${body.message_id}`)).body.to).toBe(to)
  })
})

describe('a text', () => {
  test.each([
    ['none', undefined],
    ['an empty one', ''],
  ])('%s is a 422 on text', async (_name, words) => {
    expectFields(await send({ json: { to: '+905555555555', text: words } }), {
      text: ['The text field is required.'],
    })
  })

  test('of 4096 code points is sent, of 4097 refused; an emoji counts as one', async () => {
    for (const letter of ['a', 'ü', '😀', '\n']) {
      expect((await text('+905555555555', letter.repeat(4_096))).status).toBe(200)
      expectFields(await text('+905555555555', letter.repeat(4_097)), {
        text: ['The text field must not have more than 4096 characters; it has 4097.'],
      })
    }
  })

  test.each<[string, (to: string) => CallOptions]>([
    ['JSON', (to) => ({ json: { to, text: 'Merhaba 👋 & <b>', preview_url: true } })],
    ['a urlencoded form', (to) => ({ form: { to, text: 'Merhaba 👋 & <b>', preview_url: 'true' } })],
    [
      'a multipart form, as documented',
      (to) => ({ multipart: fields({ to, text: 'Merhaba 👋 & <b>', preview_url: 'true' }) }),
    ],
  ])('from %s reaches the customer as it was written', async (_name, options) => {
    const to = drawNumber()
    const answer = await send(options(`+${to}`))
    expect(answer).toMatchObject({ status: 200, body: { message_id: expect.stringMatching(ID) } })
    expect(Object.keys(answer.body)).toEqual(['message_id'])
    const [sent] = await waitForSent(app, to)
    expect(sent!.body).toMatchObject({ type: 'text', text: { body: 'Merhaba 👋 & <b>', preview_url: true } })
  })

  test.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('takes preview_url %s in a form for %s', async (written, meant) => {
    const to = drawNumber()
    expect((await send({ form: { to, text: 'https://example.com', preview_url: written } })).status).toBe(200)
    const [sent] = await waitForSent(app, to)
    expect(sent!.body.text.preview_url).toBe(meant)
  })

  test.each(['vielleicht', 2, [], {}])('with preview_url %j is a 422', async (preview_url) => {
    const answer = await send({ json: { to: '+905555555555', text: 'x', preview_url } })
    expectError(answer, 422, 'failed_validation')
    expect(Object.keys(answer.body.error.fields)).toEqual(['preview_url'])
  })
})

const fields = (values: Record<string, string>): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.set(name, value)
  return form
}

describe('a location', () => {
  const place = { longitude: -122.425332, latitude: 37.758056, name: 'Facebook HQ', address: '1 Hacker Way' }

  test.each<[string, object, string[]]>([
    ['none', {}, ['location']],
    ['one without a latitude', { location: { longitude: 1 } }, ['location.latitude']],
    ['one without anything', { location: {} }, ['location.longitude', 'location.latitude']],
    ['a latitude beyond the pole', { location: { ...place, latitude: 90.1 } }, ['location.latitude']],
    ['a longitude beyond the line', { location: { ...place, longitude: -180.1 } }, ['location.longitude']],
    ['words in place of degrees', { location: { ...place, latitude: 'north' } }, ['location.latitude']],
    ['text that is no JSON', { location: '{latitude' }, ['location']],
    ['a list', { location: [1, 2] }, ['location']],
  ])('%s is a 422', async (_name, body, names) => {
    const answer = await send({ json: { to: '+905555555555', ...body } }, `${MESSAGES}/locations`)
    expectError(answer, 422, 'failed_validation')
    expect(Object.keys(answer.body.error.fields).sort()).toEqual([...names].sort())
  })

  const bracketed = Object.fromEntries(
    Object.entries(place).map(([name, value]) => [`location[${name}]`, String(value)]),
  )
  test.each<[string, string, (to: string) => CallOptions]>([
    ['JSON, as the sample has it', '/locations', (to) => ({ json: { to, location: place } })],
    ['JSON, at the URL of the headline', '', (to) => ({ json: { to, location: place } })],
    ['JSON, in the other spelling', '/location', (to) => ({ json: { to, location: place } })],
    ['JSON with a slash at the end', '/locations/', (to) => ({ json: { to, location: place } })],
    [
      'degrees as text',
      '/locations',
      (to) => ({ json: { to, location: { ...place, latitude: '37.758056' } } }),
    ],
    ['a urlencoded form', '/locations', (to) => ({ form: { to, ...bracketed } })],
    ['a multipart form', '', (to) => ({ multipart: fields({ to, ...bracketed }) })],
    ['JSON text in a form', '/locations', (to) => ({ form: { to, location: JSON.stringify(place) } })],
  ])('from %s (%s) reaches the customer', async (_name, path, options) => {
    const to = drawNumber()
    const answer = await send(options(to), MESSAGES + path)
    expect(answer).toMatchObject({ status: 200, body: { message_id: expect.stringMatching(ID) } })
    const [sent] = await waitForSent(app, to)
    expect(sent!.body).toMatchObject({ type: 'location', location: place })
  })
})

describe('reply_to', () => {
  test('to what was written from or to somebody else is a 422', async () => {
    const first = await text(`+${drawNumber()}`, 'first')
    const json = { to: `+${drawNumber()}`, text: 'x', reply_to: first.body.message_id }
    expectFields(await send({ json }), { reply_to: [expect.stringContaining('somebody else')] })
  })

  test('that is no message of this integration is a 422', async () => {
    const other = await app.call('POST', MESSAGES.replace('11', '22'), {
      json: { to: '+905555555555', text: 'x' },
    })
    for (const reply_to of ['gBEGkFBXUQRnAgnoOJ1ESPKBwME', '', 'x', other.body.message_id])
      expectFields(await send({ json: { to: '+905555555555', text: 'x', reply_to } }), {
        reply_to: ['The reply_to field must be the message_id of a message of this integration.'],
      })
  })

  test('quotes the message that it names', async () => {
    const to = drawNumber()
    const first = await text(to, 'first')
    const [sent] = await waitForSent(app, to)
    const reply = await send({ json: { to, text: 'second', reply_to: first.body.message_id } })
    expect(reply.status).toBe(200)
    const [, quoting] = await waitForSent(app, to, 2)
    expect(quoting!.body.context).toEqual({ message_id: sent!.id })
    const { body } = await app.call('GET', `${MESSAGES}/${reply.body.message_id}`)
    expect(body.reply_to).toBe(first.body.message_id)
  })
})
