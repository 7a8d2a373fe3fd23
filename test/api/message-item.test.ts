import { beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { insertInbound } from '../support/inbound.ts'
import { expectForetold, MESSAGES as PATH, readOpenApi } from '../support/openapi.ts'
import { drawNumber } from '../support/sandbox.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  return app.stop
})

const MESSAGES = '/v1/integrations/11/conversations/messages'
const tell = async (id: string) => {
  const answer = await app.call('GET', `${MESSAGES}/${id}`)
  expectForetold(await readOpenApi(app), 'get', `${PATH}/{message_id}`, answer)
  return answer.body
}

describe('a message that a customer wrote', () => {
  test('names who wrote to whom, and what it told of the person and where it came from', async () => {
    const from = drawNumber()
    const sender = { name: 'Ahmet Kara', wa_id: from, user_id: 'TR.1' }
    const { id, wamid } = await insertInbound(app, { from, sender, context: { forwarded: true } })
    expect(await tell(id)).toMatchObject({
      direction: 'inbound',
      type: 'text',
      from: `+${from}`,
      to: '+905554443322',
      status: 'received',
      history: [{ status: 'received' }],
      content: { body: 'Merhaba' },
      wamid,
      sender,
      context: { forwarded: true },
      reactions: [],
    })
    expect(await tell(id)).not.toHaveProperty('origin')
  })

  test('of somebody without a number names the user id', async () => {
    const { id } = await insertInbound(app, { from: 'US.13491208655302741918' })
    expect((await tell(id)).from).toBe('US.13491208655302741918')
  })

  test('holds a list where WhatsApp sends one', async () => {
    const content = [{ name: { formatted_name: 'Ayşe' }, phones: [{ phone: '+905550000000' }] }]
    const { id } = await insertInbound(app, { from: drawNumber(), type: 'contacts', content })
    expect((await tell(id)).content).toEqual(content)
  })

  test('that answers another names it by our id, and one that is not known here by none', async () => {
    const from = drawNumber()
    const first = await insertInbound(app, { from })
    const answer = await insertInbound(app, { from, replyToWamid: first.wamid })
    expect((await tell(answer.id)).reply_to).toBe(first.id)
    const lost = await insertInbound(app, { from, replyToWamid: 'wamid.unknown' })
    expect(await tell(lost.id)).not.toHaveProperty('reply_to')
  })
})

test('what the business wrote on its phone says so', async () => {
  const { id } = await insertInbound(app, { from: drawNumber(), direction: 'outbound' })
  expect(await tell(id)).toMatchObject({ direction: 'outbound', origin: 'phone', from: '+905554443322' })
})

describe('what later messages did to one', () => {
  let minute = 0
  const later = () => {
    minute += 1
    return new Date(Date.UTC(2024, 0, 1, 0, minute))
  }
  const write = (type: string, target: string, content: object, more: object = {}) =>
    insertInbound(app, {
      from: '905551112233',
      type,
      content,
      replyToWamid: target,
      at: later(),
      ...more,
    })
  const react = (target: string, emoji: string, more: object = {}) =>
    write('reaction', target, { message_id: target, emoji }, more)

  test('the latest reaction of each side stands, and an empty one takes it away', async () => {
    const { id, wamid } = await insertInbound(app, { from: '905551112233', at: later() })
    await react(wamid, '👍')
    await react(wamid, '🙏', { direction: 'outbound' })
    await react(wamid, '❤️')
    expect((await tell(id)).reactions).toEqual([
      { emoji: '🙏', by: 'business', at: expect.any(String) },
      { emoji: '❤️', by: 'customer', at: expect.any(String) },
    ])
    await react(wamid, '')
    expect((await tell(id)).reactions).toMatchObject([{ emoji: '🙏', by: 'business' }])
  })

  test('one that came late does not win over a later one', async () => {
    const { id, wamid } = await insertInbound(app, { from: '905551112233', at: later() })
    await react(wamid, '😀', { at: new Date(Date.UTC(2024, 0, 2)) })
    await react(wamid, '😡', { at: new Date(Date.UTC(2024, 0, 1, 23)) })
    expect((await tell(id)).reactions).toMatchObject([{ emoji: '😀' }])
  })

  test('a reaction is a message of its own, whose content names the one it is for', async () => {
    const target = await insertInbound(app, { from: '905551112233', at: later() })
    const { id } = await react(target.wamid, '👍')
    const reaction = await tell(id)
    expect(reaction.content).toEqual({ emoji: '👍', message_id: target.id, wamid: target.wamid })
    expect(reaction).not.toHaveProperty('reply_to')
  })

  test('its writer alone changes it or takes it back; the last change counts', async () => {
    const { id, wamid } = await insertInbound(app, { from: '905551112233', at: later() })
    const edit = (body: string, more: object = {}) =>
      write('edit', wamid, { original_message_id: wamid, message: { type: 'text', text: { body } } }, more)
    await edit('not mine', { direction: 'outbound' })
    await write('revoke', wamid, { original_message_id: wamid }, { direction: 'outbound' })
    expect(await tell(id)).not.toHaveProperty('edited')
    expect(await tell(id)).not.toHaveProperty('revoked_at')
    await edit('once')
    await edit('twice')
    expect(await tell(id)).toMatchObject({
      content: { body: 'Merhaba' },
      edited: { at: expect.stringMatching(/^2024-01-01T/), content: { body: 'twice' } },
    })
    await write('revoke', wamid, { original_message_id: wamid })
    expect((await tell(id)).revoked_at).toMatch(/^2024-01-01T/)
  })
})
