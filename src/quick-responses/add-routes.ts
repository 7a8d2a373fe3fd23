import type { Database } from '../database/database.ts'
import type { HttpApp } from '../http/app-type.ts'
import { changeQuickResponseRoute } from './routes/change-quick-response.ts'
import { createQuickResponseRoute } from './routes/create-quick-response.ts'
import { deleteQuickResponseRoute } from './routes/delete-quick-response.ts'
import { fillInQuickResponseRoute } from './routes/fill-in-quick-response.ts'
import { listQuickResponsesRoute } from './routes/list-quick-responses.ts'

export type QuickResponseDependencies = {
  database: Database
  /** Events were appended to the log. */
  onAppended: () => void
}

/** All routes of quick responses, below /v1. */
export const addQuickResponseRoutes = (app: HttpApp, dependencies: QuickResponseDependencies): void => {
  listQuickResponsesRoute(app, dependencies)
  createQuickResponseRoute(app, dependencies)
  changeQuickResponseRoute(app, dependencies)
  deleteQuickResponseRoute(app, dependencies)
  fillInQuickResponseRoute(app, dependencies)
}
