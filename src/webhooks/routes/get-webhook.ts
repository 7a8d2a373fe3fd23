import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { EndpointItem, endpointItem, type WebhookDependencies, WebhookParams } from '../endpoint-item.ts'
import { findEndpoint } from '../endpoints.ts'

/** `GET …/webhooks/{webhook_id}`. */
export const getWebhookRoute = (app: HttpApp, { database }: WebhookDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/webhooks/:webhook_id',
    config: { access: 'manage' },
    schema: {
      operationId: 'getWebhook',
      tags: ['Webhooks'],
      summary: 'Get a webhook',
      description: 'How an endpoint is set up, and whether it works.',
      params: WebhookParams,
      response: { 200: EndpointItem, ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params, integration }) => {
      const endpoint = await findEndpoint(database, integration.id, Number(params.webhook_id))
      if (!endpoint) throw notFound()
      return endpointItem(endpoint)
    },
  })
}
