import type { HttpApp } from '../http/app-type.ts'
import { changeTemplateRoute } from './routes/change-template.ts'
import { createTemplateRoute } from './routes/create-template.ts'
import { deleteTemplateRoute } from './routes/delete-template.ts'
import { getStatisticsRoute } from './routes/get-statistics.ts'
import { getTemplateRoute } from './routes/get-template.ts'
import { listLanguagesRoute } from './routes/list-languages.ts'
import { listTemplatesRoute } from './routes/list-templates.ts'
import { previewTemplateRoute } from './routes/preview-template.ts'
import { submitTemplateRoute } from './routes/submit-template.ts'
import { syncTemplatesRoute } from './routes/sync-templates.ts'
import type { TemplateRouteDependencies } from './routes/template-route.ts'

/** All routes of templates but the sends, below /v1. */
export const addTemplateRoutes = (
  app: HttpApp,
  dependencies: TemplateRouteDependencies & { publicUrl: string | undefined },
): void => {
  listLanguagesRoute(app)
  listTemplatesRoute(app, dependencies.database, dependencies.publicUrl)
  createTemplateRoute(app, dependencies)
  syncTemplatesRoute(app, dependencies)
  getTemplateRoute(app, dependencies)
  changeTemplateRoute(app, dependencies)
  deleteTemplateRoute(app, dependencies)
  submitTemplateRoute(app, dependencies)
  previewTemplateRoute(app, dependencies)
  getStatisticsRoute(app, dependencies)
}
