import { beforeAll, describe, expect, test } from 'vitest'
import { createAgent } from '../support/agent.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Answer, CallOptions } from '../support/call.ts'
import { expectError } from '../support/expect-error.ts'
import { drawNumber, openWindow, waitForSent } from '../support/sandbox.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const send = (options: CallOptions, path = MESSAGES): Promise<Answer> => app.call('POST', path, options)
const text = (to: string, words = 'Hello!') => send({ json: { to, text: words } })

describe('expires_in', () => {
  test.each([0, -1, 1.5, 'soon', 2_592_001, 1e300])('%s is a 422', async (expires_in) => {
    const answer = await send({ json: { to: '+905555555555', text: 'x', expires_in } })
    expectError(answer, 422, 'failed_validation')
    expect(Object.keys(answer.body.error.fields)).toEqual(['expires_in'])
  })

  test('passes for a message that could not leave: it expires, with words', async () => {
    const to = drawNumber()
    const fault = { match: { to }, times: 1_000, mode: 'error', code: 130429 }
    await app.sandbox('POST', '/_sandbox/faults', { json: fault })
    const { body } = await send({ json: { to, text: 'x', expires_in: 1 } })
    const path = `${MESSAGES}/${body.message_id}`
    await expect
      .poll(async () => (await app.call('GET', path)).body.status, { timeout: 30_000 })
      .toBe('expired')
    const { body: message } = await app.call('GET', path)
    expect(message.error).toMatchObject({ code: 9_000_001, what_to_do: expect.any(String) })
    expect(message.history.at(-1)).toMatchObject({ status: 'expired', error: { code: 9_000_001 } })
    expect((await app.sandbox('GET', `/_sandbox/messages?to=${to}`)).body).toEqual([])
  })
})

describe('GET a message', () => {
  test('tells its way from queued to read, each once and in order', async () => {
    const to = drawNumber()
    await openWindow(app, to)
    await app.sandbox('PUT', '/_sandbox/settings', {
      json: { statuses: { sent_ms: 10, delivered_ms: 20, read_ms: 30, auto_read: true } },
    })
    const { body } = await text(to, 'Read me')
    const path = `${MESSAGES}/${body.message_id}`
    await expect.poll(async () => (await app.call('GET', path)).body.status, { timeout: 30_000 }).toBe('read')
    const { body: message } = await app.call('GET', path)
    const [sent] = await waitForSent(app, to)
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
    expect(message).toMatchObject({
      message_id: body.message_id,
      direction: 'outbound',
      type: 'text',
      to: `+${to}`,
      from: '+905554443322',
      status: 'read',
      created_at: at,
      attempts: 1,
      wamid: sent!.id,
      history: ['queued', 'accepted', 'sent', 'delivered', 'read'].map((status) => ({ status, at })),
      content: { body: 'Read me' },
    })
    expect(message.error).toBeUndefined()
  })

  test('tells why a message failed and what to do: here the shut window', async () => {
    const { body } = await text(drawNumber())
    const path = `${MESSAGES}/${body.message_id}`
    await expect
      .poll(async () => (await app.call('GET', path)).body.status, { timeout: 30_000 })
      .toBe('failed')
    const { body: message } = await app.call('GET', path)
    const error = {
      code: 131047,
      title: expect.any(String),
      details: expect.any(String),
      what_to_do: expect.stringMatching(/template/i),
    }
    expect(message.error).toEqual(error)
    expect(message.history.at(-1)).toMatchObject({ status: 'failed', error })
  })

  test('of another number, or of a number that the caller was not given, is a 404 like one that is none', async () => {
    const { body } = await text('+905555555555')
    const elsewhere = await app.call('GET', `${MESSAGES.replace('11', '22')}/${body.message_id}`)
    expectError(elsewhere, 404, 'not_found')
    const none = await app.call('GET', `${MESSAGES.replace('11', '22')}/gBEGkFBXUQRnAgnoOJ1ESPKBwME`)
    expect(elsewhere.body).toEqual(none.body)
    const agent = await createAgent(app, 'of-22@example.com', [22])
    expectError(await agent('GET', `${MESSAGES}/${body.message_id}`), 404, 'not_found')
    expect((await app.call('GET', `${MESSAGES}/${body.message_id}`)).status).toBe(200)
  })
})
