import { type Static, Type } from 'typebox'
import type { SecretBox } from '../config/secret-box.ts'
import type { Database } from '../database/database.ts'
import { IdParam } from '../http/id-param.ts'
import { formatTimestamp } from '../http/timestamp.ts'
import { IntegrationParams } from '../integrations/guard.ts'
import type { AddressGuard } from './address-guard.ts'
import type { Endpoint } from './endpoints.ts'
import { DEFAULT_WEBHOOK_EVENTS, WEBHOOK_EVENTS, type WebhookEvent } from './payloads/kinds.ts'
import type { Poster } from './post.ts'

/** What the routes of webhooks work with. */
export type WebhookDependencies = {
  database: Database
  secrets: SecretBox
  guard: AddressGuard
  poster: Poster
  now: () => number
  /** Something of these endpoints became due. */
  wake: (endpointIds: number[]) => void
  onAppended: () => void
  publicUrl: string | undefined
}

export const WebhookParams = Type.Object({ ...IntegrationParams.properties, webhook_id: IdParam })

/** The fields of a request that makes or changes one; none is needed to change another. */
export const EndpointFields = {
  url: Type.String({
    minLength: 1,
    maxLength: 2_000,
    description: 'Where to post to. A public address, unless the operator has named it.',
    examples: ['https://shop.example.com/whatsapp'],
  }),
  token: Type.Optional(
    Type.String({
      maxLength: 1_000,
      description: 'Sent along as `Authorization: Bearer TOKEN` and as `X-Webhook-Token: TOKEN`. "" is none.',
      examples: ['a-token-of-your-own'],
    }),
  ),
  events: Type.Optional(
    Type.Array(Type.Unsafe<WebhookEvent>({ type: 'string', enum: [...WEBHOOK_EVENTS] }), {
      minItems: 1,
      maxItems: WEBHOOK_EVENTS.length,
      description: `Any of ${WEBHOOK_EVENTS.join(', ')}. By default ${DEFAULT_WEBHOOK_EVENTS.join(' and ')}.`,
      examples: [[...DEFAULT_WEBHOOK_EVENTS]],
    }),
  ),
  active: Type.Optional(Type.Boolean({ description: 'Whether anything is sent. By default true.' })),
}

export const EndpointItem = Type.Object({
  id: Type.Integer({ examples: [7] }),
  url: Type.String({ examples: ['https://shop.example.com/whatsapp'] }),
  events: Type.Array(Type.String(), { examples: [[...DEFAULT_WEBHOOK_EVENTS]] }),
  active: Type.Boolean(),
  has_token: Type.Boolean({ description: 'The token itself is not shown.' }),
  created_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  failing_since: Type.Union([Type.String(), Type.Null()], {
    description: 'The first failure after the last success. After five days the endpoint is switched off.',
  }),
  disabled_reason: Type.Union([Type.String(), Type.Null()], {
    description: 'Why it was switched off by itself.',
  }),
})

/** With the secret, in the only answers that show it. */
export const EndpointWithSecret = Type.Object({
  ...EndpointItem.properties,
  secret: Type.String({
    description: 'Verifies the signatures (Standard Webhooks). Shown this once.',
    examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw3CkF0Zb1Xj0='],
  }),
})

export const endpointItem = (endpoint: Endpoint): Static<typeof EndpointItem> => ({
  ...endpoint,
  created_at: formatTimestamp(endpoint.created_at),
  failing_since: endpoint.failing_since && formatTimestamp(endpoint.failing_since),
})
