import type { QueryClient } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import type { Chat, Message } from '../api/types.ts'
import { type ChatKey, chatPath } from '../inbox/queries.ts'
import { mergeChat, removeChat } from './merge-chat.ts'
import { findMessage, hasMessages, mergeMessages, refreshNewest } from './merge-messages.ts'
import { refreshContacts } from './refresh-contacts.ts'
import type { LiveEvent } from './stream.ts'
import { answerInTime, inTurn, readNow, settle } from './turns.ts'

/** Above so many at once, lists are read anew rather than chat by chat. */
const MANY_CHATS = 25

/**
 * Reads anew what the events name, as far as it is held here. Throws when the server could not be asked: then what is
 * shown may be behind.
 */
export const applyEvents = (client: QueryClient, events: LiveEvent[]): Promise<void> =>
  inTurn(() => apply(client, events))

/** Shows a message that was sent from here. What happens to it meanwhile comes after it. */
export const showMessage = (client: QueryClient, chat: ChatKey, messageId: string): Promise<void> =>
  inTurn(async () => {
    const message = await call<Message>('GET', messagePath(chat, messageId), { signal: answerInTime() })
    await settle(client, () => mergeMessages(client, chat, [message]))
  })

const messagePath = ({ integrationId }: { integrationId: number }, messageId: string): string =>
  `/integrations/${integrationId}/conversations/messages/${encodeURIComponent(messageId)}`

const apply = async (client: QueryClient, events: LiveEvent[]): Promise<void> => {
  const chats = new Map<string, ChatKey>()
  const messages = new Map<string, { integrationId: number; messageId: string }>()
  const stale = new Set<string>()
  for (const { type, integration_id, data } of events) {
    const integrationId = integration_id ?? 0
    const chatId = Number(data['chat_id'])
    if (GONE.has(type)) {
      removeChat(client, integrationId, chatId)
      stale.add(type)
    } else if (type === 'chat.updated' || type === 'message.received')
      chats.set(`${integrationId}/${chatId}`, { integrationId, chatId })
    else if (type === 'message.status')
      messages.set(String(data['message_id']), { integrationId, messageId: String(data['message_id']) })
    else if (type === 'note.updated')
      void client.invalidateQueries({ queryKey: ['notes', integrationId, chatId] })
    else if (type === 'desk.updated') stale.add(String(data['what']))
    else stale.add(type)
  }
  for (const what of stale) refreshDesk(client, what)
  // What is not held yet cannot be changed.
  await settle(client)
  await Promise.all([
    refreshChats(client, [...chats.values()]),
    refreshMessages(client, [...messages.values()]),
  ])
}

/** After these a chat is not there any more. */
const GONE: ReadonlySet<string> = new Set(['chat.merged', 'contact.erased'])

/** Which data is about what an event says has changed. */
const KEYS: Record<string, string[]> = {
  tags: ['tags', 'chats', 'chat', 'contacts'],
  closing_reasons: ['closing_reasons', 'reports'],
  quick_responses: ['quick_responses'],
  users: ['agents', 'users', 'session', 'reports'],
  settings: ['settings'],
  'agent.updated': ['agents'],
  'contact.updated': ['chats', 'chat', 'contacts', 'opt-outs', 'search'],
  'contact.erased': ['contacts', 'erasures', 'opt-outs', 'search'],
  'chat.merged': ['contacts', 'search'],
  'media.status': ['messages'],
  'template.status': ['templates'],
  'integration.status': ['integrations'],
  'bulk.updated': ['bulk-sends'],
  'webhook.status': ['webhooks'],
}

const refreshDesk = (client: QueryClient, what: string): void => {
  for (const key of KEYS[what] ?? [what]) void client.invalidateQueries({ queryKey: [key] })
}

const refreshChats = async (client: QueryClient, keys: ChatKey[]): Promise<void> => {
  if (keys.length > MANY_CHATS)
    for (const what of ['chats', 'contacts']) void client.invalidateQueries({ queryKey: [what] })
  const contactIds = new Set<number>()
  await Promise.all(
    keys.map(async (key) => {
      const { integrationId, chatId } = key
      void client.invalidateQueries({ queryKey: ['history', integrationId, chatId] })
      const isHeld = hasMessages(client, integrationId, chatId)
      if (keys.length > MANY_CHATS && !isHeld) return
      const [chat] = await Promise.all([
        readNow<Chat>(chatPath(key)),
        isHeld ? refreshNewest(client, key) : undefined,
      ])
      if (!chat) return
      await settle(client, () => mergeChat(client, chat))
      contactIds.add(chat.contact_id)
    }),
  )
  await refreshContacts(client, [...contactIds])
}

const refreshMessages = async (
  client: QueryClient,
  keys: { integrationId: number; messageId: string }[],
): Promise<void> => {
  await Promise.all(
    keys.map(async ({ integrationId, messageId }) => {
      const held = findMessage(client, integrationId, messageId)
      if (!held) return
      const message = await readNow<Message>(messagePath(held, messageId))
      if (message) await settle(client, () => mergeMessages(client, held, [message]))
    }),
  )
}
