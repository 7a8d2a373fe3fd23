import type { Database } from '../database/database.ts'
import type { HttpApp } from '../http/app-type.ts'
import type { IntegrationDirectory } from '../integrations/directory.ts'
import { getChatRoute } from './routes/get-chat.ts'
import { listAllChatsRoute } from './routes/list-all-chats.ts'
import { listChatMessagesRoute } from './routes/list-chat-messages.ts'
import { listChatsRoute } from './routes/list-chats.ts'

export type ChatDependencies = {
  database: Database
  directory: IntegrationDirectory
  publicUrl: string | undefined
}

/** All routes of chats, below /v1. */
export const addChatRoutes = (app: HttpApp, dependencies: ChatDependencies): void => {
  const { database, publicUrl } = dependencies
  listAllChatsRoute(app, dependencies)
  listChatsRoute(app, database, publicUrl)
  getChatRoute(app, database)
  listChatMessagesRoute(app, database, publicUrl)
}
