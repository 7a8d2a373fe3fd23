export type ViewedChat = { integrationId: number; chatId: number }
export type Viewer = { id: number; name: string; isTyping: boolean }

/** Somebody who has not said for so long that they look, or write, does it no more. */
const EXPIRES_AFTER_MS = 12_000

/** Who looks at which chat, as it was told. */
export type Viewing = {
  /** Answers whether that is news. */
  view(chat: ViewedChat, viewer: Viewer): boolean
  leave(chat: ViewedChat, userId: number): boolean
  /** Forgets those who have not said it again; answers their chats. */
  sweep(): ViewedChat[]
  /** In the order of their ids. */
  list(chat: ViewedChat): Viewer[]
  listChats(): ViewedChat[]
}

type Entry = { chat: ViewedChat; viewers: Map<number, Viewer & { until: number }> }

export const createViewing = (now: () => number): Viewing => {
  const entries = new Map<string, Entry>()
  const remove = (key: string, userId: number): boolean => {
    const entry = entries.get(key)
    const isRemoved = entry?.viewers.delete(userId) ?? false
    if (entry?.viewers.size === 0) entries.delete(key)
    return isRemoved
  }
  return {
    view: (chat, viewer) => {
      const key = keyOf(chat)
      const entry = entries.get(key) ?? { chat, viewers: new Map() }
      entries.set(key, entry)
      const known = entry.viewers.get(viewer.id)
      entry.viewers.set(viewer.id, { ...viewer, until: now() + EXPIRES_AFTER_MS })
      return known?.isTyping !== viewer.isTyping || known.name !== viewer.name
    },
    leave: (chat, userId) => remove(keyOf(chat), userId),
    sweep: () =>
      [...entries].flatMap(([key, { chat, viewers }]) => {
        const gone = [...viewers.values()].filter(({ until }) => until <= now())
        for (const { id } of gone) remove(key, id)
        return gone.length > 0 ? [chat] : []
      }),
    list: (chat) =>
      [...(entries.get(keyOf(chat))?.viewers.values() ?? [])]
        .map(({ id, name, isTyping }) => ({ id, name, isTyping }))
        .sort((a, b) => a.id - b.id),
    listChats: () => [...entries.values()].map(({ chat }) => chat),
  }
}

const keyOf = ({ integrationId, chatId }: ViewedChat): string => `${integrationId} ${chatId}`
