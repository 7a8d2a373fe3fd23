import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { rotateSecret } from '../change-endpoint.ts'
import {
  EndpointWithSecret,
  endpointItem,
  type WebhookDependencies,
  WebhookParams,
} from '../endpoint-item.ts'
import { findEndpoint } from '../endpoints.ts'

/** `POST …/webhooks/{webhook_id}/rotate-secret`: the old one signs along for a day. */
export const rotateSecretRoute = (app: HttpApp, { database, secrets, now }: WebhookDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/webhooks/:webhook_id/rotate-secret',
    config: { access: 'administer' },
    schema: {
      operationId: 'rotateWebhookSecret',
      tags: ['Webhooks'],
      summary: 'Rotate a webhook’s secret',
      description:
        'Draws a new secret, shown this once. For 24 hours the old one signs along, so that receivers can be changed one after the other; rotating again ends it at once.',
      params: WebhookParams,
      response: { 200: EndpointWithSecret, ...errorResponses(400, 401, 404, 413, 415, 429, 503) },
    },
    handler: async ({ params, integration, principal }) => {
      const place = { integrationId: integration.id, id: Number(params.webhook_id) }
      const by = { actor: principal.actor, now: new Date(now()) }
      const secret = await rotateSecret(database, secrets, place, by)
      const endpoint = await findEndpoint(database, place.integrationId, place.id)
      if (secret === undefined || !endpoint) throw notFound()
      return { ...endpointItem(endpoint), secret }
    },
  })
}
