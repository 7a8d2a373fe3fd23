import type { Database } from '../database/database.ts'
import type { HttpApp } from '../http/app-type.ts'
import type { IntegrationDirectory } from '../integrations/directory.ts'
import { searchRoute } from './routes/search.ts'

export type SearchDependencies = {
  database: Database
  directory: IntegrationDirectory
  publicUrl: string | undefined
}

/** All routes of searching, below /v1. */
export const addSearchRoutes = (app: HttpApp, dependencies: SearchDependencies): void =>
  searchRoute(app, dependencies)
