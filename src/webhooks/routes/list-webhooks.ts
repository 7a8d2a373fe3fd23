import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { EndpointItem, endpointItem, type WebhookDependencies } from '../endpoint-item.ts'
import { listEndpoints } from '../endpoints.ts'

/** `GET /v1/integrations/{id}/webhooks`. */
export const listWebhooksRoute = (app: HttpApp, { database, publicUrl }: WebhookDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/webhooks',
    config: { access: 'manage' },
    schema: {
      operationId: 'listWebhooks',
      tags: ['Webhooks'],
      summary: 'List webhooks',
      description: 'The endpoints of an integration, oldest first. Their tokens and secrets are not shown.',
      params: IntegrationParams,
      querystring: ListQuery,
      response: { 200: Type.Array(EndpointItem), ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const window = listWindow(request.query)
      const rows = await listEndpoints(database, request.integration.id, window)
      return paginateList(rows, window, ({ id }) => [id], request, reply, publicUrl).map(endpointItem)
    },
  })
}
