import type { FastifyRequest } from 'fastify'
import { findCallerName } from '../accounts/caller-name.ts'
import { selectContactId } from '../chats/chat-contact.ts'
import type { Database } from '../database/database.ts'
import { requirePerson } from '../desk/person.ts'
import type { ViewedChat } from './viewing.ts'

/** The chat that a path names, and who looks at it. Throws 404 for one that there is not, 403 for a key. */
export const selectChatViewer = async (
  database: Database,
  { integration, principal, params }: Pick<FastifyRequest, 'integration' | 'principal' | 'params'>,
): Promise<{ chat: ViewedChat; id: number; name: string }> => {
  const { chat_id } = params as { chat_id: string }
  await selectContactId(database, integration.id, chat_id)
  const id = requirePerson(principal)
  const name = await findCallerName(database, principal)
  return { chat: { integrationId: integration.id, chatId: Number(chat_id) }, id, name: name ?? '' }
}
