import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { findDelivery } from '../deliveries.ts'
import { DeliveryItem, DeliveryParams, deliveryItem } from '../delivery-item.ts'
import type { WebhookDependencies } from '../endpoint-item.ts'

/** `GET …/webhooks/{webhook_id}/deliveries/{delivery_id}`. */
export const getDeliveryRoute = (app: HttpApp, { database }: WebhookDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/webhooks/:webhook_id/deliveries/:delivery_id',
    config: { access: 'manage' },
    schema: {
      operationId: 'getWebhookDelivery',
      tags: ['Webhooks'],
      summary: 'Get a delivery',
      description: 'One delivery with its attempts and the body that is sent.',
      params: DeliveryParams,
      response: {
        200: Type.Object({
          ...DeliveryItem.properties,
          request_body: Type.String({
            description: 'As it is sent and signed.',
            examples: ['{"messages":{"id":"gBEGkFBXUQRnAgnoOJ1ESPKBwME","text":"LISTE"}}'],
          }),
        }),
        ...errorResponses(401, 404, 429, 503),
      },
    },
    handler: async ({ params: { webhook_id, delivery_id }, integration }) => {
      const place = { integrationId: integration.id, endpointId: Number(webhook_id) }
      const delivery = await findDelivery(database, place, delivery_id)
      if (!delivery) throw notFound()
      return { ...deliveryItem(delivery), request_body: delivery.body }
    },
  })
}
