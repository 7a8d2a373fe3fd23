import type { HttpApp } from '../http/app-type.ts'
import { changeBulkSendRoutes } from './routes/change-bulk-send.ts'
import { createBulkSendRoute } from './routes/create-bulk-send.ts'
import { getBulkSendRoute } from './routes/get-bulk-send.ts'
import { getReportRoute } from './routes/get-report.ts'
import { listBulkSendsRoute } from './routes/list-bulk-sends.ts'
import { listRecipientsRoute } from './routes/list-recipients.ts'
import { sendBulkRoute } from './routes/send-bulk.ts'
import type { BulkDependencies } from './start-send.ts'

/** All routes of bulk sends, below /v1. */
export const addBulkRoutes = (app: HttpApp, dependencies: BulkDependencies): void => {
  sendBulkRoute(app, dependencies)
  createBulkSendRoute(app, dependencies)
  listBulkSendsRoute(app, dependencies)
  getBulkSendRoute(app, dependencies)
  changeBulkSendRoutes(app, dependencies)
  listRecipientsRoute(app, dependencies)
  getReportRoute(app, dependencies)
}
