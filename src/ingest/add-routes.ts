import type { Database } from '../database/database.ts'
import type { HttpApp } from '../http/app-type.ts'
import { getInboundEventRoute } from './routes/get-inbound-event.ts'
import { listInboundEventsRoute } from './routes/list-inbound-events.ts'
import { reprocessInboundEventsRoutes } from './routes/reprocess-inbound-events.ts'

/** All routes about raw events of WhatsApp, below /v1. `wake`: there are some to apply. */
export const addInboundEventRoutes = (
  app: HttpApp,
  database: Database,
  publicUrl: string | undefined,
  wake: () => void,
): void => {
  listInboundEventsRoute(app, database, publicUrl)
  getInboundEventRoute(app, database)
  reprocessInboundEventsRoutes(app, database, wake)
}
