import { type Static, Type } from 'typebox'
import { IdParam } from '../http/id-param.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import { IntegrationParams } from '../integrations/guard.ts'
import { DELIVERY_STATUSES, type Delivery, type DeliveryName, type DeliveryStatus } from './deliveries.ts'

/** A delivery is found below its endpoint, and below its number alone. */
export const DELIVERY_PATHS = [
  '/integrations/:integration_id/webhooks/:webhook_id/deliveries/:delivery_id',
  '/integrations/:integration_id/deliveries/:delivery_id',
] as const

export const DeliveryParams = Type.Object({
  ...IntegrationParams.properties,
  webhook_id: Type.Optional(IdParam),
  delivery_id: Type.String({ pattern: '^[1-9][0-9]{0,14}$', examples: ['4711'] }),
})

/** The delivery that a path names, of this very endpoint where it names one. */
export const nameOf = (integrationId: number, params: Static<typeof DeliveryParams>): DeliveryName => ({
  integrationId,
  endpointId: params.webhook_id === undefined ? undefined : Number(params.webhook_id),
  id: params.delivery_id,
})

export const StatusField = Type.Unsafe<DeliveryStatus>({ type: 'string', enum: [...DELIVERY_STATUSES] })

export const DeliveryItem = Type.Object({
  id: Type.Integer({ examples: [4711] }),
  webhook_message_id: Type.String({
    description: 'The header `webhook-id`, the same in each attempt and replay.',
    examples: ['msg_dGhpcyBpcyBhIHNhbXBsZSBp'],
  }),
  event: Type.String({ examples: ['message.received'] }),
  status: Type.String({
    description:
      'pending: before the first attempt. failed: another one will come. given_up: none will. succeeded.',
    examples: ['succeeded'],
  }),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  attempts: Type.Array(
    Type.Object({
      at: Type.String({ examples: ['2024-05-31T06:33:30.104000Z'] }),
      duration_ms: Type.Integer({ examples: [86] }),
      response_status: Type.Union([Type.Integer(), Type.Null()], { examples: [200] }),
      response_body: Type.Union([Type.String(), Type.Null()], {
        description: 'Its first 20 kB.',
        examples: ['ok'],
      }),
      error: Type.Union([Type.String(), Type.Null()], { description: 'Why it was no success, in words.' }),
    }),
    { description: 'Oldest first, those before a replay too.' },
  ),
  next_attempt_at: Type.Union([Type.String(), Type.Null()], {
    description: 'Null when none is to come. While the endpoint is off, it waits.',
  }),
})

export const deliveryItem = (delivery: Delivery): Static<typeof DeliveryItem> => ({
  id: Number(delivery.id),
  webhook_message_id: delivery.webhook_message_id,
  event: delivery.event,
  status: delivery.status,
  created_at: formatTimestamp(delivery.created_at),
  attempts: delivery.attempts.map((one) => ({ ...one, at: formatTimestamp(new Date(one.at)) })),
  next_attempt_at: delivery.next_attempt_at && formatTimestamp(delivery.next_attempt_at),
})

export const ReplayAnswer = Type.Object({
  replayed: Type.Integer({ description: 'How many are sent again.', examples: [1] }),
})
