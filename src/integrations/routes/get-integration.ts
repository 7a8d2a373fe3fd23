import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IntegrationParams } from '../guard.ts'
import { IntegrationItem, integrationItem } from '../item.ts'

/** `GET /v1/integrations/{id}`. */
export const getIntegrationRoute = (app: HttpApp): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id',
    config: { isHistory: true },
    schema: {
      operationId: 'getIntegration',
      tags: ['Integrations'],
      summary: 'Get an integration',
      description: 'A number with what WhatsApp says of it. Its token and secrets are never shown.',
      params: IntegrationParams,
      response: { 200: IntegrationItem, ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ integration }) => integrationItem(integration),
  })
}
