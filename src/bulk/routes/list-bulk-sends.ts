import { Type } from 'typebox'
import type { HttpApp } from '../../http/app-type.ts'
import { errorResponses } from '../../http/error-schema.ts'
import { ListQuery, listWindow, paginateList, wrongCursor } from '../../http/pagination.ts'
import { IntegrationParams } from '../../integrations/guard.ts'
import { BulkSendItem, showBulkSends } from '../item.ts'
import { listBulkSends } from '../queries.ts'
import type { BulkDependencies } from '../start-send.ts'

/** `GET …/bulk-sends`. */
export const listBulkSendsRoute = (app: HttpApp, { database, publicUrl }: BulkDependencies): void => {
  app.route({
    method: 'GET',
    url: '/integrations/:integration_id/bulk-sends',
    schema: {
      operationId: 'listBulkSends',
      tags: ['Bulk sends'],
      summary: 'List bulk sends',
      description: 'Newest first, with what became of their recipients so far.',
      params: IntegrationParams,
      querystring: ListQuery,
      response: { 200: Type.Array(BulkSendItem), ...errorResponses(401, 404, 422, 429, 503) },
    },
    handler: async (request, reply) => {
      const window = listWindow(request.query)
      const beforeId = window.after && Number(window.after[0])
      if (beforeId !== undefined && !Number.isSafeInteger(beforeId)) throw wrongCursor()
      const { offset, limit } = window
      const sends = await listBulkSends(database, request.integration.id, { offset, limit, beforeId })
      const shown = paginateList(sends, window, ({ id }) => [id], request, reply, publicUrl)
      return showBulkSends(database, request.integration.id, shown)
    },
  })
}
