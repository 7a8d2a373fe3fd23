import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import { readTime } from '../../http/read-time.ts'
import { deliveryKey, listDeliveries } from '../deliveries.ts'
import { DeliveryItem, deliveryItem, StatusField } from '../delivery-item.ts'
import { type WebhookDependencies, WebhookParams } from '../endpoint-item.ts'
import { findEndpoint } from '../endpoints.ts'

/** `GET …/webhooks/{webhook_id}/deliveries`. */
export const listDeliveriesRoute = (app: HttpApp, { database, publicUrl }: WebhookDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/webhooks/:webhook_id/deliveries',
    config: { access: 'manage' },
    schema: {
      operationId: 'listWebhookDeliveries',
      tags: ['Webhooks'],
      summary: 'List deliveries',
      description: 'What was sent to an endpoint or waits for it, newest first, with every attempt.',
      params: WebhookParams,
      querystring: Type.Object({
        status: Type.Optional(StatusField),
        from: Type.Optional(Type.String({ description: 'Made at this time or later (ISO 8601).' })),
        to: Type.Optional(Type.String({ description: 'Made at this time or earlier.' })),
        ...ListQuery.properties,
      }),
      response: { 200: Type.Array(DeliveryItem), ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { integration, query } = request
      const endpointId = Number(request.params.webhook_id)
      const window = listWindow(query)
      const filter = {
        status: query.status,
        from: query.from === undefined ? undefined : readTime('from', query.from),
        to: query.to === undefined ? undefined : readTime('to', query.to),
      }
      if (!(await findEndpoint(database, integration.id, endpointId))) throw notFound()
      const place = { integrationId: integration.id, endpointId }
      const rows = await listDeliveries(database, place, filter, window)
      return paginateList(rows, window, deliveryKey, request, reply, publicUrl).map(deliveryItem)
    },
  })
}
