import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '../api/call.ts'
import type { Message } from '../api/types.ts'
import { type ChatKey, callMessages, type MessagesPlace, messagesQuery } from '../inbox/queries.ts'
import { answerInTime, inTurn, settle } from './turns.ts'

type Held = InfiniteData<Page<Message>, MessagesPlace>

const keyFor = (key: ChatKey) => messagesQuery(key).queryKey

/** Whether what is held begins with the newest, and does not stand in the middle of the chat. */
const reachesNewest = (held: Held): boolean => held.pages[0]?.prev === undefined

export const hasMessages = (client: QueryClient, integrationId: number, chatId: number): boolean =>
  client.getQueryData(keyFor({ integrationId, chatId })) !== undefined

/** The chat that shows a message, among those that are held. */
export const findMessage = (
  client: QueryClient,
  integrationId: number,
  messageId: string,
): ChatKey | undefined => {
  for (const [key, held] of client.getQueriesData<Held>({ queryKey: ['messages', integrationId] }))
    if (held?.pages.some(({ items }) => items.some(({ message_id }) => message_id === messageId)))
      return { integrationId, chatId: Number(key[2]) }
  return undefined
}

/** Puts messages as they are now in place of those that are shown, and new ones on top, where the newest are shown. */
export const mergeMessages = (client: QueryClient, key: ChatKey, messages: Message[]): void => {
  client.setQueryData<Held>(keyFor(key), (held) => {
    if (!held) return held
    const changed = new Map(messages.map((message) => [message.message_id, message]))
    const pages = held.pages.map((page) => ({
      ...page,
      items: page.items.map((one) => {
        const now = changed.get(one.message_id)
        changed.delete(one.message_id)
        return now ?? one
      }),
    }))
    const first = pages[0]
    if (first && reachesNewest(held))
      pages[0] = { ...first, items: [...changed.values(), ...first.items].sort(newestFirst) }
    return { ...held, pages }
  })
}

const newestFirst = (a: Message, b: Message): number => b.created_at.localeCompare(a.created_at)

/**
 * Reads the newest part of a chat. When it does not reach what is held, the chat is read anew from there. Throws when it
 * could not be read.
 */
export const refreshNewest = async (client: QueryClient, key: ChatKey): Promise<void> => {
  const page = await callMessages(key, {}, answerInTime())
  await settle(client, () => joinNewest(client, key, page))
}

const joinNewest = (client: QueryClient, key: ChatKey, page: Page<Message>): void => {
  const held = client.getQueryData<Held>(keyFor(key))
  if (!held || !reachesNewest(held)) return
  const known = new Set(held.pages[0]?.items.map(({ message_id }) => message_id))
  const isJoined = page.next === undefined || page.items.some(({ message_id }) => known.has(message_id))
  if (isJoined) mergeMessages(client, key, page.items)
  else client.setQueryData<Held>(keyFor(key), { pages: [page], pageParams: [{}] })
}

/** Holds a message with those before and after it, in place of what was held. Throws when it is not of this chat. */
export const holdAround = (
  client: QueryClient,
  key: ChatKey,
  messageId: string,
  signal: AbortSignal,
): Promise<Message[]> =>
  inTurn(async () => {
    const place = { around: messageId }
    const page = await callMessages(key, place, AbortSignal.any([signal, answerInTime()]))
    await client.cancelQueries({ queryKey: keyFor(key) })
    signal.throwIfAborted()
    client.setQueryData<Held>(keyFor(key), { pages: [page], pageParams: [place] })
    return page.items
  })
