import { beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { BULK, type BulkCalls, createBulkCalls, sumOf } from '../support/bulk.ts'
import { expectError } from '../support/expect-error.ts'
import { setPace } from '../support/integrations.ts'
import { drawNumber, waitForSent } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
let bulk: BulkCalls
beforeAll(async () => {
  app = await startTestApp()
  bulk = createBulkCalls(app)
  return app.stop
})

/** More than leave before a send that has just begun is paused. */
const MANY = 400

const drawNumbers = (count: number): string[] => Array.from({ length: count }, drawNumber)

/** How many messages the sandbox has taken of each id of a send. */
const countTaken = async (bulkId: number): Promise<Map<string, number>> => {
  const { rows } = await app.database.query('select message_id from bulk_recipients where bulk_id = $1', [
    bulkId,
  ])
  const ids = new Set(rows.map(({ message_id }) => message_id))
  const taken = new Map<string, number>()
  for (const { body } of (await app.sandbox('GET', '/_sandbox/messages')).body) {
    const id = body.biz_opaque_callback_data
    if (ids.has(id)) taken.set(id, (taken.get(id) ?? 0) + 1)
  }
  return taken
}

describe('a running send', () => {
  test('stands still while it is paused, goes on when it is resumed, and reaches each once', async () => {
    await setPace(app, 20)
    const { bulk_id } = await bulk.start(drawNumbers(MANY))
    await vi.waitFor(async () => expect((await countTaken(bulk_id)).size).toBeGreaterThan(5), WAIT)
    const paused = await bulk.verb(bulk_id, 'pause')
    expect(paused.body).toMatchObject({ status: 'paused', paused_reason: null })
    expect((await bulk.verb(bulk_id, 'pause')).body.status).toBe('paused')
    const { rows: queued } = await app.database.query(
      `select q.message_id from message_queue q join messages m on m.id = q.message_id
      where m.bulk_id = $1 and q.state = 'queued'`,
      [bulk_id],
    )
    expect(queued).toEqual([])
    await bulk.untilCounts(bulk_id, { accepted: 0, sent: 0 })
    const { counts } = await bulk.show(bulk_id)
    expect(sumOf(counts)).toBe(MANY)
    expect(counts.waiting).toBeGreaterThan(0)
    // Held messages are told as queued.
    const { rows: held } = await app.database.query(
      `select message_id from bulk_recipients where bulk_id = $1 and state = 'held'`,
      [bulk_id],
    )
    expect(held.length).toBeGreaterThan(0)
    const path = `/v1/integrations/11/conversations/messages/${held[0].message_id}`
    expect((await app.call('GET', path)).body.status).toBe('queued')
    expect((await bulk.verb(bulk_id, 'resume')).body.status).toBe('running')
    expect((await bulk.verb(bulk_id, 'resume')).body.status).toBe('running')
    await setPace(app, 80)
    await bulk.untilCounts(bulk_id, { read: MANY })
    const taken = await countTaken(bulk_id)
    expect([taken.size, Math.max(...taken.values())]).toEqual([MANY, 1])
    await bulk.untilStatus(bulk_id, 'done')
    for (const verb of ['pause', 'resume', 'stop'])
      expectError(await bulk.verb(bulk_id, verb), 409, 'conflict')
  })

  test('sends to nobody more once it is stopped', async () => {
    await setPace(app, 10)
    const { bulk_id } = await bulk.start(drawNumbers(60))
    await vi.waitFor(async () => expect((await countTaken(bulk_id)).size).toBeGreaterThan(3), WAIT)
    const { status, body } = await bulk.verb(bulk_id, 'stop')
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'stopped' } })
    expect(body.counts.cancelled).toBeGreaterThan(0)
    const settled = await bulk.untilCounts(bulk_id, { waiting: 0, accepted: 0, sent: 0 })
    expect(sumOf(settled.counts)).toBe(60)
    expect((await countTaken(bulk_id)).size).toBe(60 - settled.counts.cancelled)
    expect((await bulk.verb(bulk_id, 'stop')).body.status).toBe('stopped')
    for (const verb of ['pause', 'resume', 'retry-failed'])
      expectError(await bulk.verb(bulk_id, verb), 409, 'conflict')
    const cancelled = await bulk.recipients(bulk_id, '?state=cancelled&limit=100')
    expect(cancelled).toHaveLength(settled.counts.cancelled)
  })

  test('shares a number evenly with another, and single messages overtake both', async () => {
    await setPace(app, 10)
    const [first, second] = await Promise.all([bulk.start(drawNumbers(80)), bulk.start(drawNumbers(80))])
    const countBoth = async (): Promise<[number, number]> => [
      (await countTaken(first.bulk_id)).size,
      (await countTaken(second.bulk_id)).size,
    ]
    const untilBoth = (enough: (a: number, b: number) => boolean) =>
      vi.waitFor(
        async () => {
          const counts = await countBoth()
          expect(enough(...counts), counts.join(' and ')).toBe(true)
          return counts
        },
        { timeout: 30_000, interval: 100 },
      )
    // From when both are under way: one was planned before the other, and had the number to itself until then.
    const before = await untilBoth((a, b) => Math.min(a, b) > 0)
    const single = drawNumber()
    await app.call('POST', '/v1/integrations/11/conversations/templates/send', {
      json: {
        template_id: 1,
        language_id: 1,
        destinations: [{ phone: single, parameters: { 'header-1': 'a', 'body-1': 'b', 'body-2': 'c' } }],
      },
    })
    await waitForSent(app, single)
    const [a, b] = await countBoth()
    expect(a + b).toBeLessThan(160)
    const after = await untilBoth((a, b) => a + b >= before[0] + before[1] + 80)
    // Of the 80 that left since, or some more while they were counted, each had half; they are fed some at a time.
    const [grownA, grownB] = [after[0] - before[0], after[1] - before[1]]
    expect(Math.abs(grownA - grownB), `${grownA} and ${grownB}`).toBeLessThanOrEqual(20)
    for (const { bulk_id } of [first, second]) await bulk.verb(bulk_id, 'stop')
  })
})

