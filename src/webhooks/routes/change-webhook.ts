import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { updateEndpoint } from '../change-endpoint.ts'
import {
  EndpointFields,
  EndpointItem,
  endpointItem,
  type WebhookDependencies,
  WebhookParams,
} from '../endpoint-item.ts'
import { readEndpointUrl, readToken } from '../endpoint-url.ts'
import { findEndpoint } from '../endpoints.ts'

/** `PUT …/webhooks/{webhook_id}`: changes the fields that it names. */
export const changeWebhookRoute = (app: HttpApp, dependencies: WebhookDependencies): void => {
  const { database, secrets, guard, now, wake, onAppended } = dependencies
  app.route({
    method: 'PUT',
    url: '/integrations/:integration_id/webhooks/:webhook_id',
    config: { access: 'manage' },
    schema: {
      operationId: 'changeWebhook',
      tags: ['Webhooks'],
      summary: 'Change a webhook',
      description:
        'Changes the fields that are named. `token: ""` removes the token. What waits for an endpoint that was off is sent at once when it is switched on again.',
      params: WebhookParams,
      body: Type.Object({ ...EndpointFields, url: Type.Optional(EndpointFields.url) }),
      response: { 200: EndpointItem, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: async ({ params, body: { url, token, events, active }, integration, principal }) => {
      const place = { integrationId: integration.id, id: Number(params.webhook_id) }
      const change = {
        url: url === undefined ? undefined : readEndpointUrl(url, guard),
        token: token === undefined ? undefined : readToken(token),
        events: events && [...new Set(events)],
        active,
      }
      const by = { actor: principal.actor, now: new Date(now()) }
      if (!(await updateEndpoint(database, secrets, place, change, by))) throw notFound()
      wake([place.id])
      onAppended()
      const endpoint = await findEndpoint(database, place.integrationId, place.id)
      if (!endpoint) throw notFound()
      return endpointItem(endpoint)
    },
  })
}
