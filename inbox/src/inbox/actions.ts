import type { QueryClient } from '@tanstack/react-query'
import { ApiError, call } from '../api/call.ts'
import type { Chat, Named, Priority } from '../api/types.ts'
import { mergeChat } from '../live/merge-chat.ts'
import { chatPath, keyOf } from './queries.ts'

/** Somebody else has the chat now. */
export class TakenError extends Error {
  readonly by: Named

  constructor(by: Named) {
    super(by.name)
    this.by = by
  }
}

/**
 * Gives a chat to somebody, or to nobody, as long as it is still with whom it is shown. Throws TakenError when it is
 * with somebody else by now, and shows it so.
 */
export const assignChat = async (client: QueryClient, chat: Chat, userId: number | null): Promise<void> => {
  const json = { user_id: userId, expected_assignee: chat.assignee?.id ?? null }
  try {
    mergeChat(client, await call<Chat>('POST', `${chatPath(keyOf(chat))}/assign`, { json }))
  } catch (error) {
    const by = error instanceof ApiError ? (error.details['assignee'] as Named | null | undefined) : undefined
    await reread(client, chat)
    throw by ? new TakenError(by) : error
  }
}

export const closeChat = (client: QueryClient, chat: Chat, reasonId: number): Promise<void> =>
  act(client, chat, 'POST', '/close', { reason_id: reasonId })

export const reopenChat = (client: QueryClient, chat: Chat): Promise<void> =>
  act(client, chat, 'POST', '/reopen')

export const addTag = (
  client: QueryClient,
  chat: Chat,
  tag: { tag_id: number } | { name: string },
): Promise<void> => act(client, chat, 'POST', '/tags', tag)

export const removeTag = (client: QueryClient, chat: Chat, tagId: number): Promise<void> =>
  act(client, chat, 'DELETE', `/tags/${tagId}`)

export const setPriority = (client: QueryClient, chat: Chat, priority: Priority): Promise<void> =>
  act(client, chat, 'PUT', '', { priority })

/** Read by this user; said to the server when the chat is seen. */
export const markRead = async (client: QueryClient, chat: Chat): Promise<void> => {
  mergeChat(client, { ...chat, unread: 0 })
  await call('POST', `${chatPath(keyOf(chat))}/read`, { json: {} })
}

/** Some calls answer with the chat as it is now; after the others it is read. */
const act = async (
  client: QueryClient,
  chat: Chat,
  method: string,
  path: string,
  json?: unknown,
): Promise<void> => {
  const answer = await call<Partial<Chat> | undefined>(method, chatPath(keyOf(chat)) + path, {
    ...(json !== undefined && { json }),
  })
  if (isChat(answer)) mergeChat(client, answer)
  else await reread(client, chat)
}

const isChat = (answer: Partial<Chat> | undefined): answer is Chat =>
  answer?.contact_id !== undefined && answer.last_message_at !== undefined

const reread = async (client: QueryClient, chat: Chat): Promise<void> =>
  mergeChat(client, await call<Chat>('GET', chatPath(keyOf(chat))))
