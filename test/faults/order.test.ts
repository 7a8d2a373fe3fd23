import { beforeAll, expect, test } from 'vitest'
import { drawPerson, expectError, type Stage, startStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage({}, { graphTimeouts: { requestMs: 1_000 } })
  return stage.stop
})

const sendThree = async (to: string): Promise<string[]> => {
  const ids: string[] = []
  for (const text of ['one', 'two', 'three']) ids.push(await stage.sendText(to, { text }))
  return ids
}

test('messages to one person keep their order when the first is tried again', async () => {
  const to = drawPerson()
  await stage.addFault({ mode: 'error', code: 131016, match: { to }, times: 2 })
  const ids = await sendThree(to)
  for (const id of ids) await stage.untilStatus(id, 'read')
  expect(await stage.listTexts(to)).toEqual(['one', 'two', 'three'])
  expect((await stage.tell(ids[0]!)).attempts).toBe(3)
  expect((await stage.tell(ids[1]!)).attempts).toBe(1)
})

test('messages to one person keep their order when WhatsApp is slow with the first', async () => {
  const to = drawPerson()
  await stage.addFault({ mode: 'slow', delay_ms: 400, match: { to } })
  const ids = await sendThree(to)
  for (const id of ids) await stage.untilStatus(id, 'read')
  expect(await stage.listTexts(to)).toEqual(['one', 'two', 'three'])
})

test('an unknown message holds back nobody', async () => {
  const to = drawPerson()
  await stage.addFault({ mode: 'reset_before', match: { to } })
  const [first, second, third] = await sendThree(to)
  await stage.untilStatus(third!, 'read')
  expect((await stage.tell(first!)).status).toBe('unknown')
  expect((await stage.tell(second!)).attempts).toBe(1)
  expect(await stage.listTexts(to)).toEqual(['two', 'three'])
})

test('a message whose next attempt comes too late expires, is never sent, and lets the next one go', async () => {
  const to = drawPerson()
  await stage.addFault({ mode: 'error', code: 131016, match: { to }, times: 4 })
  const id = await stage.sendText(to, { text: 'code 1234', expires_in: 2 })
  expectError(await stage.untilTried(id, 1), 131016)
  const next = await stage.sendText(to, { text: 'next' })
  const expired = await stage.untilStatus(id, 'expired')
  expectError(expired, 9_000_001)
  expect(expired.history.at(-1)?.status).toBe('expired')
  await stage.untilStatus(next, 'read')
  expect(await stage.listTexts(to)).toEqual(['next'])
  const events = await stage.listEvents(id)
  expect([events[0], events.at(-1)]).toEqual(['queued', 'expired'])
})
