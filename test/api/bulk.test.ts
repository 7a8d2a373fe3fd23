import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, CallOptions } from '../support/call.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { PNG } from '../support/files.ts'
import { drawNumber, selectTemplateIds, waitForSent } from '../support/sandbox.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const send = (options: CallOptions): Promise<Answer> =>
  app.call('POST', '/v1/integrations/11/conversations/templates/send/bulk', options)
const VALUES = { 'header-1': 'Header 1', 'body-1': 'Body 1', 'body-2': 'Body 2' }
const IDS = { template_id: '1', language_id: '1' }
const SHARED = {
  ...IDS,
  'parameters[header-1]': 'Header 1',
  'parameters[body-1]': 'Body 1',
  'parameters[body-2]': 'Body 2',
}
const valuesSentTo = async (phone: string): Promise<string[]> => {
  const [sent] = await waitForSent(app, phone)
  return sent!.body.template.components.flatMap(({ parameters }: { parameters: { text: string }[] }) =>
    parameters.map(({ text }) => text),
  )
}
const withCsv = (csv: string | Buffer<ArrayBuffer>, fields: Record<string, string> = SHARED): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('recipients', new Blob([csv], { type: 'text/csv' }), 'recipients.csv')
  return form
}

describe('a refusal', () => {
  test('without any number is a 422 on destinations', async () => {
    expectFields(await send({ form: SHARED }), { destinations: ['The destinations field is required.'] })
    expectFields(await send({ json: { ...IDS, parameters: VALUES, phones: [] } }), {
      destinations: ['The destinations field is required.'],
    })
  })

  test.each([['with a quote that has no end', 'phone,body-1\n+905550000008,"a\n', /line 2 cannot be read/]])(
    'of a CSV file %s is a 422 that says so',
    async (_name, csv, words) => {
      expectFields(await send({ multipart: withCsv(csv) }), { recipients: [expect.stringMatching(words)] })
    },
  )

  test('with no valid number among them is a 422, and nothing is planned', async () => {
    for (const phones of [['x'], '+90xxxxxxxxxx,123', ['+90xxxxxxxxxx', '']])
      expectError(await send({ json: { ...IDS, parameters: VALUES, phones } }), 422, 'failed_validation')
    expect((await app.database.query('select * from bulk_sends')).rows).toEqual([])
  })

  test('for a parameter that is missing or unknown in all is a 422 that names the key', async () => {
    const phones = [drawNumber()]
    const missing = { ...VALUES, 'body-2': undefined }
    expectFields(await send({ json: { ...IDS, phones, parameters: missing } }), {
      'parameters.body-2': ['The parameters.body-2 field is required.'],
    })
    const unknown = { ...VALUES, 'body-9': 'x' }
    expectFields(await send({ json: { ...IDS, phones, parameters: unknown } }), {
      'parameters.body-9': [expect.stringContaining('not a parameter')],
    })
  })
})

describe('the numbers are taken', () => {
  const numbered = (phones: string[]) =>
    Object.fromEntries(phones.map((phone, n) => [`destinations[${n}][phone]`, phone]))

  test.each<[string, (a: string, b: string) => CallOptions]>([
    [
      'as documented: destinations[i][phone] beside parameters[…]',
      (a, b) => ({ form: { ...SHARED, ...numbered([a, b]) } }),
    ],
    [
      'as JSON of the same',
      (a, b) => ({ json: { ...IDS, parameters: VALUES, destinations: [{ phone: a }, { phone: b }] } }),
    ],
    [
      'as phones[] in a form',
      (a, b) => ({ form: [...Object.entries(SHARED), ['phones[]', a], ['phones[]', b]] }),
    ],
    ['as phones[0], phones[1]', (a, b) => ({ form: { ...SHARED, 'phones[0]': a, 'phones[1]': b } })],
    ['as a list', (a, b) => ({ json: { ...IDS, parameters: VALUES, phones: [a, b] } })],
    [
      'as a list of numbers without quotes',
      (a, b) => ({ json: { ...IDS, parameters: VALUES, phones: [Number(a), Number(b)] } }),
    ],
    [
      'as text with commas in JSON',
      (a, b) => ({ json: { ...IDS, parameters: VALUES, phones: `+${a}, ${b}` } }),
    ],
    ['as text with commas in a form', (a, b) => ({ form: { ...SHARED, phones: `${a},+${b}` } })],
    ['as JSON text in a form', (a, b) => ({ form: { ...SHARED, phones: JSON.stringify([a, b]) } })],
    [
      'as destinations in JSON text in a form',
      (a, b) => ({
        form: { ...SHARED, destinations: JSON.stringify([{ phone: a }, { phone: b }]) },
      }),
    ],
    ['as a CSV file without a header', (a, b) => ({ multipart: withCsv(`${a}\n+${b}\n`) })],
    ['as a CSV file with a column phone', (a, b) => ({ multipart: withCsv(`phone\r\n${a}\r\n${b}\r\n`) })],
    [
      'as a CSV file with semicolons and a byte order mark',
      (a, b) => ({
        multipart: withCsv(`\uFEFFPhone;header-1\r\n"${a}";\r\n${b};Header 1\r\n`),
      }),
    ],
  ])('%s', async (_name, options) => {
    const [a, b] = [drawNumber(), drawNumber()]
    const answer = await send(options(a, b))
    expect(answer.body).toEqual({ phones: [`+${a}`, `+${b}`], rejected: [], bulk_id: expect.any(Number) })
    expect(answer.status).toBe(200)
    for (const phone of [a, b]) expect(await valuesSentTo(phone)).toEqual(['Header 1', 'Body 1', 'Body 2'])
  })
})

