import { beforeAll, expect, test, vi } from 'vitest'
import { WAIT } from '../support/wait.ts'
import { drawPerson, expectError, type Stage, startStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
  return stage.stop
})

const ALL = ['queued', 'accepted', 'sent', 'delivered', 'read']
const TOLD = ALL.filter((status) => status !== 'accepted')

test.each([131026, 131047, 131049, 131000])(
  'a failure told by a webhook (%i) is final: in words, and never sent again by itself',
  async (code) => {
    const to = drawPerson()
    await stage.addFault({ mode: 'failed', code, match: { to } })
    const id = await stage.sendText(to)
    const failed = await stage.untilStatus(id, 'failed')
    expectError(failed, code)
    expect(failed.attempts).toBe(1)
    expect(failed.wamid).toMatch(/^wamid\./)
    expect(failed.next_attempt_at).toBeUndefined()
    expect(failed.history.at(-1)).toMatchObject({ status: 'failed', error: { code } })
    expect(await stage.listEvents(id)).toEqual(['queued', 'failed'])
    // The webhook may be there before the answer to the request, with which the attempt is over.
    await vi.waitFor(async () => {
      const { rows } = await stage.database.query('select 1 from message_queue where message_id = $1', [id])
      expect(rows).toEqual([])
    }, 10_000)
    expect(await stage.countAccepted(id)).toBe(1)
  },
)

test('a message whose failure comes before the answer to its request ends as failed', async () => {
  const to = drawPerson()
  await stage.addFault({ mode: 'failed', code: 131026, match: { to } })
  await stage.addFault({ mode: 'reset_after', match: { to } })
  const id = await stage.sendText(to)
  expectError(await stage.untilStatus(id, 'failed'), 131026)
  expect(await stage.countAccepted(id)).toBe(1)
})

test('without any status a message stays accepted', async () => {
  const [to, later] = [drawPerson(), drawPerson()]
  await stage.addFault({ mode: 'no_webhook', match: { to } })
  const id = await stage.sendText(to)
  await stage.untilStatus(await stage.sendText(later), 'read')
  const told = await stage.tell(id)
  expect(told.status).toBe('accepted')
  expect(told.wamid).toMatch(/^wamid\./)
  expect(await stage.listEvents(id)).toEqual(['queued'])
})

test('statuses that come twice are one state and one event each', async () => {
  const to = drawPerson()
  await stage.addFault({ mode: 'duplicate_webhook', match: { to } })
  const id = await stage.sendText(to)
  const read = await stage.untilStatus(id, 'read')
  // The doubles come right behind; what is sent later is told after them.
  await stage.untilStatus(await stage.sendText(drawPerson()), 'read')
  expect(read.history.map(({ status }) => status)).toEqual(ALL)
  expect(await stage.listEvents(id)).toEqual(TOLD)
})

test('statuses in any order end in the same state, with one event each', async () => {
  const people = Array.from({ length: 10 }, drawPerson)
  for (const to of people) await stage.addFault({ mode: 'shuffle_webhooks', match: { to } })
  const ids = await Promise.all(people.map((to) => stage.sendText(to)))
  for (const id of ids) {
    await stage.untilStatus(id, 'read')
    await expect.poll(async () => (await stage.listEvents(id)).toSorted(), WAIT).toEqual(TOLD.toSorted())
    const told = await stage.tell(id)
    expect(told.status).toBe('read')
    expect(told.history.map(({ status }) => status)).toEqual(ALL)
  }
})
