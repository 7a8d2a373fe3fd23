import type { Database } from '../database/database.ts'
import type { HttpApp } from '../http/app-type.ts'
import type { IntegrationDirectory } from '../integrations/directory.ts'
import { createOptOutsRoute } from './routes/create-opt-outs.ts'
import { deleteOptOutRoute } from './routes/delete-opt-out.ts'
import { deleteOptOutsRoute } from './routes/delete-opt-outs.ts'
import { listOptOutsRoute } from './routes/list-opt-outs.ts'

export type OptOutDependencies = {
  database: Database
  directory: IntegrationDirectory
  publicUrl: string | undefined
  /** Events were appended to the log. */
  onAppended: () => void
}

/** All routes of opt-outs, below /v1. */
export const addOptOutRoutes = (app: HttpApp, dependencies: OptOutDependencies): void => {
  listOptOutsRoute(app, dependencies)
  createOptOutsRoute(app, dependencies)
  deleteOptOutsRoute(app, dependencies)
  deleteOptOutRoute(app, dependencies)
}
