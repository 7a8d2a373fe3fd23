import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { InboundEventItem, inboundEventItem } from '../event-item.ts'
import { findStoredEvent } from '../stored-events.ts'

export const InboundEventParams = Type.Object({
  event_id: Type.String({ pattern: '^[1-9][0-9]{0,17}$', examples: ['4711'] }),
})

/** `GET /v1/inbound-events/{event_id}`: one raw event with its body, which holds what customers wrote. */
export const getInboundEventRoute = (app: HttpApp, database: Database): void => {
  app.route({
    method: 'GET',
    url: '/inbound-events/:event_id',
    config: { access: 'administer' },
    schema: {
      operationId: 'getInboundEvent',
      tags: ['Received events'],
      summary: 'Get a received event',
      description: 'A raw event of WhatsApp with its body, as it came.',
      params: InboundEventParams,
      response: {
        200: Type.Object({
          ...InboundEventItem.properties,
          body: Type.Optional(Type.Unknown({ description: 'When it is JSON.' })),
          body_base64: Type.Optional(Type.String({ description: 'When it is not.' })),
        }),
        ...errorResponses(401, 404, 429, 503),
      },
    },
    handler: async ({ params }) => {
      const event = await findStoredEvent(database, params.event_id)
      if (!event) throw notFound()
      return { ...inboundEventItem(event), ...shownBody(event.body) }
    },
  })
}

const shownBody = (body: Buffer): { body: unknown } | { body_base64: string } => {
  try {
    return { body: JSON.parse(body.toString('utf8')) }
  } catch {
    return { body_base64: body.toString('base64') }
  }
}
