import { beforeAll, describe, expect, test } from 'vitest'
import { insertIntegrations } from '../support/integrations.ts'
import { drawPerson, expectError, type Stage, startStage } from './stage.ts'

/** A number of another account, beside 11 and 22, which share one. WhatsApp does not know it and refuses it. */
const ELSEWHERE = 33

const useStage = () => {
  const box: { stage: Stage } = { stage: undefined as unknown as Stage }
  beforeAll(async () => {
    box.stage = await startStage()
    await insertIntegrations(box.stage, [ELSEWHERE])
    return box.stage.stop
  })
  return box
}

/** Sends what expires soon. A number that may send takes it, one that waits lets it expire untried. */
const sendExpiring = (stage: Stage, integrationId: number): Promise<string> =>
  stage.sendText(drawPerson(), { expires_in: 2 }, integrationId)

describe('130429: the number is too fast', () => {
  const box = useStage()
  test('it waits a second, the other numbers do not, and all goes out once', async () => {
    const { stage } = box
    const to = drawPerson()
    await stage.addFault({ mode: 'error', code: 130429, match: { to } })
    const id = await stage.sendText(to)
    expectError(await stage.untilTried(id, 1), 130429)
    const behind = await stage.sendText(drawPerson())
    const beside = await stage.sendText(drawPerson(), {}, 22)
    await stage.untilStatus(beside, 'read', 22)
    expect((await stage.untilStatus(id, 'read')).attempts).toBe(2)
    expect((await stage.untilStatus(behind, 'read')).attempts).toBe(1)
    expect(await stage.countAccepted(id)).toBe(1)
    expect(await stage.countAccepted(behind)).toBe(1)
  })
})

describe('80007: the account is too fast', () => {
  const box = useStage()
  test('all its numbers wait for a minute, those of others do not', async () => {
    const { stage } = box
    const to = drawPerson()
    await stage.addFault({ mode: 'error', code: 80007, match: { to } })
    const id = await stage.sendText(to)
    expectError(await stage.untilTried(id, 1), 80007)
    const sister = await sendExpiring(stage, 22)
    const stranger = await sendExpiring(stage, ELSEWHERE)
    expect((await stage.untilStatus(stranger, 'failed', ELSEWHERE)).attempts).toBe(1)
    expect((await stage.untilStatus(sister, 'expired', 22)).attempts).toBe(0)
    expect(await stage.tell(id)).toMatchObject({ status: 'queued', attempts: 1 })
  })
})

describe('4: the app is too fast', () => {
  const box = useStage()
  test('all numbers wait for a minute', async () => {
    const { stage } = box
    const to = drawPerson()
    await stage.addFault({ mode: 'error', code: 4, match: { to } })
    const id = await stage.sendText(to)
    expectError(await stage.untilTried(id, 1), 4)
    for (const number of [22, ELSEWHERE]) {
      const expired = await stage.untilStatus(await sendExpiring(stage, number), 'expired', number)
      expect(expired.attempts).toBe(0)
      expectError(expired, 9_000_001)
    }
    expect(await stage.tell(id)).toMatchObject({ status: 'queued', attempts: 1 })
  })
})

describe('429 without a word of WhatsApp', () => {
  const box = useStage()
  test('is a throttle like any other: the message waits, in words', async () => {
    const { stage } = box
    const to = drawPerson()
    await stage.addFault({ mode: 'http', status: 429, match: { to } })
    const id = await stage.sendText(to)
    const waiting = await stage.untilTried(id, 1)
    expect(waiting).toMatchObject({ status: 'queued', attempts: 1 })
    expect(waiting.error?.title).toBe('Too many calls')
    expect(waiting.error?.what_to_do).not.toBe('')
    expect(waiting.next_attempt_at).toBeDefined()
  })
})

describe('131048: too many people reported the number', () => {
  const box = useStage()
  test('it waits for an hour, the other numbers do not', async () => {
    const { stage } = box
    const to = drawPerson()
    await stage.addFault({ mode: 'error', code: 131048, match: { to } })
    const id = await stage.sendText(to)
    const waiting = await stage.untilTried(id, 1)
    expectError(waiting, 131048)
    const pauseMs = Date.parse(waiting.next_attempt_at!) - Date.parse(waiting.history[0]!.at)
    expect(pauseMs).toBeGreaterThan(40 * 60_000)
    const behind = await sendExpiring(stage, 11)
    const beside = await stage.sendText(drawPerson(), {}, 22)
    await stage.untilStatus(beside, 'read', 22)
    expect((await stage.untilStatus(behind, 'expired')).attempts).toBe(0)
  })
})
