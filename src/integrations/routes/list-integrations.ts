import { Type } from 'typebox'
import { canReach } from '../../accounts/principal.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { PageQuery, pageWindow, paginate } from '../../http/pagination.ts'
import type { IntegrationDirectory } from '../directory.ts'
import { IntegrationItem, integrationItem } from '../item.ts'

/** `GET /v1/integrations` (Desk360 API, "Integrations"). */
export const listIntegrationsRoute = (
  app: HttpApp,
  directory: IntegrationDirectory,
  publicUrl: string | undefined,
): void => {
  app.route({
    method: 'GET',
    url: '/integrations',
    schema: {
      operationId: 'listIntegrations',
      tags: ['Integrations'],
      summary: 'Integrations',
      description: 'List of your integrations: the WhatsApp numbers that this token reaches.',
      querystring: PageQuery,
      response: { 200: Type.Array(IntegrationItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { offset, limit } = pageWindow(request.query.page)
      const all = (await directory.list()).filter(({ id }) => canReach(request.principal, id))
      return paginate(all.slice(offset, offset + limit), request, reply, publicUrl).map(integrationItem)
    },
  })
}
