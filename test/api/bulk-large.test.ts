import { beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, CallOptions } from '../support/call.ts'
import { expectFields } from '../support/expect-error.ts'

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
const withCsv = (csv: string, fields: Record<string, string> = SHARED): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('recipients', new Blob([csv], { type: 'text/csv' }), 'recipients.csv')
  return form
}

test('more than 100,000 numbers are refused with how many there may be', async () => {
  const phones = Array.from({ length: 100_001 }, (_, n) => `90555${1_000_000 + n}`)
  const words = 'The destinations field must not have more than 100000 items.'
  const asList = await send({ json: { ...IDS, parameters: VALUES, phones } })
  expectFields(asList, { destinations: [words] })
  const asCsv = await send({ multipart: withCsv(phones.join('\n')) })
  expectFields(asCsv, { destinations: [words] })
})

test.each<[string, (phones: string[]) => CallOptions]>([
  [
    'a documented form',
    (phones) => ({
      form: [
        ...Object.entries(SHARED),
        ...phones.map((phone, n) => [`destinations[${n}][phone]`, phone] as [string, string]),
      ],
    }),
  ],
  ['a CSV file', (phones) => ({ multipart: withCsv(`phone\n${phones.join('\n')}`) })],
])(
  '100,000 numbers in %s are accepted and stored, and the server answers others meanwhile',
  async (_name, options) => {
    const first = 1_000_000 + Math.floor(Math.random() * 1_000_000)
    const phones = Array.from({ length: 100_000 }, (_, n) => `90532${first + n}`)
    const [answer, ...others] = await Promise.all([
      send(options(phones)),
      ...Array.from({ length: 5 }, () => app.call('GET', '/v1/integrations')),
    ])
    expect(answer!.status).toBe(200)
    expect(answer!.body.phones).toHaveLength(100_000)
    expect(answer!.body.rejected).toEqual([])
    for (const other of others) expect(other.status).toBe(200)
    const { rows } = await app.database.query(
      'select count(*)::int as count from bulk_recipients where bulk_id = $1',
      [answer!.body.bulk_id],
    )
    expect(rows).toEqual([{ count: 100_000 }])
  },
)
