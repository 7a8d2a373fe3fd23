import type { SecretBox } from '../config/secret-box.ts'
import type { HttpApp } from '../http/app-type.ts'
import { activateIntegrationRoute } from './routes/activate-integration.ts'
import { changeIntegrationRoute } from './routes/change-integration.ts'
import { changeProfileRoute } from './routes/change-profile.ts'
import { createIntegrationRoute } from './routes/create-integration.ts'
import { deleteIntegrationRoute } from './routes/delete-integration.ts'
import { getIntegrationRoute } from './routes/get-integration.ts'
import { getProfileRoute } from './routes/get-profile.ts'
import { listIntegrationsRoute } from './routes/list-integrations.ts'
import { runDoctorRoute } from './routes/run-doctor.ts'
import { suspendIntegrationRoute } from './routes/suspend-integration.ts'
import { syncIntegrationRoute } from './routes/sync-integration.ts'
import type { SyncDependencies } from './sync.ts'

export type IntegrationDependencies = SyncDependencies & {
  secrets: SecretBox
  publicUrl: string | undefined
  /** Networks and host names besides the public ones that may be called. */
  allow: string[]
  /** How long each check of the doctor may take. */
  doctorTimeoutMs: number | undefined
}

/** All routes of numbers, below /v1. */
export const addIntegrationRoutes = (app: HttpApp, dependencies: IntegrationDependencies): void => {
  listIntegrationsRoute(app, dependencies.directory, dependencies.publicUrl)
  createIntegrationRoute(app, dependencies)
  getIntegrationRoute(app)
  changeIntegrationRoute(app, dependencies)
  deleteIntegrationRoute(app, dependencies)
  suspendIntegrationRoute(app, dependencies)
  activateIntegrationRoute(app, dependencies)
  syncIntegrationRoute(app, dependencies)
  runDoctorRoute(app, dependencies)
  getProfileRoute(app, dependencies)
  changeProfileRoute(app, dependencies)
}
