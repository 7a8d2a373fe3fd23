import { describe, expect, it } from 'vitest'
import type { ShownMessage } from '../../phone/shapes.ts'
import { foldMessages } from './fold-messages.ts'

const message = (id: string, type: string, content: unknown, isMine = true): ShownMessage => ({
  id,
  at: 0,
  is_mine: isMine,
  type,
  content,
  state: isMine ? 'taken' : 'arrived',
})
const text = (id: string, body: string) => message(id, 'text', { body })
const reaction = (target: string, emoji: string | undefined, isMine: boolean) =>
  message(`r${Math.random()}`, 'reaction', { message_id: target, emoji }, isMine)

describe('messages on a phone', () => {
  it('bear the last reaction of each side', () => {
    const [folded, ...others] = foldMessages([
      text('a', 'Hi'),
      reaction('a', '👍', true),
      reaction('a', '🙏', false),
      reaction('a', '❤️', true),
    ])
    expect(others).toEqual([])
    expect(folded?.reactions).toEqual([
      { emoji: '🙏', is_mine: false },
      { emoji: '❤️', is_mine: true },
    ])
  })

  it.each(['', undefined])('lose a reaction that is taken back by %j', (nothing) => {
    const [folded] = foldMessages([text('a', 'Hi'), reaction('a', '👍', true), reaction('a', nothing, true)])
    expect(folded?.reactions).toEqual([])
  })

  it('show their last wording, or that they were deleted', () => {
    const edit = message('e', 'edit', {
      original_message_id: 'a',
      message: { type: 'text', text: { body: 'Hello' } },
    })
    const revoke = message('d', 'revoke', { original_message_id: 'b' })
    const folded = foldMessages([text('a', 'Helo'), text('b', 'Oops'), edit, revoke])
    expect(folded).toMatchObject([
      { message: { id: 'a', content: { body: 'Hello' } }, isEdited: true, isRevoked: false },
      { message: { id: 'b' }, isEdited: false, isRevoked: true },
    ])
  })

  it('are quoted by their last wording', () => {
    const first = text('a', 'Helo')
    const edit = message('e', 'edit', {
      original_message_id: 'a',
      message: { type: 'text', text: { body: 'Hello' } },
    })
    const revoke = message('d', 'revoke', { original_message_id: 'a' })
    const answer = { ...text('b', 'Yes?'), quoted: first }
    expect(foldMessages([first, answer, edit])[1]?.message.quoted?.content).toEqual({ body: 'Hello' })
    expect(foldMessages([first, answer, edit, revoke])[1]?.message.quoted?.type).toBe('revoke')
  })

  it('are not disturbed by what speaks of one that is not there', () => {
    const folded = foldMessages([
      reaction('x', '👍', true),
      message('e', 'edit', { original_message_id: 'x', message: { type: 'text', text: { body: 'a' } } }),
      message('d', 'revoke', { original_message_id: 'x' }),
      text('a', 'Hi'),
    ])
    expect(folded.map(({ message: { id } }) => id)).toEqual(['a'])
  })
})
