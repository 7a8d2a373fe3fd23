import type { Database } from '../../database/database.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { PageQuery, pageWindow, paginate } from '../../http/pagination.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { templateItem } from '../item.ts'
import { TemplateListSchema } from '../item-schema.ts'
import { listTemplates } from '../queries.ts'

/** `GET /v1/integrations/{id}/conversations/templates` (Desk360 API, "WhatsApp Message Templates"). */
export const listTemplatesRoute = (app: HttpApp, database: Database, publicUrl: string | undefined): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/conversations/templates',
    schema: {
      operationId: 'listTemplates',
      tags: ['Templates'],
      summary: 'WhatsApp Message Templates',
      description: 'The message templates of a number with their languages, and what a send has to fill in.',
      params: IntegrationParams,
      querystring: PageQuery,
      response: { 200: TemplateListSchema, ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const rows = await listTemplates(database, request.integration.wabaId, pageWindow(request.query.page))
      const page = paginate(rows, request, reply, publicUrl)
      return page.map(({ template, translations }) => templateItem(template, translations))
    },
  })
}
