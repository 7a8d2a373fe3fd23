import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import { EVENT_STATES, InboundEventItem, inboundEventItem } from '../event-item.ts'
import { eventKey, listStoredEvents } from '../stored-events.ts'

/** `GET /v1/inbound-events`: what WhatsApp has sent, and what could not be applied of it (promise 4). */
export const listInboundEventsRoute = (
  app: HttpApp,
  database: Database,
  publicUrl: string | undefined,
): void => {
  app.route({
    method: 'GET',
    url: '/inbound-events',
    config: { access: 'administer' },
    schema: {
      operationId: 'listInboundEvents',
      tags: ['Received events'],
      summary: 'List received events',
      description: 'The raw events of WhatsApp, newest first, with what became of them.',
      querystring: Type.Object({
        state: Type.Optional(Type.Enum([...EVENT_STATES])),
        ...ListQuery.properties,
      }),
      response: { 200: Type.Array(InboundEventItem), ...errorResponses(401, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const window = listWindow(request.query)
      const events = await listStoredEvents(database, request.query.state, window)
      return paginateList(events, window, eventKey, request, reply, publicUrl).map(inboundEventItem)
    },
  })
}
