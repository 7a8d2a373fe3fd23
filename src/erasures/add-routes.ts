import type { ContactDependencies } from '../contacts/add-routes.ts'
import type { HttpApp } from '../http/app-type.ts'
import { eraseContactRoute } from './routes/erase-contact.ts'
import { getErasureRoute } from './routes/get-erasure.ts'

/** All routes of erasing people, below /v1. */
export const addErasureRoutes = (app: HttpApp, dependencies: ContactDependencies): void => {
  eraseContactRoute(app, dependencies)
  getErasureRoute(app, dependencies)
}
