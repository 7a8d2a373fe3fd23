import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { BulkParams } from '../fields.ts'
import { BulkSendItem, showBulkSends } from '../item.ts'
import { findBulkSend } from '../queries.ts'
import type { BulkDependencies } from '../start-send.ts'

/** `GET …/bulk-sends/{bulk_id}`. */
export const getBulkSendRoute = (app: HttpApp, { database }: BulkDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/bulk-sends/:bulk_id',
    schema: {
      operationId: 'getBulkSend',
      tags: ['Bulk sends'],
      summary: 'Get a bulk send',
      description: 'Where its recipients stand at this moment.',
      params: BulkParams,
      response: { 200: BulkSendItem, ...errorResponses(401, 404, 429, 503) },
    },
    handler: async ({ params, integration }) => {
      const send = await findBulkSend(database, {
        integrationId: integration.id,
        bulkId: Number(params.bulk_id),
      })
      if (!send) throw notFound()
      return (await showBulkSends(database, integration.id, [send]))[0]!
    },
  })
}