describe('the failed', () => {
  test('are sent to again under new ids, and count as what became of them last', async () => {
    await setPace(app, 80)
    const [good, bad] = [drawNumber(), drawNumber()]
    const fault = { mode: 'error', code: 131026, match: { to: bad }, times: 1 }
    await app.sandbox('POST', '/_sandbox/faults', { json: fault })
    const { bulk_id } = await bulk.start([good, bad])
    await bulk.untilCounts(bulk_id, { read: 1, failed: 1 })
    await bulk.untilStatus(bulk_id, 'done')
    const [failed] = await bulk.recipients(bulk_id, '?state=failed')
    expect(failed).toMatchObject({ phone: `+${bad}`, attempts: 1, error: { code: 131026 } })
    expect((await bulk.verb(bulk_id, 'retry-failed')).body).toMatchObject({ status: 'running' })
    await bulk.untilCounts(bulk_id, { read: 2, failed: 0 })
    const [, again] = await bulk.recipients(bulk_id)
    expect(again).toMatchObject({ phone: `+${bad}`, attempts: 2, state: 'read' })
    expect(again.message_id).not.toBe(failed.message_id)
    const first = await app.call('GET', `/v1/integrations/11/conversations/messages/${failed.message_id}`)
    expect(first.body.status).toBe('failed')
    await bulk.untilStatus(bulk_id, 'done')
    expect((await bulk.verb(bulk_id, 'retry-failed')).body).toMatchObject({ status: 'done' })
  })
})

