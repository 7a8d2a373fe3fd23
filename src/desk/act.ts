import type { FastifyRequest } from 'fastify'
import { type ChatItem, chatItem } from '../chats/item.ts'
import { readerOf } from '../chats/reader.ts'
import { selectChat } from '../chats/routes/get-chat.ts'
import type { Database, Tx } from '../database/database.ts'
import { notFound } from '../error.ts'
import { type DeskChat, lockDeskChat } from './lock-chat.ts'

export type DeskDependencies = {
  database: Database
  publicUrl: string | undefined
  /** Events were appended to the log. */
  onAppended: () => void
}

type ChatRequest = Pick<FastifyRequest, 'integration' | 'principal'> & { params: { chat_id: string } }

/** Does something with the chat that a path names, which is locked meanwhile. Throws 404. */
export const withChat = async <T>(
  { database, onAppended }: DeskDependencies,
  { integration, params }: Pick<ChatRequest, 'integration' | 'params'>,
  act: (tx: Tx, chat: DeskChat) => Promise<T>,
): Promise<T> => {
  const answer = await database.transaction().execute(async (tx) => {
    const chat = await lockDeskChat(tx, integration.id, Number(params.chat_id))
    if (!chat) throw notFound()
    return act(tx, chat)
  })
  onAppended()
  return answer
}

/** As `withChat`; answers with the chat as the caller sees it then. */
export const actOnChat = async (
  dependencies: DeskDependencies,
  request: ChatRequest,
  act: (tx: Tx, chat: DeskChat) => Promise<void>,
): Promise<ChatItem> => {
  await withChat(dependencies, request, act)
  const { integration, params, principal } = request
  return chatItem(
    await selectChat(dependencies.database, integration.id, params.chat_id, readerOf(principal)),
  )
}
