import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { requeueEvent, requeueUnprocessed } from '../stored-events.ts'
import { InboundEventParams } from './get-inbound-event.ts'

const Queued = Type.Object({ queued: Type.Integer({ description: 'Events that are applied again.' }) })

/**
 * `POST /v1/inbound-events/reprocess` and `…/{event_id}/reprocess`: applies again what was not understood, after an
 * upgrade, or when a number has been connected since (promise 4).
 */
export const reprocessInboundEventsRoutes = (app: HttpApp, database: Database, wake: () => void): void => {
  const shared = { method: 'POST', config: { access: 'administer' } } as const
  app.route({
    ...shared,
    url: '/inbound-events/reprocess',
    schema: {
      operationId: 'reprocessInboundEvents',
      tags: ['Received events'],
      summary: 'Apply unprocessed events again',
      description: 'All that are unprocessed. What was applied already has no consequences again.',
      response: { 200: Queued, ...errorResponses(400, 401, 413, 415, 429, 503) },
    },
    handler: async () => {
      const queued = await requeueUnprocessed(database)
      wake()
      return { queued }
    },
  })
  app.route({
    ...shared,
    url: '/inbound-events/:event_id/reprocess',
    schema: {
      operationId: 'reprocessInboundEvent',
      tags: ['Received events'],
      summary: 'Apply an event again',
      description: 'One event, whatever became of it. What was applied already has no consequences again.',
      params: InboundEventParams,
      response: { 200: Queued, ...errorResponses(400, 401, 404, 413, 415, 429, 503) },
    },
    handler: async ({ params }) => {
      if (!(await requeueEvent(database, params.event_id))) throw notFound()
      wake()
      return { queued: 1 }
    },
  })
}
