import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createJournal } from '../journal.ts'
import { eventually } from '../testing/eventually.ts'
import { startTestSandbox } from '../testing/start-test-sandbox.ts'
import { applyRecord, encodeRecord, findRecord } from './records.ts'
import { encodeState } from './snapshot.ts'
import { createState, type State } from './state.ts'

const replay = (path: string): State => {
  const state = createState()
  createJournal(path).read((line) => applyRecord(state, findRecord(line)!))
  return state
}

const describeState = (state: State) => ({
  ...state,
  outbound: [...state.outbound.list()],
  inbound: [...state.inbound.list()],
  next: [state.outbound.nextN(), state.inbound.nextN()],
})

it('a compacted journal says what the long one said', async () => {
  const sandbox = await startTestSandbox()
  for (let index = 0; index < 20; index++) await sandbox.send({ type: 'text', text: { body: `ş ${index}` } })
  await sandbox.control('DELETE', 'messages')
  for (let index = 0; index < 5; index++) await sandbox.send({ type: 'text', text: { body: `${index}` } })
  await sandbox.control('PUT', 'receiver', { secrets: [`whsec_${Buffer.alloc(24).toString('base64')}`] })
  await sandbox.control('PUT', 'phone/people/905550000001', { receipts: 'opened' })
  await sandbox.send({ type: 'text', text: { body: 'to be opened' } })
  await eventually(async () => {
    await sandbox.control('POST', `phone/numbers/${sandbox.numberId}/chats/905550000001/open`)
    const { body } = await sandbox.control('GET', 'messages')
    expect(body.at(-1).statuses.at(-1).status).toBe('read')
  })
  await sandbox.control('POST', 'templates', { name: 'coupon', language: 'en', status: 'PAUSED' })
  const path = join(sandbox.dataDir, 'journal.jsonl')
  const before = replay(path)
  const journal = createJournal(path)
  journal.read(() => {})
  journal.open()
  const { size } = await stat(path)
  const rewriting = journal.rewrite(encodeState(before))
  const settings = { ...before.settings, review_ms: 77 }
  applyRecord(before, { t: 'settings', settings })
  journal.append(encodeRecord({ t: 'settings', settings }))
  await rewriting
  await journal.close()
  expect((await stat(path)).size).toBeLessThan(size)
  expect(describeState(replay(path))).toEqual(describeState(before))
  await sandbox.close()
})
