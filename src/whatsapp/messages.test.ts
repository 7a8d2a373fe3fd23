import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildMessageBody, isUserId } from './messages.ts'

const text = { type: 'text', content: { body: 'Merhaba' } } as const
const build = (more: Record<string, unknown>) =>
  JSON.parse(buildMessageBody({ to: '905551112233', ...text, ...more }))

describe('the recipient', () => {
  test.each(['905551112233', '+905551112233', '+90 (555) 111-22-33'])(
    '%s has a plus, since Meta puts its own country before a number without one',
    (to) => {
      expect(build({ to })).toMatchObject({ to: '+905551112233' })
      expect(build({ to })).not.toHaveProperty('recipient')
    },
  )

  test.each(['US.13491208655302741918', 'US.ENT.11815799212886844830'])('%s is no number', (id) => {
    expect(build({ to: id })).toMatchObject({ recipient: id })
    expect(build({ to: undefined, recipient: id })).toMatchObject({ recipient: id })
    expect(build({ to: id })).not.toHaveProperty('to')
  })

  test.each(['us.1', 'USA.1', 'US.', 'US.1-2', '+905551112233', ''])('%j is no user id', (to) => {
    expect(isUserId(to)).toBe(false)
  })

  test('that is neither goes as it is, for Meta to refuse', () => {
    expect(build({ to: 'somebody' })).toMatchObject({ to: 'somebody' })
  })
})

describe('the body', () => {
  test('has the envelope, the content below its type, the quote and our own data', () => {
    expect(build({ replyToWamid: 'wamid.IN', opaqueCallbackData: 'm-1' })).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+905551112233',
      type: 'text',
      text: { body: 'Merhaba' },
      context: { message_id: 'wamid.IN' },
      biz_opaque_callback_data: 'm-1',
    })
  })

  test('of a reaction quotes nothing', () => {
    const reaction = { type: 'reaction', content: { message_id: 'wamid.IN', emoji: '' } }
    const body = build({ ...reaction, replyToWamid: 'wamid.IN' })
    expect(body).not.toHaveProperty('context')
    expect(body.reaction).toEqual(reaction.content)
  })

  test('carries any text unharmed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        expect(build({ content: { body: words } }).text.body).toBe(words)
      }),
    )
  })
})
