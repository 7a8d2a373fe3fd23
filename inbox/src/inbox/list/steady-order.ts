import { useMemo, useRef, useState } from 'react'
import type { Chat } from '../../api/types.ts'

const keyOf = ({ integration_id, id }: Chat): string => `${integration_id}/${id}`

/**
 * The chats in the order in which they were when the pointer came over the list: they change in their places, and new
 * ones wait. When the pointer leaves, or at `release`, the list is as it is. Another `list` begins anew.
 */
export const useSteadyOrder = (
  chats: Chat[],
  isHeld: boolean,
  list: string,
): { shown: Chat[]; waiting: number; release: () => void } => {
  const order = useRef<{ list: string; keys: string[] }>({ list, keys: [] })
  const [released, setReleased] = useState(0)
  const seen = useRef(released)
  const isFree =
    !isHeld || order.current.list !== list || order.current.keys.length === 0 || seen.current !== released
  seen.current = released
  if (isFree) order.current = { list, keys: chats.map(keyOf) }
  const { keys } = order.current
  return useMemo(() => {
    const byKey = new Map(chats.map((chat) => [keyOf(chat), chat]))
    const shown = keys.flatMap((key) => byKey.get(key) ?? [])
    const last = shown.at(-1)
    const known = new Set(keys)
    // Older ones were loaded by scrolling down: they stand below all, and push nothing.
    const isBelow = (chat: Chat): boolean =>
      last !== undefined && chat.last_message_at <= last.last_message_at
    const fresh = chats.filter((chat) => !known.has(keyOf(chat)))
    const below = fresh.filter(isBelow)
    return {
      shown: [...shown, ...below],
      waiting: fresh.length - below.length,
      release: () => setReleased((count) => count + 1),
    }
  }, [chats, keys])
}
