import type { HttpApp } from '../http/app-type.ts'
import { cancelMessageRoute } from './routes/cancel-message.ts'
import { getMessageRoute } from './routes/get-message.ts'
import { listMessagesRoute } from './routes/list-messages.ts'
import { markReadRoutes } from './routes/mark-read.ts'
import { requestLocationRoute } from './routes/request-location.ts'
import { sendContactsRoute } from './routes/send-contacts.ts'
import { sendInteractiveRoute } from './routes/send-interactive.ts'
import { sendLocationRoute } from './routes/send-location.ts'
import { sendMediaRoute } from './routes/send-media.ts'
import { sendMessageRoute } from './routes/send-message.ts'
import { sendReactionRoute } from './routes/send-reaction.ts'
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
  sendContactsRoute(app, dependencies)
  sendMediaRoute(app, dependencies)
  sendInteractiveRoute(app, dependencies)
  requestLocationRoute(app, dependencies)
  sendReactionRoute(app, dependencies)
  listMessagesRoute(app, database, publicUrl)
  getMessageRoute(app, database)
  cancelMessageRoute(app, database, onAppended)
  markReadRoutes(app, { database, onAppended })
}
