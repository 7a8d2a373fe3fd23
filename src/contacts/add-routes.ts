import type { Database } from '../database/database.ts'
import type { HttpApp } from '../http/app-type.ts'
import type { IntegrationDirectory } from '../integrations/directory.ts'
import { changeContactRoute } from './routes/change-contact.ts'
import { exportContactRoute } from './routes/export-contact.ts'
import { getContactRoute } from './routes/get-contact.ts'
import { listContactsRoute } from './routes/list-contacts.ts'
import { mergeContactRoute } from './routes/merge-contact.ts'

export type ContactDependencies = {
  database: Database
  directory: IntegrationDirectory
  publicUrl: string | undefined
  /** Events were appended to the log. */
  onAppended: () => void
}

/** All routes of contacts, below /v1. */
export const addContactRoutes = (app: HttpApp, dependencies: ContactDependencies): void => {
  listContactsRoute(app, dependencies)
  getContactRoute(app, dependencies)
  changeContactRoute(app, dependencies)
  mergeContactRoute(app, dependencies)
  exportContactRoute(app, dependencies)
}
