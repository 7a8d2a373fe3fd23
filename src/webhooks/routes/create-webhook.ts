import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import {
  EndpointFields,
  EndpointWithSecret,
  endpointItem,
  type WebhookDependencies,
} from '../endpoint-item.ts'
import { readEndpointUrl, readToken } from '../endpoint-url.ts'
import { findEndpoint, insertEndpoint } from '../endpoints.ts'
import { DEFAULT_WEBHOOK_EVENTS } from '../payloads/kinds.ts'

/** `POST /v1/integrations/{id}/webhooks`. */
export const createWebhookRoute = (app: HttpApp, { database, secrets, guard }: WebhookDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/webhooks',
    config: { access: 'manage' },
    schema: {
      operationId: 'createWebhook',
      tags: ['Webhooks'],
      summary: 'Create a webhook',
      description:
        'From now on, what happens is posted to this URL. The `secret` verifies the signatures and is shown this once. An integration has 20 endpoints at most.',
      params: IntegrationParams,
      body: Type.Object(EndpointFields),
      response: { 201: EndpointWithSecret, ...errorResponses(400, 401, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: async ({ body, integration, principal }, reply) => {
      const endpoint = {
        integrationId: integration.id,
        url: readEndpointUrl(body.url, guard),
        token: readToken(body.token ?? ''),
        events: [...new Set(body.events ?? DEFAULT_WEBHOOK_EVENTS)],
        active: body.active ?? true,
      }
      const answer = await database.transaction().execute(async (tx) => {
        const { id, secret } = await insertEndpoint(tx, secrets, endpoint, principal.actor)
        return { ...endpointItem((await findEndpoint(tx, integration.id, id))!), secret }
      })
      return reply.code(201).send(answer)
    },
  })
}
