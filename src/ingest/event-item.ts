import { type Static, Type } from 'typebox'
import { formatTimestamp } from '../http/timestamp.ts'
import type { ListedEvent } from './stored-events.ts'

export const EVENT_STATES = ['received', 'applied', 'unprocessed'] as const

/** A raw event of WhatsApp's as `GET /v1/inbound-events` shows it. */
export const InboundEventItem = Type.Object({
  id: Type.Integer({ examples: [4711] }),
  received_at: Type.String({ examples: ['2024-05-31T06:33:30.000000Z'] }),
  state: Type.String({
    description:
      'received: it is going to be applied. applied. unprocessed: a part of it, or all, could not be applied.',
    examples: ['unprocessed'],
  }),
  reason: Type.Union([Type.String(), Type.Null()], {
    description: 'Why it is unprocessed.',
    examples: ['No connected number has the id 106540352242922'],
  }),
  integration_ids: Type.Array(Type.Integer(), {
    description: 'The integrations whose app secret signed it; it need not be for one of them.',
  }),
  size_bytes: Type.Integer(),
})

export const inboundEventItem = (event: ListedEvent): Static<typeof InboundEventItem> => ({
  id: Number(event.id),
  received_at: formatTimestamp(event.received_at),
  state: event.state,
  reason: event.reason,
  integration_ids: event.signed_for,
  size_bytes: event.size_bytes,
})
