import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { findDelivery } from '../deliveries.ts'
import { DELIVERY_PATHS, DeliveryItem, DeliveryParams, deliveryItem, nameOf } from '../delivery-item.ts'
import type { WebhookDependencies } from '../endpoint-item.ts'

/** `GET …/webhooks/{webhook_id}/deliveries/{delivery_id}`, and the shorter `…/deliveries/{delivery_id}`. */
export const getDeliveryRoute = (app: HttpApp, { database }: WebhookDependencies): void => {
  for (const [index, url] of DELIVERY_PATHS.entries())
    app.route({
      method: 'GET',
      url,
      config: { access: 'manage' },
      schema: {
        hide: index > 0,
        operationId: index === 0 ? 'getWebhookDelivery' : 'getDelivery',
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
      handler: async ({ params, integration }) => {
        const delivery = await findDelivery(database, nameOf(integration.id, params))
        if (!delivery) throw notFound()
        return { ...deliveryItem(delivery), request_body: delivery.body }
      },
    })
}
