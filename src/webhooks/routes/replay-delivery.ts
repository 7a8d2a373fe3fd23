import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { replayDelivery } from '../deliveries.ts'
import { DELIVERY_PATHS, DeliveryParams, nameOf, ReplayAnswer } from '../delivery-item.ts'
import type { WebhookDependencies } from '../endpoint-item.ts'

/** `POST …/webhooks/{webhook_id}/deliveries/{delivery_id}/replay`, and the shorter `…/deliveries/{delivery_id}/replay`. */
export const replayDeliveryRoute = (app: HttpApp, { database, now, wake }: WebhookDependencies): void => {
  for (const [index, url] of DELIVERY_PATHS.entries())
    app.route({
      method: 'POST',
      url: `${url}/replay`,
      config: { access: 'manage' },
      schema: {
        hide: index > 0,
        operationId: index === 0 ? 'replayWebhookDelivery' : 'replayDelivery',
        tags: ['Webhooks'],
        summary: 'Replay a delivery',
        description:
          'Sends it again at once, under the same `webhook-id`, and starts the schedule anew. One that is being attempted right now is 409.',
        params: DeliveryParams,
        response: { 200: ReplayAnswer, ...errorResponses(400, 401, 404, 409, 413, 415, 429, 503) },
      },
      handler: async ({ params, integration }) => {
        const endpointId = await replayDelivery(database, nameOf(integration.id, params), new Date(now()))
        if (endpointId === undefined) throw notFound()
        wake([endpointId])
        return { replayed: 1 }
      },
    })
}
