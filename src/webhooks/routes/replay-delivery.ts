import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { replayDelivery } from '../deliveries.ts'
import { DeliveryParams, ReplayAnswer } from '../delivery-item.ts'
import type { WebhookDependencies } from '../endpoint-item.ts'

/** `POST …/webhooks/{webhook_id}/deliveries/{delivery_id}/replay`. */
export const replayDeliveryRoute = (app: HttpApp, { database, now, wake }: WebhookDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/webhooks/:webhook_id/deliveries/:delivery_id/replay',
    config: { access: 'manage' },
    schema: {
      operationId: 'replayWebhookDelivery',
      tags: ['Webhooks'],
      summary: 'Replay a delivery',
      description:
        'Sends it again at once, under the same `webhook-id`, and starts the schedule anew. One that is being attempted right now is 409.',
      params: DeliveryParams,
      response: { 200: ReplayAnswer, ...errorResponses(400, 401, 404, 409, 413, 415, 429, 503) },
    },
    handler: async ({ params: { webhook_id, delivery_id }, integration }) => {
      const endpointId = Number(webhook_id)
      const place = { integrationId: integration.id, endpointId }
      if (!(await replayDelivery(database, place, delivery_id, new Date(now())))) throw notFound()
      wake([endpointId])
      return { replayed: 1 }
    },
  })
}
