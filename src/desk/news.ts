import type { NewEvent } from '../events/append.ts'
import type { DeskChat } from './lock-chat.ts'

/** Tells that a chat has changed. */
export const chatNews = ({
  integrationId,
  id,
  contactId,
}: Pick<DeskChat, 'integrationId' | 'id' | 'contactId'>): NewEvent => ({
  type: 'chat.updated',
  integrationId,
  data: { chat_id: id, contact_id: contactId },
})

/** Tells that people have more or fewer chats; once of each. */
export const agentNews = (userIds: Iterable<number | null>): NewEvent[] =>
  [...new Set(userIds)].flatMap((id) =>
    id === null ? [] : { type: 'agent.updated', integrationId: null, data: { user_id: id } },
  )
