import { beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { expectError, expectFields } from '../support/expect-error.ts'
import { insertInbound } from '../support/inbound.ts'
import { drawNumber, receiveFromPhone, waitForSent } from '../support/sandbox.ts'
import { WAIT } from '../support/wait.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const react = (json: object, path = '/reactions') => app.call('POST', MESSAGES + path, { json })
const tell = async (id: string) => (await app.call('GET', `${MESSAGES}/${id}`)).body
const receive = (from: string, at?: Date) => insertInbound(app, { from, at })

describe('a reaction', () => {
  test('to what a customer wrote goes to them, naming it as WhatsApp does', async () => {
    const from = drawNumber()
    // WhatsApp takes reactions to messages that it knows: any other target fails a moment after it was accepted.
    const target = await receiveFromPhone(app, from)
    const answer = await react({ message_id: target.message_id, emoji: '👍' })
    expect(answer.status, answer.text).toBe(200)
    const [sent] = await waitForSent(app, from)
    expect(sent!.body).toMatchObject({
      to: `+${from}`,
      type: 'reaction',
      reaction: { message_id: target.wamid, emoji: '👍' },
    })
    expect(sent!.body).not.toHaveProperty('context')
    expect((await tell(target.message_id)).reactions).toMatchObject([{ emoji: '👍', by: 'business' }])
    expect((await tell(answer.body.message_id)).content).toEqual({
      message_id: target.message_id,
      wamid: target.wamid,
      emoji: '👍',
    })
  })

  test('is taken away by an empty one, also from a form', async () => {
    const from = drawNumber()
    const target = await receive(from)
    await react({ message_id: target.id, emoji: '👍' })
    const answer = await app.call('POST', `${MESSAGES}/reaction`, {
      form: { message_id: target.id, emoji: '' },
    })
    expect(answer.status, answer.text).toBe(200)
    const [, sent] = await waitForSent(app, from, 2)
    expect(sent!.body.reaction).toEqual({ message_id: target.wamid, emoji: '' })
    expect((await tell(target.id)).reactions).toEqual([])
  })

  test('to what was sent goes to whom it was sent, and to nobody else', async () => {
    const [to, other] = [drawNumber(), drawNumber()]
    const { body } = await app.call('POST', MESSAGES, { json: { to, text: 'Hello' } })
    await vi.waitFor(async () => expect((await tell(body.message_id)).wamid).not.toBeNull(), WAIT)
    await react({ message_id: body.message_id, emoji: '🎉' })
    expect((await waitForSent(app, to, 2))[1]!.body.type).toBe('reaction')
    await react({ message_id: body.message_id, emoji: '👍', to: `+${to}` })
    expect((await waitForSent(app, to, 3))[2]!.body.type).toBe('reaction')
    const json = { message_id: body.message_id, emoji: '🎉', to: `+${other}` }
    expectFields(await app.call('POST', `${MESSAGES}/reactions`, { json }), {
      to: ['The to field names somebody else than whom the message is from or to; leave it away.'],
    })
  })

  test('is no reply: a reply_to that comes along is ignored as any other field that there is not', async () => {
    const from = drawNumber()
    const target = await receiveFromPhone(app, from)
    for (const reply_to of [[], 'x'.repeat(100), target.message_id]) {
      const answer = await react({ message_id: target.message_id, emoji: '👍', reply_to })
      expect(answer.status, answer.text).toBe(200)
    }
    for (const { body } of await waitForSent(app, from, 3)) expect(body).not.toHaveProperty('context')
  })

  test('that did not arrive does not count', async () => {
    const from = drawNumber()
    const target = await receive(from)
    // The window is shut.
    const { body } = await react({ message_id: target.id, emoji: '👍' })
    await vi.waitFor(async () => expect((await tell(body.message_id)).status).toBe('failed'), WAIT)
    expect((await tell(target.id)).reactions).toEqual([])
  })
})

describe('an emoji', () => {
  test.each(['👍', '👍🏽', '❤️', '👨‍👩‍👧‍👦', '🇹🇷', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🫶'])('may be %s', async (emoji) => {
    const from = drawNumber()
    await react({ message_id: (await receive(from)).id, emoji })
    expect((await waitForSent(app, from))[0]!.body.reaction.emoji).toBe(emoji)
  })

  test('without its mark is meant as one all the same', async () => {
    const from = drawNumber()
    await react({ message_id: (await receive(from)).id, emoji: '\u2764' })
    expect((await waitForSent(app, from))[0]!.body.reaction.emoji).toBe('\u2764\uFE0F')
  })

  test.each(['a', '👍👍', '👍 ', 'ok', '1', ' ', '🇹', '👍\u200D'])('may not be %j', async (emoji) => {
    expectFields(await react({ message_id: (await receive(drawNumber())).id, emoji }), {
      emoji: ['The emoji field must be one emoji, or empty to take the reaction away.'],
    })
  })

  test('has to be there', async () => {
    expectFields(await react({ message_id: 'x' }), { emoji: ['The emoji field is required.'] })
  })
})

describe('the message to react to', () => {
  test('that there is not, or of another number, is a 422', async () => {
    const other = await insertInbound(app, { from: drawNumber(), integrationId: 22 })
    for (const message_id of ['gBEGkFBXUQRnAgnoOJ1ESPKBwME', 'x', other.id])
      expectFields(await react({ message_id, emoji: '👍' }), {
        message_id: ['The message_id field must be the message_id of a message of this integration.'],
      })
  })

  test('that is older than 30 days is a 422', async () => {
    const day = 86_400_000
    const [old, young] = [
      await receive(drawNumber(), new Date(Date.now() - 30 * day - 1_000)),
      await receive(drawNumber(), new Date(Date.now() - 30 * day + 60_000)),
    ]
    expectFields(await react({ message_id: old.id, emoji: '👍' }), {
      message_id: [expect.stringContaining('30 days')],
    })
    expect((await react({ message_id: young.id, emoji: '👍' })).status).toBe(200)
  })

  test('that has not been sent yet is a 409', async () => {
    const to = drawNumber()
    await app.sandbox('POST', '/_sandbox/faults', {
      json: { match: { to }, times: 1_000, mode: 'error', code: 131016 },
    })
    const { body } = await app.call('POST', MESSAGES, { json: { to, text: 'Hello' } })
    expectError(await react({ message_id: body.message_id, emoji: '👍' }), 409, 'conflict')
  })
})
