import { useSyncExternalStore } from 'react'
import type { ChatKey } from './queries.ts'

/** What is written and not sent yet, of each chat; it survives a reload. */
export type Draft = { text: string; mode: 'reply' | 'note'; replyTo?: string }

const EMPTY: Draft = { text: '', mode: 'reply' }
const keyOf = ({ integrationId, chatId }: ChatKey): string => `masa.draft.${integrationId}.${chatId}`

const held = new Map<string, Draft>()
const listeners = new Set<() => void>()

const readDraft = (chat: ChatKey): Draft => {
  const key = keyOf(chat)
  const known = held.get(key)
  if (known) return known
  const draft = parse(localStorage.getItem(key))
  held.set(key, draft)
  return draft
}

const parse = (text: string | null): Draft => {
  try {
    return text ? { ...EMPTY, ...JSON.parse(text) } : EMPTY
  } catch {
    return EMPTY
  }
}

export const writeDraft = (chat: ChatKey, change: Partial<Draft>): void => {
  const key = keyOf(chat)
  const draft = { ...readDraft(chat), ...change }
  held.set(key, draft)
  if (draft.text || draft.replyTo) localStorage.setItem(key, JSON.stringify(draft))
  else localStorage.removeItem(key)
  for (const listener of listeners) listener()
}

export const useDraft = (chat: ChatKey): Draft =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => readDraft(chat),
  )
