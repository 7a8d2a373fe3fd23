import type { HttpApp } from '../http/app-type.ts'
import { cancelMessageRoute } from './routes/cancel-message.ts'
import { getMessageRoute } from './routes/get-message.ts'
import { listMessagesRoute } from './routes/list-messages.ts'
import { markReadRoutes } from './routes/mark-read.ts'
import { sendLocationRoute } from './routes/send-location.ts'
import { sendMessageRoute } from './routes/send-message.ts'
import type { SendDependencies } from './send-single.ts'

export type MessageDependencies = SendDependencies & {
  publicUrl: string | undefined
  /** Told when events were appended to the log. */
  onAppended: () => void
}

/** All routes of messages, below /v1. */
export const addMessageRoutes = (app: HttpApp, dependencies: MessageDependencies): void => {
  const { database, publicUrl, onAppended } = dependencies
  sendMessageRoute(app, dependencies)
  sendLocationRoute(app, dependencies)
  listMessagesRoute(app, database, publicUrl)
  getMessageRoute(app, database)
  cancelMessageRoute(app, database, onAppended)
  markReadRoutes(app, { database, onAppended })
}
