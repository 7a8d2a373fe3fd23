import { Type } from 'typebox'
import { notFound, validationError } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { readTime } from '../../http/read-time.ts'
import { DELIVERY_STATUSES, replayDeliveries } from '../deliveries.ts'
import { ReplayAnswer, StatusField } from '../delivery-item.ts'
import { type WebhookDependencies, WebhookParams } from '../endpoint-item.ts'
import { findEndpoint } from '../endpoints.ts'

/** `POST …/webhooks/{webhook_id}/replay`: all deliveries of a time. */
export const replayDeliveriesRoute = (app: HttpApp, { database, now, wake }: WebhookDependencies): void => {
  app.route({
    method: 'POST',
    url: '/integrations/:integration_id/webhooks/:webhook_id/replay',
    config: { access: 'manage' },
    schema: {
      operationId: 'replayWebhookDeliveries',
      tags: ['Webhooks'],
      summary: 'Replay deliveries of a time',
      description:
        'Sends all again that were made between two times, under their same `webhook-id`s: what a receiver lost, say. Those that wait for their first attempt are left alone.',
      params: WebhookParams,
      body: Type.Object({
        from: Type.String({ description: 'ISO 8601.', examples: ['2024-05-31T06:00:00.000000Z'] }),
        to: Type.String({ examples: ['2024-05-31T12:00:00.000000Z'] }),
        status: Type.Optional(StatusField),
      }),
      response: { 200: ReplayAnswer, ...errorResponses(400, 401, 404, 413, 415, 422, 429, 503) },
    },
    handler: async ({ params, body, integration }) => {
      const endpointId = Number(params.webhook_id)
      const [from, to] = [readTime('from', body.from), readTime('to', body.to)]
      if (to < from) throw validationError({ to: ['The to field must not be before the from field.'] })
      if (!(await findEndpoint(database, integration.id, endpointId))) throw notFound()
      const statuses = body.status ? [body.status] : DELIVERY_STATUSES.filter((one) => one !== 'pending')
      const place = { integrationId: integration.id, endpointId }
      const range = { from, to, statuses }
      const replayed = await replayDeliveries(database, place, range, new Date(now()))
      wake([endpointId])
      return { replayed }
    },
  })
}
