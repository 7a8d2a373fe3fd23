import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '../api/call.ts'
import type { Chat, Session } from '../api/types.ts'
import type { ChatList } from '../inbox/queries.ts'

type Held = InfiniteData<Page<Chat>, string>

/** Puts a chat as it is now wherever it is shown: into the lists that it belongs to, out of the others. */
export const mergeChat = (client: QueryClient, chat: Chat): void => {
  client.setQueryData(['chat', chat.integration_id, chat.id], chat)
  const myId = client.getQueryData<Session>(['session'])?.user.id
  for (const [key, held] of client.getQueriesData<Held>({ queryKey: ['chats'] }))
    if (held) client.setQueryData<Held>(key, place(held, chat, key[1] as ChatList, myId))
}

export const removeChat = (client: QueryClient, integrationId: number, chatId: number): void => {
  client.removeQueries({ queryKey: ['messages', integrationId, chatId] })
  client.setQueriesData<Held>(
    { queryKey: ['chats'] },
    (held) => held && without(held, { integrationId, chatId }),
  )
}

const without = (held: Held, { integrationId, chatId }: { integrationId: number; chatId: number }): Held => ({
  ...held,
  pages: held.pages.map((page) => ({
    ...page,
    items: page.items.filter((one) => one.id !== chatId || one.integration_id !== integrationId),
  })),
})

const place = (held: Held, chat: Chat, list: ChatList, myId: number | undefined): Held => {
  const had = held.pages.some(({ items }) =>
    items.some(({ id, integration_id }) => id === chat.id && integration_id === chat.integration_id),
  )
  const rest = without(held, { integrationId: chat.integration_id, chatId: chat.id })
  if (!belongs(chat, list, myId, had)) return had ? rest : held
  // The page that ends below it; behind the last one stands what was not read yet.
  const index = rest.pages.findIndex(({ items }) => {
    const last = items.at(-1)
    return last !== undefined && isBefore(chat, last)
  })
  if (index === -1 && rest.pages.at(-1)?.next !== undefined) return rest
  const at = index === -1 ? rest.pages.length - 1 : index
  return {
    ...rest,
    pages: rest.pages.map((page, number) =>
      number === at ? { ...page, items: insert(page.items, chat) } : page,
    ),
  }
}

const insert = (items: Chat[], chat: Chat): Chat[] => {
  const at = items.findIndex((one) => isBefore(chat, one))
  return at === -1 ? [...items, chat] : items.toSpliced(at, 0, chat)
}

/** As the server sorts them: the latest message first (src/chats/list.ts). */
const isBefore = (a: Chat, b: Chat): boolean =>
  a.last_message_at === b.last_message_at ? a.id > b.id : a.last_message_at > b.last_message_at

/** Whether the server would list it; what is searched for is for the server to say, so a hit stays one. */
const belongs = (
  chat: Chat,
  { view, filter }: ChatList,
  myId: number | undefined,
  isHit: boolean,
): boolean => {
  const { q, number, tag, agent, priority, reason, closed_by, unread, from, to } = filter
  const checks = [
    view === 'archived' ? chat.state === 'archived' : chat.state === 'active',
    view !== 'mine' || chat.assignee?.id === myId,
    view !== 'unassigned' || chat.assignee === null,
    q === undefined || isHit,
    number === undefined || chat.integration_id === number,
    tag === undefined || chat.tags.some(({ id }) => id === tag),
    agent === undefined || view === 'mine' || view === 'unassigned' || chat.assignee?.id === agent,
    priority === undefined || chat.priority === priority,
    reason === undefined || chat.reason?.id === reason,
    closed_by === undefined || chat.closed_by?.id === closed_by,
    // One that is being read does not vanish under the reader.
    !unread || chat.unread > 0 || isHit,
    (from === undefined && to === undefined) || isHit,
  ]
  return checks.every(Boolean)
}
