import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { Chat } from '../../api/types.ts'
import { markRead } from '../actions.ts'

const isSeen = (): boolean => document.visibilityState === 'visible'

const useIsSeen = (): boolean =>
  useSyncExternalStore((listener) => {
    document.addEventListener('visibilitychange', listener)
    return () => document.removeEventListener('visibilitychange', listener)
  }, isSeen)

/** What is shown to somebody who looks is read. In a tab behind others it is not. */
export const useRead = (chat: Chat): void => {
  const client = useQueryClient()
  const isLookedAt = useIsSeen()
  const isUnread = chat.unread > 0
  useEffect(() => {
    // What fails is tried again with the next message; the chat stays unread until then.
    if (isLookedAt && isUnread) markRead(client, chat).catch(() => undefined)
  }, [client, chat, isLookedAt, isUnread])
}
