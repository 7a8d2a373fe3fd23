import { Type } from 'typebox'
import { notFound } from '../../error.ts'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList, wrongCursor } from '../../http/pagination.ts'
import { BulkParams } from '../fields.ts'
import { listRecipients } from '../list-recipients.ts'
import { findBulkSend } from '../queries.ts'
import { RecipientItem, recipientItem } from '../recipient-item.ts'
import type { BulkDependencies } from '../start-send.ts'
import { RECIPIENT_STATES } from '../states.ts'

/** `GET …/bulk-sends/{bulk_id}/recipients`. */
export const listRecipientsRoute = (app: HttpApp, { database, publicUrl }: BulkDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/bulk-sends/:bulk_id/recipients',
    schema: {
      operationId: 'listBulkRecipients',
      tags: ['Bulk sends'],
      summary: 'List recipients',
      description: 'Whom a bulk send goes to, in the order given, with what became of each so far.',
      params: BulkParams,
      querystring: Type.Object({
        state: Type.Optional(
          Type.Enum([...RECIPIENT_STATES], { description: 'Only those who stand there.' }),
        ),
        ...ListQuery.properties,
      }),
      response: { 200: Type.Array(RecipientItem), ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const { integration, params, query } = request
      const key = { integrationId: integration.id, bulkId: Number(params.bulk_id) }
      const window = listWindow(query)
      const after = Number(window.after?.[0] ?? -1)
      if (!Number.isSafeInteger(after)) throw wrongCursor()
      if (!(await findBulkSend(database, key))) throw notFound()
      const { offset, limit } = window
      const rows = await listRecipients(database, key, { state: query.state, after, offset, limit })
      return paginateList(rows, window, ({ number }) => [number], request, reply, publicUrl).map(
        recipientItem,
      )
    },
  })
}
