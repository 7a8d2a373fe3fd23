import { call } from '../../api/call.ts'
import type { Chat, Message } from '../../api/types.ts'
import { composeSend, type FilledTemplate } from '../template-picker/compose-send.ts'

/** A chat is there a moment after its first message; on a busy server it may take longer than somebody likes to wait. */
const ATTEMPTS = 20
const PAUSE_MS = 250

/**
 * Sends a template to a number, once for one key, and answers the chat in which it stands; undefined when it was sent and
 * its chat is not there yet. Throws what the API refuses.
 */
export const startChat = async (
  integrationId: number,
  filled: FilledTemplate & { to: string },
  key: string,
): Promise<Chat | undefined> => {
  const path = `/integrations/${integrationId}`
  const { message_id } = await call<{ message_id: string }>('POST', `${path}/conversations/templates/send`, {
    ...composeSend(filled),
    headers: { 'idempotency-key': key },
  })
  const { to } = await call<Message>(
    'GET',
    `${path}/conversations/messages/${encodeURIComponent(message_id)}`,
  )
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const chats = await call<Chat[]>('GET', `${path}/chats`, { query: { q: to } })
    const chat = chats.find(({ phone }) => digits(phone) === digits(to))
    if (chat) return chat
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  return undefined
}

const digits = (phone: string | null | undefined): string => (phone ?? '').replace(/\D/g, '')
