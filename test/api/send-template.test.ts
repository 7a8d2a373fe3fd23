import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, CallOptions } from '../support/call.ts'
import { expectFields } from '../support/expect-error.ts'
import { PDF, PNG } from '../support/files.ts'
import { drawNumber, selectTemplateIds, waitForSent } from '../support/sandbox.ts'

let app: TestApp
let templates: Map<string, number>
beforeAll(async () => {
  app = await startTestApp()
  templates = await selectTemplateIds(app)
  return app.stop
})

const send = (options: CallOptions): Promise<Answer> =>
  app.call('POST', '/v1/integrations/11/conversations/templates/send', options)
const VALUES = { 'header-1': 'Header 1', 'body-1': 'Body 1', 'body-2': 'Body 2' }
const one = (phone: string, parameters: unknown = VALUES) => ({
  json: { template_id: 1, language_id: 1, destinations: [{ phone, parameters }] },
})
/** The values in their order as they stand in the Cloud API's body. */
const valuesOf = (template: { components: { parameters: { text: string }[] }[] }): string[] =>
  template.components.flatMap(({ parameters }) => parameters.map(({ text }) => text))

describe('the documented fields', () => {
  const fields = (phone: string): Record<string, string> => ({
    template_id: '1',
    language_id: '1',
    'destinations[0][phone]': `+${phone}`,
    'destinations[0][parameters][header-1]': 'Header 1',
    'destinations[0][parameters][body-1]': 'Body 1',
    'destinations[0][parameters][body-2]': 'Body 2',
  })
  const multipart = (phone: string): FormData => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields(phone))) form.set(name, value)
    return form
  }

  test.each<[string, (phone: string) => CallOptions]>([
    ['JSON', (phone) => one(phone)],
    [
      'JSON with the ids as text',
      (phone) => ({ json: { ...one(phone).json, template_id: '1', language_id: '1' } }),
    ],
    ['a urlencoded form', (phone) => ({ form: fields(phone) })],
    ['a multipart form', (phone) => ({ multipart: multipart(phone) })],
    [
      'a form with destinations as JSON text',
      (phone) => ({
        form: {
          template_id: '1',
          language_id: '1',
          destinations: JSON.stringify(one(phone).json.destinations),
        },
      }),
    ],
    [
      'a form with each destination as JSON text',
      (phone) => ({
        form: {
          template_id: '1',
          language_id: '1',
          'destinations[]': JSON.stringify(one(phone).json.destinations[0]),
        },
      }),
    ],
    [
      'a form with a numbered destination as JSON text',
      (phone) => ({
        form: {
          template_id: '1',
          language_id: '1',
          'destinations[0]': JSON.stringify(one(phone).json.destinations[0]),
        },
      }),
    ],
    [
      'a form with parameters as JSON text',
      (phone) => ({
        form: {
          template_id: '1',
          language_id: '1',
          'destinations[0][phone]': phone,
          'destinations[0][parameters]': JSON.stringify(VALUES),
        },
      }),
    ],
  ])('as %s reach the customer', async (_name, options) => {
    const phone = drawNumber()
    const answer = await send(options(phone))
    expect(answer).toMatchObject({
      status: 200,
      body: { message_id: expect.stringMatching(/^gBEG[A-Za-z0-9]{23}$/) },
    })
    expect(Object.keys(answer.body)).toEqual(['message_id'])
    const [sent] = await waitForSent(app, phone)
    expect(sent!.body.template).toMatchObject({ name: 'template_01', language: { code: 'en' } })
    expect(valuesOf(sent!.body.template)).toEqual(['Header 1', 'Body 1', 'Body 2'])
  })

  test.each(['body-', 'body_', 'body', 'Body-', 'BODY_'])('the keys may be written %s1', async (spelling) => {
    const phone = drawNumber()
    const head = spelling.toLowerCase().replace('body', 'header')
    const values = { [`${head}1`]: 'h', [`${spelling}1`]: 'one', [`${spelling}2`]: 'two' }
    expect((await send(one(phone, values))).status).toBe(200)
    const [sent] = await waitForSent(app, phone)
    expect(valuesOf(sent!.body.template)).toEqual(['h', 'one', 'two'])
  })

  test('several destinations get an id each, in their order, and the first one’s stands alone as well', async () => {
    const phones = [drawNumber(), drawNumber(), drawNumber()]
    const destinations = phones.map((phone) => ({ phone, parameters: { ...VALUES, 'body-1': phone } }))
    const { status, body } = await send({ json: { template_id: 1, language_id: 1, destinations } })
    expect(status).toBe(200)
    expect(body.messages.map((message: { phone: string }) => message.phone)).toEqual(
      phones.map((p) => `+${p}`),
    )
    const ids = body.messages.map((message: { message_id: string }) => message.message_id)
    expect(new Set(ids).size).toBe(3)
    expect(body.message_id).toBe(ids[0])
    for (const phone of phones) {
      const [sent] = await waitForSent(app, phone)
      expect(valuesOf(sent!.body.template)).toEqual(['Header 1', phone, 'Body 2'])
    }
  })

  test('numbers and booleans are values, too', async () => {
    const phone = drawNumber()
    expect((await send(one(phone, { 'header-1': 1, 'body-1': 2.5, 'body-2': true }))).status).toBe(200)
    const [sent] = await waitForSent(app, phone)
    expect(valuesOf(sent!.body.template)).toEqual(['1', '2.5', 'true'])
  })

  test('a needless attachment is ignored and named in warnings, as the documented samples send one', async () => {
    const phone = drawNumber()
    const form = multipart(phone)
    form.set('attachment', new Blob([PNG], { type: 'image/png' }), 'test_image.jpg')
    const answer = await send({ multipart: form })
    expect(answer).toMatchObject({ status: 200, body: { warnings: [expect.stringContaining('attachment')] } })
    expect((await waitForSent(app, phone))[0]!.body.template.components).toHaveLength(2)
    const { rows } = await app.database.query('select media_id from messages where id = $1', [
      answer.body.message_id,
    ])
    expect(rows).toEqual([{ media_id: null }])
  })
})

