import { type Static, Type } from 'typebox'
import type { Presence } from '../processes/presence.ts'
import { createViewing, type ViewedChat, type Viewer } from './viewing.ts'

export const ViewerItem = Type.Object({
  id: Type.Integer({ description: 'A user.', examples: [3] }),
  name: Type.String({ examples: ['Elif Demir'] }),
  typing: Type.Boolean({ description: 'Whether they are writing an answer.' }),
})

/** Who looks at which chat: in memory alone, the same in all processes, and forgotten soon. */
export type Viewers = {
  /** Somebody looks at a chat, as they have to say again and again. */
  view(chat: ViewedChat, viewer: Viewer): void
  leave(chat: ViewedChat, userId: number): void
  list(chat: ViewedChat): Static<typeof ViewerItem>[]
  /** All chats that somebody looks at. */
  listChats(): ViewedChat[]
  /** Calls `listener` whenever who looks at a chat is another, or begins or ends to write. The answer ends it. */
  subscribe(listener: (chat: ViewedChat) => void): () => void
  stop(): void
}

/** What one process tells the others; who has no name has left. */
type Told = { viewing: { i: number; c: number; u: number; n?: string; t?: boolean } }

/** How often to look for those who have stopped saying that they look. */
const SWEEP_EVERY_MS = 1_000

export const createViewers = (presence: Presence): Viewers => {
  const viewing = createViewing(Date.now)
  const listeners = new Set<(chat: ViewedChat) => void>()
  const tellOf = (chats: ViewedChat[]): void => {
    for (const chat of chats) for (const listener of listeners) listener(chat)
  }
  const note = (chat: ViewedChat, userId: number, viewer: Viewer | undefined): void => {
    const isNews = viewer ? viewing.view(chat, viewer) : viewing.leave(chat, userId)
    if (isNews) tellOf([chat])
  }
  const pass = (told: Told['viewing']): void => {
    void presence.tell(JSON.stringify({ viewing: told } satisfies Told))
  }
  const unlisten = presence.listen((text) => {
    const { viewing: told } = readTold(text)
    if (!told) return
    const { i, c, u, n, t = false } = told
    note({ integrationId: i, chatId: c }, u, n === undefined ? undefined : { id: u, name: n, isTyping: t })
  })
  const sweeping = setInterval(() => tellOf(viewing.sweep()), SWEEP_EVERY_MS)

  return {
    view: (chat, viewer) => {
      note(chat, viewer.id, viewer)
      pass({ i: chat.integrationId, c: chat.chatId, u: viewer.id, n: viewer.name, t: viewer.isTyping })
    },
    leave: (chat, userId) => {
      note(chat, userId, undefined)
      pass({ i: chat.integrationId, c: chat.chatId, u: userId })
    },
    list: (chat) => viewing.list(chat).map(({ id, name, isTyping }) => ({ id, name, typing: isTyping })),
    listChats: viewing.listChats,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => {
      clearInterval(sweeping)
      unlisten()
    },
  }
}

/** The channel is that of the bells, too, and anybody may write to it. */
const readTold = (text: string): Partial<Told> => {
  try {
    return JSON.parse(text) as Partial<Told>
  } catch {
    return {}
  }
}
