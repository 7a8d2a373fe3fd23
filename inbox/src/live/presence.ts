import { useSyncExternalStore } from 'react'
import type { Viewer } from '../api/types.ts'
import type { PresenceEvent } from './stream.ts'

const NOBODY: Viewer[] = []
/** Whoever goes without a word is forgotten; those who stay are told again every few seconds. */
const FORGET_MS = 15_000

const viewers = new Map<string, { list: Viewer[]; timer: ReturnType<typeof setTimeout> }>()
const listeners = new Set<() => void>()
const tell = (): void => {
  for (const listener of listeners) listener()
}

export const setViewers = ({ integration_id, data: { chat_id, viewers: list } }: PresenceEvent): void => {
  const key = `${integration_id}/${chat_id}`
  clearTimeout(viewers.get(key)?.timer)
  const timer = setTimeout(() => {
    viewers.delete(key)
    tell()
  }, FORGET_MS)
  viewers.set(key, { list, timer })
  tell()
}

/** Who has this chat open, the caller among them. */
export const useViewers = (integrationId: number, chatId: number): Viewer[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => viewers.get(`${integrationId}/${chatId}`)?.list ?? NOBODY,
  )
