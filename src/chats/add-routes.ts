import type { Database } from '../database/database.ts'
import type { HttpApp } from '../http/app-type.ts'
import { getChatRoute } from './routes/get-chat.ts'
import { listChatMessagesRoute } from './routes/list-chat-messages.ts'
import { listChatsRoute } from './routes/list-chats.ts'

/** All routes of chats, below /v1. */
export const addChatRoutes = (app: HttpApp, database: Database, publicUrl: string | undefined): void => {
  listChatsRoute(app, database, publicUrl)
  getChatRoute(app, database)
  listChatMessagesRoute(app, database, publicUrl)
}
