import { beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer } from '../support/call.ts'
import { expectError } from '../support/expect-error.ts'
import { insertInbound } from '../support/inbound.ts'
import { setPace } from '../support/integrations.ts'
import { drawNumber, openWindow } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const send = async (to: string): Promise<string> =>
  (await app.call('POST', MESSAGES, { json: { to, text: 'Hello' } })).body.message_id
const cancel = (id: string): Promise<Answer> => app.call('DELETE', `${MESSAGES}/${id}`)
const tell = async (id: string) => (await app.call('GET', `${MESSAGES}/${id}`)).body
const countSent = async (to: string): Promise<number> =>
  (await app.sandbox('GET', `/_sandbox/messages?to=${to}`)).body.length
const addFault = (to: string, fault: object) =>
  app.sandbox('POST', '/_sandbox/faults', { json: { match: { to }, ...fault } })

describe('what cannot be cancelled', () => {
  test('a message that there is not, or of another number, is a 404', async () => {
    const other = await app.call('POST', MESSAGES.replace('11', '22'), {
      json: { to: drawNumber(), text: 'x' },
    })
    for (const id of ['gBEGkFBXUQRnAgnoOJ1ESPKBwME', 'x', other.body.message_id])
      expectError(await cancel(id), 404, 'not_found')
  })

  test('one that was sent, or received, is a 409 and stays as it is', async () => {
    const to = drawNumber()
    await openWindow(app, to)
    const sent = await send(to)
    await vi.waitFor(async () => expect((await tell(sent)).wamid).not.toBeNull(), WAIT)
    expectError(await cancel(sent), 409, 'conflict')
    expect((await tell(sent)).status).not.toBe('cancelled')
    expectError(await cancel((await insertInbound(app, { from: to })).id), 409, 'conflict')
  })

  test('one that is being sent is a 409, and arrives', async () => {
    const to = drawNumber()
    await addFault(to, { times: 1, mode: 'slow', delay_ms: 2_000 })
    const id = await send(to)
    await vi.waitFor(async () => expect((await tell(id)).status).toBe('sending'), WAIT)
    expectError(await cancel(id), 409, 'conflict')
    await vi.waitFor(async () => expect(await countSent(to)).toBe(1), WAIT)
  })
})

describe('a message that is queued', () => {
  test('is cancelled for good: told in its history and by an event, and never sent', async () => {
    const to = drawNumber()
    await addFault(to, { times: 1_000, mode: 'error', code: 131016 })
    const id = await send(to)
    await vi.waitFor(async () => expect((await tell(id)).next_attempt_at).toBeDefined(), WAIT)
    expect(await cancel(id)).toMatchObject({ status: 204, text: '' })
    const message = await tell(id)
    expect(message).toMatchObject({ status: 'cancelled', error: { code: 9_000_002 } })
    expect(message.next_attempt_at).toBeUndefined()
    expect(message.history.at(-1)).toMatchObject({ status: 'cancelled', error: { code: 9_000_002 } })
    const { rows } = await app.database.query(
      `select data->>'status' as status from events where data->>'message_id' = $1 order by id desc limit 1`,
      [id],
    )
    expect(rows).toEqual([{ status: 'cancelled' }])
    expectError(await cancel(id), 409, 'conflict')
    // Whoever stands behind it in the line goes now.
    await app.sandbox('DELETE', '/_sandbox/faults')
    await send(to)
    await vi.waitFor(async () => expect(await countSent(to)).toBe(1), WAIT)
  })
})

test('a message that waits for its file is cancelled, too, and the file does not bring it back', async () => {
  const to = drawNumber()
  await app.sandbox('POST', '/_sandbox/faults', {
    json: { match: { path: '/media' }, times: 1, mode: 'error', code: 131016 },
  })
  const form = new FormData()
  form.set('to', to)
  form.set('attachment', new Blob([`%PDF-1.4 ${crypto.randomUUID()}`]), 'a.pdf')
  const { body } = await app.call('POST', `${MESSAGES}/media`, { multipart: form })
  expect((await cancel(body.message_id)).status).toBe(204)
  await vi.waitFor(
    async () => {
      const { rows } = await app.database.query(
        'select meta_media_id from media join messages m on m.media_id = media.id where m.id = $1',
        [body.message_id],
      )
      expect(rows[0].meta_media_id).not.toBeNull()
    },
    { timeout: 30_000 },
  )
  expect((await tell(body.message_id)).status).toBe('cancelled')
  expect(await countSent(to)).toBe(0)
})

test('cancelled at any moment of its way, a message is either cancelled or sent, never both and never neither', async () => {
  // A line of twelve seconds. Cancelling runs along it five times as fast, and so overtakes its head.
  await setPace(app, 10)
  await expect.poll(async () => (await cancel(await send(drawNumber()))).status, WAIT).toBe(204)
  const people = Array.from({ length: 120 }, drawNumber)
  const ids = await Promise.all(people.map(send))
  const ends = await Promise.all(
    people.map(async (to, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 20))
      const { status } = await cancel(ids[n]!)
      expect([204, 409]).toContain(status)
      return vi.waitFor(async () => {
        const { status: now } = await tell(ids[n]!)
        expect(['queued', 'sending']).not.toContain(now)
        expect(await countSent(to)).toBe(status === 204 ? 0 : 1)
        expect(now === 'cancelled').toBe(status === 204)
        return status
      }, WAIT)
    }),
  )
  expect(new Set(ends)).toEqual(new Set([204, 409]))
})