describe('a media header', () => {
  const campaign = (
    phones: string[],
    file?: { bytes: Uint8Array<ArrayBuffer>; name: string; type: string },
  ): FormData => {
    const form = new FormData()
    form.set('template_id', String(templates.get('summer_campaign')))
    form.set('language_id', '1')
    for (const [n, phone] of phones.entries()) {
      form.set(`destinations[${n}][phone]`, phone)
      form.set(`destinations[${n}][parameters][body-first_name]`, 'Ahmet')
      form.set(`destinations[${n}][parameters][body-discount]`, '10%')
    }
    if (file) form.set('attachment', new Blob([file.bytes], { type: file.type }), file.name)
    return form
  }

  test('needs the attachment, and one of its kind, whatever it is called', async () => {
    const phone = drawNumber()
    expectFields(await send({ multipart: campaign([phone]) }), {
      attachment: [expect.stringContaining('is required')],
    })
    const pdf = campaign([phone], { bytes: PDF, name: 'a.png', type: 'image/png' })
    expectFields(await send({ multipart: pdf }), { attachment: [expect.stringContaining('an image')] })
    const empty = campaign([phone], { bytes: new Uint8Array(), name: 'a.png', type: 'image/png' })
    expectFields(await send({ multipart: empty }), { attachment: [expect.stringContaining('empty')] })
  })

  test('takes an image no larger than WhatsApp does', async () => {
    const bytes = new Uint8Array(Buffer.concat([PNG, Buffer.alloc(5 * 1_024 * 1_024)]))
    const form = campaign([drawNumber()], { bytes, name: 'a.png', type: 'image/png' })
    expectFields(await send({ multipart: form }), { attachment: [expect.stringContaining('5242880')] })
  })

  test('is uploaded once for many destinations, and reaches each of them', async () => {
    const phones = Array.from({ length: 30 }, drawNumber)
    const file = { bytes: PNG, name: 'kampanya.png', type: 'image/png' }
    const { status, body } = await send({ multipart: campaign(phones, file) })
    expect(status).toBe(200)
    expect(body.messages).toHaveLength(30)
    const ids = new Set<string>()
    for (const phone of phones) {
      const [sent] = await waitForSent(app, phone)
      const [header] = sent!.body.template.components
      expect(header).toMatchObject({ type: 'header', parameters: [{ type: 'image' }] })
      ids.add(header.parameters[0].image.id)
    }
    expect(ids.size).toBe(1)
  })

  test('a link in the attachment’s place is refused: only files of one’s own can be sent', async () => {
    const form = campaign([drawNumber()])
    form.set('attachment', 'https://example.com/a.png')
    expectFields(await send({ multipart: form }), { attachment: [expect.any(String)] })
  })
})

test('a location header takes an object, or the same as JSON text', async () => {
  const place = { latitude: 41.01, longitude: 28.97, name: 'Galata', address: 'İstanbul' }
  for (const value of [place, JSON.stringify(place)]) {
    const phone = drawNumber()
    const parameters = { 'header-location': value, 'body-1': 'Ahmet', 'body-2': '566701' }
    const json = {
      template_id: templates.get('delivery_on_its_way'),
      language_id: 1,
      destinations: [{ phone, parameters }],
    }
    expect((await send({ json })).status).toBe(200)
    const [sent] = await waitForSent(app, phone)
    expect(sent!.body.template.components[0].parameters[0].location).toMatchObject({ name: 'Galata' })
  }
})
