import { QueryClient } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import type { Chat } from '../api/types.ts'
import type { ChatList } from '../inbox/queries.ts'
import { mergeChat } from './merge-chat.ts'

const ME = 7

const chat = (id: number, fields: Partial<Chat> = {}): Chat => ({
  id,
  integration_id: 11,
  contact_id: id,
  phone: `+90555${id}`,
  name: `Customer ${id}`,
  user_id: null,
  state: 'active',
  active_until: null,
  window_expires_at: null,
  last_message_at: `2026-01-01T00:00:${String(id).padStart(2, '0')}.000000Z`,
  last_message: null,
  unread: 0,
  opted_out_at: null,
  assignee: null,
  tags: [],
  priority: 'normal',
  reason: null,
  closed_at: null,
  closed_by: null,
  ...fields,
})

/** A list that is held, in pages of chats by their ids; `next` says that there are more behind it. */
const hold = (
  list: ChatList,
  pages: number[][],
  next?: string,
): { client: QueryClient; ids: () => number[][] } => {
  const client = new QueryClient()
  const key = ['chats', list]
  client.setQueryData(['session'], { csrf_token: '', user: { id: ME } })
  client.setQueryData(key, {
    pages: pages.map((ids, index) => ({
      items: ids.map((id) => chat(id)),
      next: index < pages.length - 1 ? `after ${index}` : next,
    })),
    pageParams: [],
  })
  type Held = { pages: { items: Chat[] }[] }
  return {
    client,
    ids: () => client.getQueryData<Held>(key)!.pages.map(({ items }) => items.map(({ id }) => id)),
  }
}

describe('a chat that has changed', () => {
  test('stands where its latest message puts it, once', () => {
    const { client, ids } = hold({ view: 'all', filter: {} }, [
      [9, 8],
      [5, 3],
    ])
    mergeChat(client, chat(5, { last_message_at: '2026-01-01T00:00:59.000000Z' }))
    expect(ids()).toEqual([[5, 9, 8], [3]])
    mergeChat(client, chat(4))
    expect(ids()).toEqual([
      [5, 9, 8],
      [4, 3],
    ])
  })

  test('below all that is loaded waits until it is: what stands between is not known', () => {
    const more = hold({ view: 'all', filter: {} }, [[9, 8]], 'more')
    mergeChat(more.client, chat(2))
    expect(more.ids()).toEqual([[9, 8]])
    const whole = hold({ view: 'all', filter: {} }, [[9, 8]])
    mergeChat(whole.client, chat(2))
    expect(whole.ids()).toEqual([[9, 8, 2]])
  })

  const me = { assignee: { id: ME, name: 'Me' } }
  const other = { assignee: { id: 8, name: 'Somebody' } }
  test.for<[list: ChatList, changed: Partial<Chat>, belongs: boolean]>([
    [{ view: 'all', filter: {} }, { state: 'archived' }, false],
    [{ view: 'archived', filter: {} }, { state: 'archived' }, true],
    [{ view: 'unassigned', filter: {} }, me, false],
    [{ view: 'unassigned', filter: {} }, {}, true],
    [{ view: 'mine', filter: {} }, me, true],
    [{ view: 'mine', filter: {} }, other, false],
    [{ view: 'all', filter: { agent: 8 } }, other, true],
    [{ view: 'all', filter: { agent: 8 } }, me, false],
    [{ view: 'all', filter: { tag: 1 } }, { tags: [{ id: 1, name: 'A', color: 'red' }] }, true],
    [{ view: 'all', filter: { tag: 1 } }, {}, false],
    [{ view: 'all', filter: { priority: 'high' } }, {}, false],
    [{ view: 'all', filter: { number: 22 } }, {}, false],
    // Whether it is a hit, only the server knows.
    [{ view: 'all', filter: { q: 'Ada' } }, {}, false],
  ])('comes into %j as %j: %j', ([list, changed, belongs]) => {
    const { client, ids } = hold(list, [[9]])
    mergeChat(client, chat(10, changed))
    expect(ids().flat().includes(10)).toBe(belongs)
  })

  test('stays in what was searched for, and in the unread ones while it is being read', () => {
    for (const filter of [{ q: 'Ada' }, { unread: true }]) {
      const { client, ids } = hold({ view: 'all', filter }, [[9]])
      mergeChat(client, chat(9, { unread: 0 }))
      expect(ids()).toEqual([[9]])
    }
  })
})
