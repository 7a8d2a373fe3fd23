import { beforeAll, describe, expect, test } from 'vitest'
import { drawPerson, expectError, type Stage, startStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
  return stage.stop
})

const TOLD = ['sent', 'delivered', 'read']

describe.concurrent('a passing error', () => {
  test.each([2, 131000, 131016, 133004])(
    '%i: the message waits with the reason, then goes out once',
    async (code) => {
      const to = drawPerson()
      await stage.addFault({ mode: 'error', code, match: { to } })
      const id = await stage.sendText(to)
      const waiting = await stage.untilTried(id, 1)
      expectError(waiting, code)
      expect(waiting).toMatchObject({ status: 'queued', attempts: 1, wamid: null })
      expect(Date.parse(waiting.next_attempt_at!)).toBeGreaterThan(Date.parse(waiting.history[0]!.at))

      const read = await stage.untilStatus(id, 'read')
      expect(read).toMatchObject({ attempts: 2 })
      expect(read.error).toBeUndefined()
      expect(read.history.map(({ status }) => status)).toEqual(['queued', 'accepted', ...TOLD])
      expect(await stage.countAccepted(id)).toBe(1)
      expect(await stage.listEvents(id)).toEqual(['queued', 'queued', ...TOLD])
    },
  )

  test('131000 again and again: it is tried four times, then fails', async () => {
    const to = drawPerson()
    await stage.addFault({ mode: 'error', code: 131000, match: { to }, times: 100 })
    const id = await stage.sendText(to)
    const failed = await stage.untilStatus(id, 'failed')
    expectError(failed, 131000)
    expect(failed.attempts).toBe(4)
    expect(await stage.countAccepted(id)).toBe(0)
    expect(await stage.listEvents(id)).toEqual(['queued', 'queued', 'queued', 'queued', 'failed'])
  })

  test('1, once: it is tried again', async () => {
    const to = drawPerson()
    await stage.addFault({ mode: 'error', code: 1, match: { to } })
    const id = await stage.sendText(to)
    expect((await stage.untilStatus(id, 'read')).attempts).toBe(2)
    expect(await stage.countAccepted(id)).toBe(1)
  })

  test('1, twice: it fails', async () => {
    const to = drawPerson()
    await stage.addFault({ mode: 'error', code: 1, match: { to }, times: 100 })
    const id = await stage.sendText(to)
    const failed = await stage.untilStatus(id, 'failed')
    expectError(failed, 1)
    expect(failed.attempts).toBe(2)
  })

  test('131056, the pair rate: only this person waits', async () => {
    const [to, other] = [drawPerson(), drawPerson()]
    await stage.addFault({ mode: 'error', code: 131056, match: { to }, times: 2 })
    const id = await stage.sendText(to)
    // The second pause is of four seconds.
    expectError(await stage.untilTried(id, 2), 131056)
    const otherId = await stage.sendText(other)
    await stage.untilStatus(otherId, 'read')
    expect((await stage.untilStatus(id, 'read')).attempts).toBe(3)
    const { rows } = await stage.database.query(
      `select data->>'message_id' as id from events
      where data->>'status' = 'sent' and data->>'message_id' = any($1) order by events.id`,
      [[id, otherId]],
    )
    expect(rows.map((row) => row.id)).toEqual([otherId, id])
  })

  test('131049, withheld: it waits for a day, and nobody else does', async () => {
    const [to, other] = [drawPerson(), drawPerson()]
    await stage.addFault({ mode: 'error', code: 131049, match: { to } })
    const id = await stage.sendText(to)
    const waiting = await stage.untilTried(id, 1)
    expectError(waiting, 131049)
    const pauseMs = Date.parse(waiting.next_attempt_at!) - Date.parse(waiting.history[0]!.at)
    expect(pauseMs).toBeGreaterThan(17 * 3_600_000)
    await stage.untilStatus(await stage.sendText(other), 'read')
    expect(await stage.tell(id)).toMatchObject({ status: 'queued', attempts: 1 })
  })
})

describe.concurrent('an error for good', () => {
  test.each([100, 131008, 131009, 131021, 131026, 131047, 131050, 132000, 135000, 999_999])(
    '%i: the message fails at once, in words, and is never tried again',
    async (code) => {
      const [to, later] = [drawPerson(), drawPerson()]
      await stage.addFault({ mode: 'error', code, match: { to } })
      const id = await stage.sendText(to)
      const failed = await stage.untilStatus(id, 'failed')
      expectError(failed, code)
      expect(failed).toMatchObject({ attempts: 1, wamid: null })
      expect(failed.next_attempt_at).toBeUndefined()
      expect(failed.history).toMatchObject([{ status: 'queued' }, { status: 'failed', error: { code } }])

      // The fault is spent: another try would get through, and before the message that came later.
      await stage.untilStatus(await stage.sendText(later), 'read')
      expect(await stage.countAccepted(id)).toBe(0)
      expect(await stage.listEvents(id)).toEqual(['queued', 'failed'])
    },
  )

  test('it holds back nothing else to the same person', async () => {
    const to = drawPerson()
    await stage.addFault({ mode: 'error', code: 131009, match: { to } })
    const first = await stage.sendText(to, { text: 'first' })
    const second = await stage.sendText(to, { text: 'second' })
    await stage.untilStatus(second, 'read')
    expect((await stage.tell(first)).status).toBe('failed')
    expect(await stage.listTexts(to)).toEqual(['second'])
  })
})
