import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '../api/call.ts'
import type { Chat } from '../api/types.ts'

/** How many chats that are loaded have something to read, of those that are this user's or nobody's. */
export const countUnread = (client: QueryClient, userId: number): number => {
  const found = new Set<string>()
  for (const [, held] of client.getQueriesData<InfiniteData<Page<Chat>>>({ queryKey: ['chats'] }))
    for (const { items } of held?.pages ?? [])
      for (const { integration_id, id, unread, assignee, state } of items)
        if (unread > 0 && state === 'active' && (assignee === null || assignee.id === userId))
          found.add(`${integration_id}/${id}`)
  return found.size
}
