import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, type Database } from '../../src/database/database.ts'
import { settleLongUnknown } from '../../src/dispatch/reconcile.ts'
import { drawPerson, expectError, type Fault, type Stage, startStage } from './stage.ts'

let stage: Stage
let database: Database
beforeAll(async () => {
  stage = await startStage({}, { graphTimeouts: { requestMs: 1_000 } })
  database = createDatabase({ connectionString: stage.connectionString })
  return stage.stop
})
afterAll(() => database.destroy())

const OUTCOME_UNKNOWN = 9_000_003
const NO_STATUS = 9_000_004

const setStatuses = async (firstMs: number): Promise<void> => {
  const statuses = { sent_ms: firstMs, delivered_ms: firstMs + 40, read_ms: firstMs + 80 }
  const answer = await stage.sandbox('PUT', '/_sandbox/settings', { json: { statuses } })
  expect(answer.status).toBe(200)
}

/** Sends into the fault and waits until the message is unknown. */
const loseAnswer = async (fault: Fault, to = drawPerson()): Promise<string> => {
  await stage.addFault({ ...fault, match: { to } })
  const id = await stage.sendText(to, { text: 'lost' })
  const unknown = await stage.untilStatus(id, 'unknown')
  expectError(unknown, OUTCOME_UNKNOWN)
  expect(unknown).toMatchObject({ attempts: 1, wamid: null })
  return id
}

const UNHEARD: [string, Fault][] = [
  ['no answer in time', { mode: 'hang' }],
  ['a connection that broke before', { mode: 'reset_before' }],
  ['a bare 500', { mode: 'http', status: 500 }],
  ['a bare 502', { mode: 'http', status: 502 }],
]

describe.each(UNHEARD)('%s', (_, fault) => {
  test('makes the message unknown, holds back nobody, and fails it after the set time', async () => {
    const to = drawPerson()
    const id = await loseAnswer(fault, to)
    await stage.untilStatus(await stage.sendText(to, { text: 'next' }), 'read')
    expect(await stage.listTexts(to)).toEqual(['next'])
    expect(await settleLongUnknown(database, { afterMs: 3_600_000, outcome: 'fail' })).toBe(0)
    expect((await stage.tell(id)).status).toBe('unknown')

    expect(await settleLongUnknown(database, { afterMs: 0, outcome: 'fail' })).toBe(1)
    const failed = await stage.tell(id)
    expect(failed.status).toBe('failed')
    expectError(failed, NO_STATUS)
    expect(failed.history.map(({ status }) => status)).toEqual(['queued', 'unknown', 'failed'])
    expect(await stage.listEvents(id)).toEqual(['queued', 'unknown', 'failed'])
    expect(await stage.countAccepted(id)).toBe(0)
  })

  test('sends it again after the set time, when the operator chose so', async () => {
    const id = await loseAnswer(fault)
    expect(await settleLongUnknown(database, { afterMs: 0, outcome: 'resend' })).toBe(1)
    const read = await stage.untilStatus(id, 'read')
    expect(read.attempts).toBe(2)
    expect(read.error).toBeUndefined()
    expect(await stage.countAccepted(id)).toBe(1)
    expect(await stage.listEvents(id)).toEqual(['queued', 'unknown', 'queued', 'sent', 'delivered', 'read'])
  })
})

describe('an answer that was lost after the message was taken', () => {
  test('makes it unknown until the status tells that it went out', async () => {
    await setStatuses(600)
    const id = await loseAnswer({ mode: 'reset_after' })
    const read = await stage.untilStatus(id, 'read')
    await setStatuses(20)
    expect(read.wamid).toMatch(/^wamid\./)
    expect(read.error).toBeUndefined()
    expect(read.attempts).toBe(1)
    expect(await stage.countAccepted(id)).toBe(1)
    expect(await stage.listEvents(id)).toEqual(['queued', 'unknown', 'sent', 'delivered', 'read'])
    expect(await settleLongUnknown(database, { afterMs: 0, outcome: 'resend' })).toBe(0)
  })

  test('is overruled by a status that comes when the message has already been called failed', async () => {
    await setStatuses(1_500)
    const id = await loseAnswer({ mode: 'reset_after' })
    expect(await settleLongUnknown(database, { afterMs: 0, outcome: 'fail' })).toBe(1)
    expectError(await stage.tell(id), NO_STATUS)
    const read = await stage.untilStatus(id, 'read')
    await setStatuses(20)
    expect(read.error).toBeUndefined()
    expect(await stage.listEvents(id)).toEqual(['queued', 'unknown', 'failed', 'sent', 'delivered', 'read'])
  })

  test('and sent again by the operator’s choice, it ends as read although both went out', async () => {
    await setStatuses(1_500)
    const id = await loseAnswer({ mode: 'reset_after' })
    expect(await settleLongUnknown(database, { afterMs: 0, outcome: 'resend' })).toBe(1)
    await stage.untilStatus(id, 'read')
    await setStatuses(20)
    expect(await stage.countAccepted(id)).toBe(2)
    const events = await stage.listEvents(id)
    expect(events.slice(0, 3)).toEqual(['queued', 'unknown', 'queued'])
    expect(events.slice(-3)).toEqual(['sent', 'delivered', 'read'])
  })
})

test('an answer that comes late, but in time, is as good as any', async () => {
  const to = drawPerson()
  await stage.addFault({ mode: 'slow', delay_ms: 300, match: { to } })
  const id = await stage.sendText(to)
  expect((await stage.untilStatus(id, 'read')).attempts).toBe(1)
  expect(await stage.countAccepted(id)).toBe(1)
})

test('a refusal by something on the way, which is not WhatsApp, fails the message and says so', async () => {
  const to = drawPerson()
  await stage.addFault({ mode: 'http', status: 403, match: { to } })
  const failed = await stage.untilStatus(await stage.sendText(to), 'failed')
  expect(failed.error?.title).toBe('Refused without a Graph error')
  expect(failed.error?.what_to_do).toContain('proxy')
})
