import type { Database } from '../database/database.ts'
import type { HttpApp } from '../http/app-type.ts'
import type { IntegrationDirectory } from '../integrations/directory.ts'
import { reportAgentsRoutes } from './routes/report-agents.ts'
import { reportVolumeRoutes } from './routes/report-volume.ts'
import { showCockpitRoute } from './routes/show-cockpit.ts'

export type ReportDependencies = { database: Database; directory: IntegrationDirectory }

/** All routes of reports, below /v1. */
export const addReportRoutes = (app: HttpApp, dependencies: ReportDependencies): void => {
  reportAgentsRoutes(app, dependencies)
  reportVolumeRoutes(app, dependencies)
  showCockpitRoute(app, dependencies)
}
