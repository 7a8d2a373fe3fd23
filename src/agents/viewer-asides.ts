import type { Asides } from '../events/stream.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import type { Viewers } from './viewers.ts'
import type { ViewedChat } from './viewing.ts'

/**
 * Who looks at chats, for one stream: first as it stands, then what becomes of it. Of a chat that changes several times
 * until the consumer takes it, the last counts. `canSee` is asked when it is taken.
 */
export const openViewerAsides = (viewers: Viewers, canSee: (integrationId: number) => boolean): Asides => {
  const news = new Map<string, ViewedChat>()
  const note = (chat: ViewedChat): void => void news.set(`${chat.integrationId} ${chat.chatId}`, chat)
  for (const chat of viewers.listChats()) note(chat)
  return {
    subscribe: (listener) =>
      viewers.subscribe((chat) => {
        if (!canSee(chat.integrationId)) return
        note(chat)
        listener()
      }),
    take: () => {
      const chats = [...news.values()].filter(({ integrationId }) => canSee(integrationId))
      news.clear()
      return chats.map((chat) => encode(viewers, chat)).join('')
    },
  }
}

/** As an event of the log, but without an id: the consumer's last one stays what it is. */
const encode = (viewers: Viewers, chat: ViewedChat): string => {
  const item = {
    type: 'presence',
    at: formatTimestamp(new Date()),
    integration_id: chat.integrationId,
    data: { chat_id: chat.chatId, viewers: viewers.list(chat) },
  }
  return `event: presence\ndata: ${JSON.stringify(item)}\n\n`
}