describe('what keeps a send from being sent', () => {
  test('pauses it with the reason; a number that is activated again lets it go on', async () => {
    await setPace(app, 5)
    const { bulk_id } = await bulk.start(drawNumbers(30))
    await app.database.query(
      `update integrations set status = 'suspended', status_reason = 'Payment issue.' where id = 11`,
    )
    const paused = await bulk.untilStatus(bulk_id, 'paused')
    expect(paused.paused_reason).toBe('The number is suspended. Payment issue.')
    await vi.waitFor(
      async () => expectError(await bulk.verb(bulk_id, 'resume'), 422, 'integration_not_active'),
      { timeout: 20_000, interval: 100 },
    )
    await setPace(app, 80)
    await app.database.query(
      `update integrations set status = 'activated', status_reason = null where id = 11`,
    )
    expect((await bulk.untilStatus(bulk_id, 'done')).counts).toMatchObject({ planned: 30, waiting: 0 })
  })

  test('a template that WhatsApp stops waits for a person', async () => {
    await vi.waitFor(
      async () => expect((await app.call('GET', '/v1/integrations')).body[0].status).toBe('activated'),
      WAIT,
    )
    await setPace(app, 5)
    const { bulk_id } = await bulk.start(drawNumbers(30))
    const set = `update template_translations set status = $1 where template_id = 1 and language_code = 'en'`
    await app.database.query(set, ['PAUSED'])
    const paused = await bulk.untilStatus(bulk_id, 'paused')
    expect(paused.paused_reason).toMatch(/template.*paused/)
    expectError(await bulk.verb(bulk_id, 'resume'), 422, 'template_not_sendable')
    await app.database.query(set, ['APPROVED'])
    await setPace(app, 80)
    expect((await bulk.verb(bulk_id, 'resume')).body.status).toBe('running')
    expect((await bulk.untilStatus(bulk_id, 'done')).counts.failed).toBe(0)
  })

  test('somebody who has opted out of marketing is left out and counted, also after the planning', async () => {
    const [before, after, other] = drawNumbers(3)
    const optOut = (phone: string) => app.call('POST', '/v1/opt-outs', { json: { phones: [phone] } })
    await app.database.query(`update templates set category = 'MARKETING' where id = 1`)
    expect((await optOut(before!)).status).toBeLessThan(300)
    await vi.waitFor(
      async () => {
        const body = (
          await bulk.create({
            recipients: [before, after, other].map((phone) => ({ phone })),
            start_at: soon(),
          })
        ).body
        expect(body.counts).toMatchObject({ planned: 3, waiting: 2, opted_out: 1 })
        await optOut(after!)
        await app.database.query('update bulk_sends set start_at = now() where id = $1', [body.bulk_id])
        await bulk.untilCounts(body.bulk_id, { planned: 3, read: 1, opted_out: 2 })
      },
      { timeout: 30_000, interval: 500 },
    )
  })
})

const soon = () => new Date(Date.now() + 3_600_000).toISOString()

describe('the report', () => {
  test('has a row a recipient, also those never planned, opens in Excel and holds no formula', async () => {
    await setPace(app, 80)
    const [a, b] = drawNumbers(2)
    const csv = `phone;name\n${a};=1+1\n${b};"Şükrü ""Ş""\nIşık"\n12;x\n+${a};again\n${drawNumber()};x;y\n`
    const { status, body } = await bulk.upload(csv)
    expect(status).toBe(201)
    await bulk.untilCounts(body.bulk_id, { read: 2 })
    const { wamid } = (
      await app.database.query('select wamid from messages where address = $1 and bulk_id = $2', [
        a,
        body.bulk_id,
      ])
    ).rows[0]
    for (const text of ['Evet', 'Hayır'])
      await app.sandbox('POST', '/_sandbox/inbound', {
        json: {
          from: a,
          message: { type: 'button', button: { payload: text, text }, context: { id: wamid } },
        },
      })
    await vi.waitFor(async () => expect((await bulk.recipients(body.bulk_id))[0].button).toBe('Evet'), WAIT)
    const report = await app.call('GET', `${BULK}/${body.bulk_id}/report.csv?separator=semicolon`)
    expect(report.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="bulk-send-${body.bulk_id}.csv"`,
    })
    const lines = report.text.split('\r\n')
    expect(lines[0]).toMatch(/^\uFEFFline;phone;name;status;reason;/)
    expect(lines[1]).toMatch(new RegExp(`^2;${a};'=1\\+1;read;;1;gBEG`))
    expect(lines[1]).toContain(';Evet;template_01;en;user:1;')
    expect(lines[2]).toContain(`3;${b};"Şükrü ""Ş""\nIşık";read;`)
    expect(lines[3]).toContain('4;12;;rejected;This is not a valid phone number.;')
    expect(lines[4]).toContain(`5;${a};;rejected;This number stands in an earlier row.`)
    expect(lines[5]).toMatch(/^6;90\d+;;rejected;The row has 3 cells, the first row names 2\. /)
    expect(lines.slice(6)).toEqual([''])
  })
})
