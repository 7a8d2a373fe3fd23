import type { Database } from '../database/database.ts'
import type { HttpApp } from '../http/app-type.ts'
import { changeAutoRepliesRoute } from './routes/change-auto-replies.ts'
import { getAutoRepliesRoute } from './routes/get-auto-replies.ts'

export type AutoReplyDependencies = {
  database: Database
  /** Events were appended to the log. */
  onAppended: () => void
}

/** All routes of auto replies, below /v1. */
export const addAutoReplyRoutes = (app: HttpApp, dependencies: AutoReplyDependencies): void => {
  getAutoRepliesRoute(app, dependencies)
  changeAutoRepliesRoute(app, dependencies)
}
