import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { call } from '../api/call.ts'
import { showMessage } from '../live/apply.ts'
import { onLeave } from '../session/session.ts'
import { errorText } from '../words/error.ts'
import type { ChatKey } from './queries.ts'

/** What is sent: to be shown until the server has it, and to be sent once more when it could not be reached. */
export type Outgoing = {
  /** The key that makes it one message however often it is sent. */
  key: string
  chat: ChatKey
  at: string
  state: 'sending' | 'failed'
  error?: string
  content: OutgoingContent
}

export type OutgoingContent =
  | { kind: 'text'; to: string; text: string; replyTo?: string }
  | { kind: 'file'; to: string; file: File; previewUrl: string; caption?: string; replyTo?: string }
  | {
      kind: 'object'
      to: string
      path: string
      object: Record<string, unknown>
      text: string
      replyTo?: string
    }
  | { kind: 'template'; request: { json?: unknown; form?: FormData }; text: string }

const NONE: Outgoing[] = []
const boxes = new Map<string, Outgoing[]>()
const tails = new Map<string, Promise<void>>()
const listeners = new Set<() => void>()

const boxOf = ({ integrationId, chatId }: ChatKey): string => `${integrationId}/${chatId}`

const STORED = 'masa.outbox.'

/** Of this tab, also from before it was read anew: whether those arrived is not known, and their key is the same. */
const readBox = (box: string): Outgoing[] => {
  const known = boxes.get(box)
  if (known) return known
  const stored: Outgoing[] = JSON.parse(sessionStorage.getItem(STORED + box) ?? '[]')
  const list = stored.length === 0 ? NONE : stored.map((one) => ({ ...one, state: 'failed' as const }))
  boxes.set(box, list)
  return list
}

/** A file cannot be kept over a reload. */
const canBeStored = ({ content }: Outgoing): boolean =>
  content.kind === 'text' ||
  content.kind === 'object' ||
  (content.kind === 'template' && content.request.form === undefined)

const change = (chat: ChatKey, update: (list: Outgoing[]) => Outgoing[]): void => {
  const box = boxOf(chat)
  const list = update(readBox(box))
  boxes.set(box, list)
  const stored = list.filter(canBeStored)
  if (stored.length > 0) sessionStorage.setItem(STORED + box, JSON.stringify(stored))
  else sessionStorage.removeItem(STORED + box)
  for (const listener of listeners) listener()
}

// A page that is left takes with it what has not arrived and cannot be kept.
window.addEventListener('beforeunload', (event) => {
  if ([...boxes.values()].flat().some((one) => !canBeStored(one))) event.preventDefault()
})

// For whoever sits down here next, nothing is left.
onLeave(() => {
  for (const box of boxes.keys()) sessionStorage.removeItem(STORED + box)
  boxes.clear()
})

/** What is on its way to the server from here, oldest first. */
export const useOutbox = (chat: ChatKey): Outgoing[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => readBox(boxOf(chat)),
  )

/** Shows it at once, and sends it after those before it. */
export const send = (client: QueryClient, chat: ChatKey, content: OutgoingContent): void => {
  const outgoing: Outgoing = {
    key: crypto.randomUUID(),
    chat,
    at: new Date().toISOString(),
    state: 'sending',
    content,
  }
  change(chat, (list) => [...list, outgoing])
  enqueue(client, outgoing)
}

/** With the same key: what had arrived after all is not sent twice. */
export const sendAgain = (client: QueryClient, outgoing: Outgoing): void => {
  change(outgoing.chat, (list) =>
    list.map((one) => (one.key === outgoing.key ? { ...one, state: 'sending' as const } : one)),
  )
  enqueue(client, outgoing)
}

export const discard = ({ chat, key, content }: Outgoing): void => {
  if (content.kind === 'file') URL.revokeObjectURL(content.previewUrl)
  change(chat, (list) => list.filter((one) => one.key !== key))
}

const enqueue = (client: QueryClient, outgoing: Outgoing): void => {
  const box = boxOf(outgoing.chat)
  const tail = (tails.get(box) ?? Promise.resolve()).then(() => deliver(client, outgoing))
  tails.set(box, tail)
}

const deliver = async (client: QueryClient, outgoing: Outgoing): Promise<void> => {
  const { chat, key, content } = outgoing
  try {
    const path = `/integrations/${chat.integrationId}/conversations`
    const headers = { 'idempotency-key': key }
    const { message_id } = await call<{ message_id: string }>('POST', path + pathOf(content), {
      ...bodyOf(content),
      headers,
    })
    await showMessage(client, chat, message_id)
    discard(outgoing)
  } catch (error) {
    change(chat, (list) =>
      list.map((one) =>
        one.key === key ? { ...one, state: 'failed' as const, error: errorText(error) } : one,
      ),
    )
  }
}

const pathOf = (content: OutgoingContent): string => {
  if (content.kind === 'object') return content.path
  const { kind } = content
  return kind === 'template' ? '/templates/send' : kind === 'file' ? '/messages/media' : '/messages'
}

const bodyOf = (content: OutgoingContent): { json?: unknown; form?: FormData } => {
  if (content.kind === 'template') return content.request
  const { to, replyTo } = content
  if (content.kind === 'text')
    return { json: { to, text: content.text, preview_url: true, ...(replyTo && { reply_to: replyTo }) } }
  if (content.kind === 'object')
    return { json: { to, ...content.object, ...(replyTo && { reply_to: replyTo }) } }
  const form = new FormData()
  form.set('to', to)
  if (content.caption) form.set('caption', content.caption)
  if (replyTo) form.set('reply_to', replyTo)
  form.set('attachment', content.file, content.file.name)
  return { form }
}
