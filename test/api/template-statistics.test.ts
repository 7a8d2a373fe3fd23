import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createMessageId } from '../../src/messages/message-id.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { PNG } from '../support/files.ts'
import { insertInbound } from '../support/inbound.ts'
import { createMeta } from '../support/meta.ts'
import { drawNumber, selectTemplateIds, waitForSent } from '../support/sandbox.ts'

const PATH = '/v1/integrations/11/conversations/templates'

let app: TestApp
let ids: Map<string, number>
beforeAll(async () => {
  app = await startTestApp()
  ids = await selectTemplateIds(app)
  return app.stop
})

const read = async (name: string, query = '', integration = 11) => {
  const path = PATH.replace('/11/', `/${integration}/`)
  const answer = await app.call('GET', `${path}/${ids.get(name)}/statistics${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}

type Row = {
  at: string
  language?: string
  state: string
  sent?: boolean
  delivered?: boolean
  read?: boolean
  error?: object
  pricing?: object
  integration?: number
}

/** Stores a message of a template as it stands after all was told of it. Answers its wamid. */
const insertSent = async (name: string, row: Row): Promise<string> => {
  const id = createMessageId()
  const wamid = `wamid.${id}`
  const time = (is: boolean | undefined) => (is ? row.at : null)
  await app.database.query(
    `insert into messages (integration_id, id, direction, type, address, content, template_id, state, wamid,
      created_at, sent_at, delivered_at, read_at, failed_at, error, pricing)
    values ($1, $2, 'outbound', 'template', '905551112233', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.integration ?? 11,
      id,
      JSON.stringify({ name, language: { code: row.language ?? 'en' }, components: [] }),
      ids.get(name),
      row.state,
      wamid,
      row.at,
      time(row.sent),
      time(row.delivered),
      time(row.read),
      time(row.state === 'failed'),
      row.error ? JSON.stringify(row.error) : null,
      row.pricing ? JSON.stringify(row.pricing) : null,
    ],
  )
  return wamid
}

const MARKETING = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' }
const FREE = { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'marketing' }
const CAPPED = { code: 131_049, title: 'Not delivered', details: '', what_to_do: '' }
const AWAY = { code: 131_026, title: 'Undeliverable', details: '', what_to_do: '' }

const none = { sent: 0, delivered: 0, read: 0, failed: 0, expired: 0, cancelled: 0, clicked: 0 }

describe('a set that was counted by hand', () => {
  const name = 'travel_offer'

  beforeAll(async () => {
    const add = (row: Row) => insertSent(name, row)
    const tap = (replyToWamid: string, text: string, type = 'button') =>
      insertInbound(app, {
        from: '905551112233',
        type,
        content:
          type === 'button'
            ? { payload: text, text }
            : { type: 'button_reply', button_reply: { title: text } },
        replyToWamid,
      })
    // The first of March: three, of which two were read, one without a word of delivery before; one is still queued.
    const first = await add({
      at: '2026-03-01T10:00:00Z',
      state: 'read',
      sent: true,
      delivered: true,
      read: true,
      pricing: MARKETING,
    })
    const second = await add({
      at: '2026-03-01T11:00:00Z',
      state: 'read',
      sent: true,
      read: true,
      pricing: FREE,
    })
    await add({ at: '2026-03-01T12:00:00Z', state: 'queued' })
    // Late in the evening in UTC, which is the next day in Istanbul.
    await add({
      at: '2026-03-01T21:30:00Z',
      state: 'delivered',
      sent: true,
      delivered: true,
      pricing: MARKETING,
    })
    // The second of March: in Turkish, failed in three ways, expired, cancelled.
    const turkish = { at: '2026-03-02T09:00:00Z', language: 'tr' }
    await add({ ...turkish, state: 'failed', error: CAPPED })
    await add({ ...turkish, state: 'failed', sent: true, error: CAPPED })
    await add({ ...turkish, state: 'failed', error: AWAY })
    await add({ ...turkish, state: 'expired' })
    await add({ ...turkish, state: 'cancelled' })
    // Of another template, another number, another time.
    await insertSent('coupon', { at: '2026-03-01T10:00:00Z', state: 'read', read: true })
    await add({ at: '2026-03-01T10:00:00Z', state: 'read', read: true, integration: 22 })
    await add({ at: '2026-04-01T00:00:00Z', state: 'read', read: true })
    // Taps: twice on one message, once on another, and on something else altogether.
    await tap(first, 'Book it')
    await tap(first, 'Book it')
    await tap(first, 'Not this time')
    await tap(second, 'Book it', 'interactive')
    await tap('wamid.none', 'Book it')
    await insertInbound(app, { from: '905551112233', replyToWamid: first })
  })

  const MARCH = '?from=2026-03-01&to=2026-03-31'
  const FIRST = { ...none, messages: 4, sent: 3, delivered: 3, read: 2, clicked: 2 }
  const SECOND = { ...none, messages: 5, sent: 1, failed: 3, expired: 1, cancelled: 1 }

  test('is told as it was counted', async () => {
    expect(await read(name, MARCH)).toEqual({
      messages: 9,
      sent: 4,
      delivered: 3,
      read: 2,
      failed: 3,
      expired: 1,
      cancelled: 1,
      clicked: 2,
      failures: [
        { code: 131_049, title: 'Not delivered', count: 2 },
        { code: 131_026, title: 'Undeliverable', count: 1 },
      ],
      buttons: [
        { button: 'Book it', clicks: 3, messages: 2 },
        { button: 'Not this time', clicks: 1, messages: 1 },
      ],
      pricing: [
        { category: 'marketing', type: 'regular', billable: true, count: 2 },
        { category: 'marketing', type: 'free_customer_service', billable: false, count: 1 },
      ],
      days: [
        { date: '2026-03-01', ...FIRST },
        { date: '2026-03-02', ...SECOND },
      ],
      languages: [
        { language_id: 1, language: 'English', ...FIRST },
        { language_id: 2, language: 'Türkçe', ...SECOND },
      ],
    })
  })

  test('has other days in another time zone, at their edges too', async () => {
    const days = async (query: string) =>
      (await read(name, `${query}&timezone=Europe/Istanbul`)).days.map(
        ({ date, messages }: { date: string; messages: number }) => [date, messages],
      )
    expect(await days(MARCH)).toEqual([
      ['2026-03-01', 3],
      ['2026-03-02', 6],
    ])
    expect(await days('?from=2026-03-02&to=2026-03-02')).toEqual([['2026-03-02', 6]])
    // 21:00 in UTC begins the first of April there.
    expect(await days('?from=2026-04-01&to=2026-04-01')).toEqual([['2026-04-01', 1]])
  })

  test('can be asked for by language, and by moments', async () => {
    expect(await read(name, `${MARCH}&language_id=2`)).toMatchObject({
      messages: 5,
      buttons: [],
      pricing: [],
    })
    const moments = '?from=2026-03-01T11:00:00Z&to=2026-03-01T12:00:00Z'
    expect(await read(name, moments)).toMatchObject({ messages: 2, read: 1, clicked: 1 })
  })

  test('is of this number alone', async () => {
    expect(await read(name, MARCH, 22)).toMatchObject({ messages: 1, read: 1, buttons: [] })
  })

  test('of a template that was never sent is nothing', async () => {
    const lists = { failures: [], buttons: [], pricing: [], days: [], languages: [] }
    expect(await read('hello_world')).toEqual({ messages: 0, ...none, ...lists })
  })
})

