import { describe, expect, test } from 'vitest'
import type { Message } from '../api/types.ts'
import { buildTimeline, findFirstUnread, type TimelineParts } from './timeline.ts'

const message = (id: string, at: string, fields: Partial<Message> = {}): Message => ({
  message_id: id,
  direction: 'inbound',
  type: 'text',
  to: '+90',
  from: '+90',
  status: 'received',
  created_at: `2026-01-0${at}:00.000000Z`,
  history: [],
  attempts: 0,
  wamid: null,
  content: {},
  reactions: [],
  ...fields,
})

const note = (id: number, at: string) => ({
  id,
  chat_id: 1,
  author: { id: 1, name: 'Ayşe' },
  body: '',
  mentions: [],
  created_at: `2026-01-0${at}:00.000000Z`,
  edited_at: null,
})

const build = (parts: Partial<TimelineParts>) =>
  buildTimeline({
    messages: [],
    notes: [],
    history: [],
    outgoing: [],
    hasOlder: false,
    hasNewer: false,
    firstUnreadId: undefined,
    ...parts,
  }).map(({ kind, key }) => (kind === 'day' ? 'day' : key))

describe('a conversation', () => {
  test('runs from the oldest to the newest, notes among the messages, with a line for each day', () => {
    const messages = [message('c', '2T12:00'), message('b', '1T12:10'), message('a', '1T12:00')]
    expect(build({ messages, notes: [note(5, '1T12:05')] })).toEqual(['day', 'a', 'note-5', 'b', 'day', 'c'])
  })

  test('leaves out what stands on the message that it is about', () => {
    const messages = ['reaction', 'edit', 'revoke'].map((type) => message(type, '1T12:01', { type }))
    expect(build({ messages: [...messages, message('a', '1T12:00')] })).toEqual(['day', 'a'])
  })

  test('shows no note that is older than the messages that are loaded, until all are', () => {
    const parts = { messages: [message('a', '2T12:00')], notes: [note(5, '1T12:00')] }
    expect(build({ ...parts, hasOlder: true })).toEqual(['day', 'a'])
    expect(build(parts)).toEqual(['day', 'note-5', 'day', 'a'])
  })

  test('shows nothing that is newer than the messages of a chat that was opened in its middle', () => {
    const parts = { messages: [message('a', '1T12:00')], notes: [note(5, '2T12:00')] }
    expect(build({ ...parts, hasNewer: true })).toEqual(['day', 'a'])
    expect(build(parts)).toEqual(['day', 'a', 'day', 'note-5'])
  })

  test('marks where what is unread begins', () => {
    const messages = [
      message('d', '1T12:03', { direction: 'outbound' }),
      message('c', '1T12:02'),
      message('b', '1T12:01'),
      message('a', '1T12:00'),
    ]
    const firstUnreadId = findFirstUnread(messages, 2)
    expect(firstUnreadId).toBe('b')
    expect(build({ messages, firstUnreadId })).toEqual(['day', 'a', 'unread', 'b', 'c', 'd'])
    expect(findFirstUnread(messages, 0)).toBeUndefined()
  })

  test('puts messages of one side that are close together into one block', () => {
    const messages = [message('c', '1T12:30'), message('b', '1T12:01'), message('a', '1T12:00')]
    const lines = buildTimeline({
      messages,
      notes: [],
      history: [],
      outgoing: [],
      hasOlder: false,
      hasNewer: false,
      firstUnreadId: undefined,
    })
    expect(lines.flatMap((line) => (line.kind === 'message' ? [[line.key, line.isFirst]] : []))).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
    ])
  })
})
