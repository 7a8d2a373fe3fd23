import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList } from '../../http/pagination.ts'
import { readTime } from '../../http/read-time.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { MessageItem } from '../item.ts'
import { listPlaces, placeKey, STATUSES } from '../list.ts'
import { showMessages } from '../show.ts'

/** `GET …/messages`: what was sent and received. */
export const listMessagesRoute = (app: HttpApp, database: Database, publicUrl: string | undefined): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/conversations/messages',
    config: { isHistory: true },
    schema: {
      operationId: 'listMessages',
      tags: ['Messages'],
      summary: 'List messages',
      description: 'What was sent and received by this number, newest first.',
      params: IntegrationParams,
      querystring: Type.Object({
        direction: Type.Optional(Type.Enum(['outbound', 'inbound'])),
        status: Type.Optional(Type.Enum([...STATUSES])),
        from: Type.Optional(Type.String({ description: 'Made at this time or later (ISO 8601).' })),
        to: Type.Optional(Type.String({ description: 'Made at this time or earlier.' })),
        ...ListQuery.properties,
      }),
      response: { 200: Type.Array(MessageItem), ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { integration, query } = request
      const window = listWindow(query)
      const filter = {
        direction: query.direction,
        status: query.status,
        from: query.from === undefined ? undefined : readTime('from', query.from),
        to: query.to === undefined ? undefined : readTime('to', query.to),
      }
      const places = await listPlaces(database, integration.id, filter, window)
      const shown = paginateList(places, window, placeKey, request, reply, publicUrl)
      return showMessages(
        database,
        integration,
        shown.map(({ id }) => id),
      )
    },
  })
}
