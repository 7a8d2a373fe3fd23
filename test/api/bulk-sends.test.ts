import { beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { BULK, type BulkCalls, createBulkCalls, sumOf, VALUES } from '../support/bulk.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { insertChat } from '../support/inbound.ts'
import { drawNumber, selectTemplateIds, waitForSent } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
let bulk: BulkCalls
beforeAll(async () => {
  app = await startTestApp()
  bulk = createBulkCalls(app)
  return app.stop
})

const drawNumbers = (count: number): string[] => Array.from({ length: count }, drawNumber)
/** Long from now, so that a send stays as it was planned. */
const LATER = '2030-01-01T12:00:00Z'
  .replace('2030', String(new Date().getFullYear() + 1))
  .replace('12:', '00:')

describe('a refusal', () => {
  test('without recipients is a 422 on recipients', async () => {
    expectFields(await bulk.create({}), { recipients: ['The recipients field is required.'] })
    expectFields(await bulk.create({ recipients: [] }), { recipients: ['The recipients field is required.'] })
  })

  test('of a start too far ahead, or at no time, is a 422 on start_at', async () => {
    const recipients = [{ phone: drawNumber() }]
    expectFields(await bulk.create({ recipients, start_at: '2999-01-01T00:00Z' }), {
      start_at: [expect.stringContaining('365 days')],
    })
    // The clock on whose wall? Three hours too early would be sent for good.
    for (const start_at of ['2027-01-01', '2027-01-01T09:00'])
      expectFields(await bulk.create({ recipients, start_at }), {
        start_at: [expect.stringContaining('such as 2027-01-01T09:00:00+03:00')],
      })
    expectFields(await bulk.create({ recipients, start_at: 'tomorrow' }), {
      start_at: [expect.stringContaining('time')],
    })
  })

  test('says which field holds nobody, and what is wrong with its first row', async () => {
    expectFields(await bulk.create({ recipients: [{ phone: '12' }] }), {
      recipients: [expect.stringMatching(/its only row cannot be used. Row 1, "12": This is not a valid/)],
    })
    expectFields(await bulk.upload('phone\n12\n13\n'), {
      recipients: [expect.stringMatching(/none of its 2 rows can be used. Row 2, "12": /)],
    })
    expectFields(await bulk.upload(''), { recipients: ['The recipients field is required.'] })
    expectFields(await bulk.upload(new Uint8Array([0x50, 0x4b, 3, 4, 0x14, 0, 6, 0])), {
      recipients: [expect.stringContaining('Save it as CSV')],
    })
  })

  test('leaves nothing behind', async () => {
    expectError(await bulk.create({ recipients: [{ phone: 'x' }] }), 422, 'failed_validation')
    for (const table of ['bulk_sends', 'bulk_recipients', 'bulk_rejections'])
      expect((await app.database.query(`select * from ${table}`)).rows).toEqual([])
  })

  test('of what there is not is a 404, whatever is asked of it', async () => {
    for (const path of ['/999', '/999/recipients', '/999/report.csv', '/0', '/x'])
      expectError(await app.call('GET', BULK + path), 404, 'not_found')
    for (const verb of ['pause', 'resume', 'stop', 'retry-failed'])
      expectError(await bulk.verb(999, verb), 404, 'not_found')
    const { bulk_id } = await bulk.start([drawNumber()], { start_at: LATER })
    expectError(await app.call('GET', `/v1/integrations/22/bulk-sends/${bulk_id}`), 404, 'not_found')
    expectError(await app.call('POST', `/v1/integrations/22/bulk-sends/${bulk_id}/stop`), 404, 'not_found')
  })
})

test('a bulk send reaches everybody with their own values, and is done when nobody waits', async () => {
  const [a, b] = [drawNumber(), drawNumber()]
  const { status, body } = await bulk.create({
    name: 'Yaz kampanyası',
    recipients: [{ phone: a, name: 'Ayşe' }, { phone: b, parameters: { 'body-1': 'own' } }, { phone: '12' }],
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    bulk_id: expect.any(Number),
    name: 'Yaz kampanyası',
    status: 'running',
    paused_reason: null,
    template_id: 1,
    template: 'template_01',
    language_id: 1,
    rejected: [{ line: 3, phone: '12', reason: 'This is not a valid phone number.' }],
    rejected_count: 1,
    created_by: 'user:1',
  })
  expect(body.counts).toMatchObject({ planned: 2, waiting: 2 })
  const [sent] = await waitForSent(app, b)
  expect(JSON.stringify(sent!.body.template)).toContain('"own"')
  const done = await bulk.untilStatus(body.bulk_id, 'done')
  expect(done.finished_at).toEqual(expect.any(String))
  await bulk.untilCounts(body.bulk_id, { planned: 2, read: 2, waiting: 0 })
  const recipients = await bulk.recipients(body.bulk_id)
  expect(recipients).toMatchObject([
    { line: 1, phone: `+${a}`, name: 'Ayşe', state: 'read', attempts: 1, button: null },
    { line: 2, phone: `+${b}`, name: null, state: 'read', read_at: expect.any(String) },
  ])
  const message = await app.call(
    'GET',
    `/v1/integrations/11/conversations/messages/${recipients[0].message_id}`,
  )
  expect(message.body).toMatchObject({ to: `+${a}`, status: 'read', type: 'template' })
})

test('names and values are kept whole, whatever stands in them', async () => {
  const [a, b] = [drawNumber(), drawNumber()]
  const name = 'Tab\tbackslash\\ line\nbreak \\N 👋'
  const value = 'C:\\temp\\new "quoted" \\. ş'
  const parameters = { 'body-1': value }
  const { bulk_id } = await bulk.start([], { recipients: [{ phone: a, name, parameters }, { phone: b }] })
  const [sent] = await waitForSent(app, a)
  expect(sent!.body.template.components[1].parameters[0].text).toBe(value)
  expect((await bulk.recipients(bulk_id)).map((one) => one.name)).toEqual([name, null])
  const odd = await bulk.upload(`phone,name\n${drawNumber()},a\0b\n`, { start_at: LATER })
  expect((await bulk.recipients(odd.body.bulk_id))[0].name).toBe('a\uFFFDb')
})

test('a bulk send by tag reaches those whose chats with the number have it', async () => {
  const tagged = drawNumbers(3)
  for (const [n, phone] of [...tagged, drawNumber()].entries()) {
    const chatId = await insertChat(app, phone)
    const json = { name: n < 3 ? 'Fair 2030' : 'Other' }
    expect((await app.call('POST', `/v1/integrations/11/chats/${chatId}/tags`, { json })).status).toBe(200)
  }
  const { body: tags } = await app.call('GET', '/v1/tags')
  const { id } = tags.find(({ name }: { name: string }) => name === 'Fair 2030')
  for (const tag of ['fair 2030', id]) {
    const { status, body } = await bulk.create({ tag, start_at: LATER })
    expect([status, body.counts.planned, body.rejected_count]).toEqual([201, 3, 0])
    const phones = (await bulk.recipients(body.bulk_id)).map(({ phone }) => phone)
    expect(phones.sort()).toEqual(tagged.map((phone) => `+${phone}`).sort())
  }
  const recipients = [{ phone: drawNumber() }]
  for (const json of [{ tag: 'nobody' }, { tag: 99_999 }, { tag: id, recipients }])
    expectFields(await bulk.create(json), { tag: [expect.any(String)] })
  await app.call('POST', '/v1/tags', { json: { name: 'Unused' } })
  expectFields(await bulk.create({ tag: 'Unused' }), { tag: [expect.any(String)] })
})

test('the documented bulk send is one of them', async () => {
  const phones = drawNumbers(3)
  const answer = await app.call('POST', '/v1/integrations/11/conversations/templates/send/bulk', {
    json: { template_id: 1, language_id: 1, parameters: VALUES, phones },
  })
  expect(answer.body.phones).toEqual(phones.map((phone) => `+${phone}`))
  await bulk.untilCounts(answer.body.bulk_id, { planned: 3, read: 3 })
})

test('the same key sends once, and another body under it is refused', async () => {
  const recipients = [{ phone: drawNumber() }]
  const json = { template_id: 1, language_id: 1, parameters: VALUES, recipients, start_at: LATER }
  const headers = { 'idempotency-key': 'bulk-1' }
  const answers = await Promise.all([0, 1].map(() => app.call('POST', BULK, { json, headers })))
  const first = answers.find(({ status }) => status === 201)!
  const again = await app.call('POST', BULK, { json, headers })
  expect(again).toMatchObject({ status: 201, body: first.body })
  expect(again.headers['idempotency-replayed']).toBe('true')
  const other = await app.call('POST', BULK, { json: { ...json, name: 'x' }, headers })
  expectError(other, 422, 'idempotency_key_reused')
  const { rows } = await app.database.query('select 1 from bulk_recipients where address = $1', [
    recipients[0]!.phone,
  ])
  expect(rows).toHaveLength(1)
})

describe('a planned send', () => {
  test('waits for its time, then runs', async () => {
    const phone = drawNumber()
    const planned = await bulk.start([phone], { start_at: LATER, expires_in: 60 })
    expect(planned).toMatchObject({ status: 'planned', started_at: null, counts: { waiting: 1 } })
    const fromStart = Date.parse(planned.expires_at) - Date.parse(planned.start_at)
    expect(fromStart).toBe(60_000)
    const move = 'update bulk_sends set start_at = now(), expires_at = null where id = $1'
    await app.database.query(move, [planned.bulk_id])
    await waitForSent(app, phone)
    expect((await bulk.untilStatus(planned.bulk_id, 'done')).started_at).toEqual(expect.any(String))
  })

  test('is planned again when it was paused before its time, and can be stopped', async () => {
    const { bulk_id } = await bulk.start(drawNumbers(2), { start_at: LATER })
    expect((await bulk.verb(bulk_id, 'pause')).body).toMatchObject({ status: 'paused' })
    expect((await bulk.verb(bulk_id, 'resume')).body).toMatchObject({ status: 'planned' })
    const stopped = await bulk.verb(bulk_id, 'stop')
    expect(stopped.body).toMatchObject({ status: 'stopped', counts: { waiting: 0, cancelled: 2 } })
  })

  test('whose time is over before it could go on expires', async () => {
    const { bulk_id } = await bulk.start(drawNumbers(2), { start_at: LATER, expires_in: 60 })
    await bulk.verb(bulk_id, 'pause')
    const move = `update bulk_sends set start_at = now() - interval '2 hours', expires_at = now() where id = $1`
    await app.database.query(move, [bulk_id])
    expect((await bulk.untilStatus(bulk_id, 'done')).counts).toMatchObject({ expired: 2, waiting: 0 })
    expectError(await bulk.verb(bulk_id, 'retry-failed'), 409, 'conflict')
  })
})

describe('the events of a bulk send', () => {
  test('tell its counts, and its single steps to those who ask', async () => {
    const { body: before } = await app.call('GET', '/v1/events?limit=1000')
    const after = before.at(-1)?.id ?? 0
    const { bulk_id } = await bulk.start(drawNumbers(4))
    await bulk.untilCounts(bulk_id, { read: 4 })
    await vi.waitFor(async () => {
      const { body } = await app.call('GET', `/v1/events?after=${after}&type=bulk.updated&limit=1000`)
      expect(body.at(-1).data).toMatchObject({ bulk_id, status: 'done', counts: { planned: 4, read: 4 } })
      for (const { data } of body) expect(sumOf(data.counts)).toBe(data.counts.planned)
    }, WAIT)
    const steps = async (query: string) =>
      (await app.call('GET', `/v1/events?after=${after}&limit=1000${query}`)).body.filter(
        (event: { type: string; data: { bulk_id?: number } }) =>
          event.type === 'message.status' && event.data.bulk_id === bulk_id,
      )
    expect(await steps('')).toEqual([])
    for (const query of ['&include=bulk', '&type=message.status'])
      expect(
        new Set((await steps(query)).map((event: { data: { status: string } }) => event.data.status)),
      ).toEqual(new Set(['queued', 'accepted', 'sent', 'delivered', 'read']))
  })
})

test('bulk sends are listed newest first, by pages and by cursor', async () => {
  const ids: number[] = []
  for (let n = 0; n < 3; n += 1) ids.push((await bulk.start([drawNumber()], { start_at: LATER })).bulk_id)
  const first = await app.call('GET', `${BULK}?limit=2`)
  expect(first.body.map(({ bulk_id }: { bulk_id: number }) => bulk_id)).toEqual([ids[2], ids[1]])
  const next = /<([^>]+)>/.exec(first.headers['link']!)![1]!
  expect((await app.call('GET', next)).body[0].bulk_id).toBe(ids[0])
  expect((await app.call('GET', BULK)).body[0]).toMatchObject({ bulk_id: ids[2], counts: { planned: 1 } })
  expectError(await app.call('GET', `${BULK}?cursor=WyJ4Il0`), 422, 'failed_validation')
})

test('recipients are listed by state and by cursor, in the order given', async () => {
  const phones = drawNumbers(5)
  const { bulk_id } = await bulk.start(phones, { start_at: LATER })
  const path = `${BULK}/${bulk_id}/recipients`
  const first = await app.call('GET', `${path}?limit=3&state=waiting`)
  expect(first.body.map(({ line }: { line: number }) => line)).toEqual([1, 2, 3])
  const rest = await app.call('GET', /<([^>]+)>/.exec(first.headers['link']!)![1]!)
  expect(rest.body.map(({ phone }: { phone: string }) => phone)).toEqual([`+${phones[3]}`, `+${phones[4]}`])
  expect(rest.headers['link']).toBeUndefined()
  expect((await app.call('GET', `${path}?state=read`)).body).toEqual([])
  expectError(await app.call('GET', `${path}?state=x`), 422, 'failed_validation')
})

test('a file goes along, and nobody is in the queue before WhatsApp has it', async () => {
  const templateId = (await selectTemplateIds(app)).get('summer_campaign')
  const form = new FormData()
  for (const [name, value] of Object.entries({
    template_id: String(templateId),
    language_id: '2',
    'parameters[body-first_name]': 'Ahmet',
    'parameters[body-discount]': '%10',
    'recipients[0][phone]': drawNumber(),
  }))
    form.set(name, value)
  await app.sandbox('POST', '/_sandbox/faults', {
    json: { mode: 'slow', delay_ms: 500, match: { path: '/media' } },
  })
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  form.set('attachment', new Blob([png], { type: 'image/png' }), 'kampanya.png')
  const { status, body } = await app.call('POST', BULK, { multipart: form })
  expect(status, JSON.stringify(body)).toBe(201)
  await bulk.untilCounts(body.bulk_id, { read: 1 })
})