test('a destination’s own parameters win over the shared ones, however either spells the key', async () => {
  const [plain, own, spelt] = [drawNumber(), drawNumber(), drawNumber()]
  const destinations = [
    { phone: plain },
    { phone: own, parameters: { 'body-1': 'my own' } },
    { phone: spelt, parameters: { body_2: 'spelt', header1: 'too' } },
  ]
  expect((await send({ json: { ...IDS, parameters: VALUES, destinations } })).status).toBe(200)
  expect(await valuesSentTo(plain)).toEqual(['Header 1', 'Body 1', 'Body 2'])
  expect(await valuesSentTo(own)).toEqual(['Header 1', 'my own', 'Body 2'])
  expect(await valuesSentTo(spelt)).toEqual(['too', 'Body 1', 'spelt'])
})

test('the other columns of a CSV file are parameters, an empty cell none of its own', async () => {
  const [a, b] = [drawNumber(), drawNumber()]
  const csv = `body-1,phone,body-2\n"Ayşe, ""A""",${a},\n,${b},kişisel\n`
  expect((await send({ multipart: withCsv(csv) })).status).toBe(200)
  expect(await valuesSentTo(a)).toEqual(['Header 1', 'Ayşe, "A"', 'Body 2'])
  expect(await valuesSentTo(b)).toEqual(['Header 1', 'Body 1', 'kişisel'])
})

test('bad numbers come back with the reason and do not stop the rest', async () => {
  const good = drawNumber()
  const destinations = [
    { phone: '+90xxxxxxxxxx' },
    { phone: good },
    { phone: '' },
    { phone: drawNumber(), parameters: { 'body-7': 'x' } },
  ]
  const { status, body } = await send({ json: { ...IDS, parameters: VALUES, destinations } })
  expect(status).toBe(200)
  expect(body.phones).toEqual([`+${good}`])
  expect(body.rejected).toEqual([
    { phone: '+90xxxxxxxxxx', reason: expect.stringMatching(/number/) },
    { phone: '', reason: expect.stringMatching(/number/) },
    { phone: destinations[3]!.phone, reason: expect.stringContaining('body-7') },
  ])
})

test('a number given twice, in any spelling, gets the message once, its first one', async () => {
  const phone = drawNumber()
  const spelt = `+${phone.slice(0, 2)} (${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`
  const destinations = [
    { phone, parameters: { 'body-1': 'first' } },
    { phone: spelt },
    { phone: `+${phone}` },
  ]
  const { body } = await send({ json: { ...IDS, parameters: VALUES, destinations } })
  expect(body).toMatchObject({ phones: [`+${phone}`], rejected: [] })
  expect(await valuesSentTo(phone)).toEqual(['Header 1', 'first', 'Body 2'])
  const { rows } = await app.database.query('select id from messages where address = $1', [phone])
  expect(rows).toHaveLength(1)
})

test('a needless attachment is ignored and named once in warnings', async () => {
  const form = withCsv(`${drawNumber()}\n${drawNumber()}\n`)
  form.set('attachment', new Blob([PNG], { type: 'image/png' }), 'test_image.jpg')
  const { body } = await send({ multipart: form })
  expect(body.warnings).toEqual([expect.stringContaining('attachment')])
})

test('an attachment is uploaded once for all', async () => {
  const phones = Array.from({ length: 12 }, drawNumber)
  const templateId = (await selectTemplateIds(app)).get('summer_campaign')
  const fields = {
    template_id: String(templateId),
    language_id: '2',
    'parameters[body-first_name]': 'Ahmet',
    'parameters[body-discount]': '%10',
  }
  const form = withCsv(phones.join('\n'), fields)
  form.set('attachment', new Blob([PNG], { type: 'image/png' }), 'kampanya.png')
  const { status, body } = await send({ multipart: form })
  expect({ status, count: body.phones?.length }).toEqual({ status: 200, count: 12 })
  const ids = new Set<string>()
  for (const phone of phones)
    ids.add((await waitForSent(app, phone))[0]!.body.template.components[0].parameters[0].image.id)
  expect(ids.size).toBe(1)
})