test('a message that was tried again, told of twice, and tapped in a webhook that came twice counts once', async () => {
  const meta = await createMeta(app)
  const to = drawNumber()
  const fault = { match: { to }, times: 1, mode: 'error', code: 131_000 }
  await app.sandbox('POST', '/_sandbox/faults', { json: fault })
  await app.sandbox('POST', '/_sandbox/faults', {
    json: { match: { to }, times: 1, mode: 'duplicate_webhook' },
  })
  const parameters = { 'body-first_name': 'Ada', 'body-discount': '10%' }
  const multipart = new FormData()
  multipart.set('template_id', String(ids.get('summer_campaign')))
  multipart.set('language_id', '1')
  multipart.set('destinations', JSON.stringify([{ phone: `+${to}`, parameters }]))
  multipart.set('attachment', new Blob([new Uint8Array(PNG)], { type: 'image/png' }), 'a.png')
  expect((await app.call('POST', `${PATH}/send`, { multipart })).status).toBe(200)
  const [sent] = await waitForSent(app, to)
  const tap = meta.change({
    ...meta.metadata(),
    contacts: [{ profile: { name: 'Ada' }, wa_id: to }],
    messages: [
      {
        from: to,
        id: 'wamid.tap',
        timestamp: String(Math.floor(Date.now() / 1_000)),
        type: 'button',
        context: { from: '905554443322', id: sent!.id },
        button: { payload: 'x', text: 'Show me more' },
      },
    ],
  })
  await meta.tell(tap, tap)
  await vi.waitFor(
    async () =>
      expect(await read('summer_campaign')).toMatchObject({
        messages: 1,
        sent: 1,
        delivered: 1,
        read: 1,
        failed: 0,
        clicked: 1,
        failures: [],
        buttons: [{ button: 'Show me more', clicks: 1, messages: 1 }],
        pricing: [{ category: 'marketing', count: 1 }],
        languages: [{ language_id: 1, messages: 1 }],
      }),
    { timeout: 30_000, interval: 50 },
  )
})

test('what cannot be counted is refused', async () => {
  const path = `${PATH}/${ids.get('coupon')}/statistics`
  const get = (query: string) => app.call('GET', `${path}?${query}`)
  expectFields(await get('from=yesterday'), {
    from: ['The from field must be a time such as 2030-01-31T12:00:00Z.'],
  })
  expectFields(await get('from=2026-02-01&to=2026-01-01'), {
    from: ['The from field must not be later than the to field.'],
  })
  expectFields(await get('from=2020-01-01&to=2026-01-01'), {
    from: ['The from field must be within 400 days of the to field.'],
  })
  for (const timezone of ['Mars/Olympus', '%2B03:00', "UTC';--"])
    expectFields(await get(`timezone=${timezone}`), {
      timezone: ['The timezone field must be the name of a time zone such as Europe/Istanbul.'],
    })
  expectFields(await get('language_id=999'), {
    language_id: ['The language_id field must be the id of a language: GET /v1/languages lists them.'],
  })
  expectError(await app.call('GET', `${PATH}/999999/statistics`), 404, 'not_found')
})

test('among many messages, those of a template are found by its index', async () => {
  await app.database.query(
    `insert into messages (integration_id, id, direction, type, address, content, template_id, state, created_at)
    select 33, 'm' || n, 'outbound', 'template', 'x', '{}', 1 + n % 50, 'read', now() - n * interval '1 minute'
    from generate_series(1, 10000) n`,
  )
  await app.database.query('analyze messages')
  const { rows } = await app.database.query(
    `explain select from messages
    where integration_id = 33 and template_id = 1 and created_at >= now() - interval '1 day'`,
  )
  expect(JSON.stringify(rows)).toContain('messages_template')
})
